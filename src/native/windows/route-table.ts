import { windowsConstants as win } from './constants.ts';
import { WindowsError } from './error.ts';
import { iphlpapi, readMibTable } from './iphlpapi.ts';
import { MIB_IPFORWARD_ROW2 as Row, MIB_IPFORWARD_TABLE2 } from './layout.ts';
import { readSocketAddress, type IpAddress } from './memory.ts';

/** MIB_IPFORWARD_ROW2: https://learn.microsoft.com/windows/win32/api/netioapi/ns-netioapi-mib_ipforward_row2 */
export interface ForwardRow {
  readonly interfaceLuid: bigint;
  readonly interfaceIndex: number;
  readonly destination: IpAddress;
  readonly prefixLength: number;
  /** Null where the destination is on-link, for which Windows writes the zero address. */
  readonly nextHop: IpAddress | null;
  /** Seconds; `forever` for a route that does not expire. */
  readonly validLifetime: number;
  readonly metric: number;
  /** NL_ROUTE_PROTOCOL. */
  readonly protocol: number;
  readonly loopback: boolean;
}

export const forever = 0xffff_ffff;

const GetIpForwardTable2 = iphlpapi.bind('GetIpForwardTable2', { arguments: ['uint16', 'pointer'], return: 'uint32' });

/**
 * The route table of both families.
 * https://learn.microsoft.com/windows/win32/api/netioapi/nf-netioapi-getipforwardtable2
 */
export function forwardTable(): ForwardRow[] {
  const call = GetIpForwardTable2.need();
  const rows = readMibTable(
    'GetIpForwardTable2',
    (table) => call(win.AF_UNSPEC, table),
    MIB_IPFORWARD_TABLE2,
    Row.size,
    readForwardRow,
  );
  if (!rows) throw new WindowsError('GetIpForwardTable2', win.ERROR_NOT_SUPPORTED);
  return rows.filter((row) => row !== null);
}

function readForwardRow(memory: Buffer, at: number): ForwardRow | null {
  const destination = readSocketAddress(memory, at + Row['DestinationPrefix.Prefix']);
  return (
    destination && {
      interfaceLuid: memory.readBigUInt64LE(at + Row.InterfaceLuid),
      interfaceIndex: memory.readUInt32LE(at + Row.InterfaceIndex),
      destination,
      prefixLength: memory[at + Row['DestinationPrefix.PrefixLength']],
      nextHop: readNextHop(memory, at + Row.NextHop),
      validLifetime: memory.readUInt32LE(at + Row.ValidLifetime),
      metric: memory.readUInt32LE(at + Row.Metric),
      protocol: memory.readUInt32LE(at + Row.Protocol),
      loopback: memory[at + Row.Loopback] !== 0,
    }
  );
}

/** The gateway in a SOCKADDR_INET, null for the zero address. */
export function readNextHop(memory: Buffer, at: number): IpAddress | null {
  const address = readSocketAddress(memory, at);
  return address?.value === 0n ? null : address;
}
