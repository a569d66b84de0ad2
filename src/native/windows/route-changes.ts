import { windowsConstants as win } from './constants.ts';
import { iphlpapi } from './iphlpapi.ts';
import { MIB_IPFORWARD_ROW2 as Row } from './layout.ts';
import { writeSocketAddress, type IpAddress } from './memory.ts';

/** A route as CreateIpForwardEntry2 takes it, for the active store: a restart forgets it. */
export interface ForwardEntry {
  readonly interfaceLuid: bigint;
  readonly destination: IpAddress;
  readonly prefixLength: number;
  /** Null where the destination is on-link, for which Windows takes the zero address. */
  readonly nextHop: IpAddress | null;
  readonly metric: number;
}

const InitializeIpForwardEntry = iphlpapi.bind('InitializeIpForwardEntry', { arguments: ['pointer'], return: 'void' });
const CreateIpForwardEntry2 = iphlpapi.bind('CreateIpForwardEntry2', { arguments: ['pointer'], return: 'uint32' });
const DeleteIpForwardEntry2 = iphlpapi.bind('DeleteIpForwardEntry2', { arguments: ['pointer'], return: 'uint32' });

/**
 * Adds a route; Windows' error code, `ERROR_OBJECT_ALREADY_EXISTS` where one has its prefix, interface and next hop.
 * https://learn.microsoft.com/windows/win32/api/netioapi/nf-netioapi-createipforwardentry2
 * @throws ToolError `NativeFunctionMissing`
 */
export function createForwardEntry(entry: ForwardEntry): number {
  return CreateIpForwardEntry2.need()(rowOf(entry));
}

/**
 * Removes the route with the entry's prefix, interface and next hop, whatever its metric; Windows' error code.
 * https://learn.microsoft.com/windows/win32/api/netioapi/nf-netioapi-deleteipforwardentry2
 * @throws ToolError `NativeFunctionMissing`
 */
export function deleteForwardEntry(entry: ForwardEntry): number {
  return DeleteIpForwardEntry2.need()(rowOf(entry));
}

/** https://learn.microsoft.com/windows/win32/api/netioapi/nf-netioapi-initializeipforwardentry */
function rowOf({ interfaceLuid, destination, prefixLength, nextHop, metric }: ForwardEntry): Buffer {
  const row = Buffer.alloc(Row.size);
  InitializeIpForwardEntry.need()(row);
  row.writeBigUInt64LE(interfaceLuid, Row.InterfaceLuid);
  writeSocketAddress(row, Row['DestinationPrefix.Prefix'], destination);
  row[Row['DestinationPrefix.PrefixLength']] = prefixLength;
  writeSocketAddress(row, Row.NextHop, nextHop ?? { family: destination.family, value: 0n });
  row.writeUInt32LE(metric, Row.Metric);
  row.writeUInt32LE(win.MIB_IPPROTO_NETMGMT, Row.Protocol);
  return row;
}
