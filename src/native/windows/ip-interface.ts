import type { Family } from '../../contract/verdict.ts';
import { windowsConstants as win } from './constants.ts';
import { isNotSupported, WindowsError } from './error.ts';
import { iphlpapi, readMibTable } from './iphlpapi.ts';
import { MIB_IPINTERFACE_ROW as Row, MIB_IPINTERFACE_TABLE } from './layout.ts';

/** MIB_IPINTERFACE_ROW: https://learn.microsoft.com/windows/win32/api/netioapi/ns-netioapi-mib_ipinterface_row */
export interface IpInterfaceRow {
  readonly index: number;
  readonly family: Family;
  /** The interface metric in force, whether automatic or not. */
  readonly metric: number;
  readonly connected: boolean;
  readonly disableDefaultRoutes: boolean;
}

const GetIpInterfaceTable = iphlpapi.bind('GetIpInterfaceTable', {
  arguments: ['uint16', 'pointer'],
  return: 'uint32',
});
const GetIpInterfaceEntry = iphlpapi.bind('GetIpInterfaceEntry', { arguments: ['pointer'], return: 'uint32' });

/**
 * What each interface is to each family; null where this Windows has no such table.
 * https://learn.microsoft.com/windows/win32/api/netioapi/nf-netioapi-getipinterfacetable
 */
export function ipInterfaceTable(): IpInterfaceRow[] | null {
  const call = GetIpInterfaceTable.find();
  return readMibTable(
    'GetIpInterfaceTable',
    call && ((table) => call(win.AF_UNSPEC, table)),
    MIB_IPINTERFACE_TABLE,
    Row.size,
    readIpInterfaceRow,
  );
}

/**
 * The same, asked for one interface and family: `absent` where the interface does not have the family, null where this
 * Windows cannot tell.
 * https://learn.microsoft.com/windows/win32/api/netioapi/nf-netioapi-getipinterfaceentry
 */
export function ipInterfaceEntry(index: number, family: Family): IpInterfaceRow | 'absent' | null {
  const call = GetIpInterfaceEntry.find();
  if (!call) return null;
  const memory = Buffer.alloc(Row.size);
  memory.writeUInt16LE(family === 4 ? win.AF_INET : win.AF_INET6, Row.Family);
  memory.writeUInt32LE(index, Row.InterfaceIndex);
  const code = call(memory);
  if (isNotSupported(code)) return null;
  if (code === win.ERROR_NOT_FOUND || code === win.ERROR_FILE_NOT_FOUND) return 'absent';
  if (code !== win.ERROR_SUCCESS) throw new WindowsError('GetIpInterfaceEntry', code);
  return readIpInterfaceRow(memory, 0);
}

function readIpInterfaceRow(memory: Buffer, at: number): IpInterfaceRow {
  return {
    index: memory.readUInt32LE(at + Row.InterfaceIndex),
    family: memory.readUInt16LE(at + Row.Family) === win.AF_INET6 ? 6 : 4,
    metric: memory.readUInt32LE(at + Row.Metric),
    connected: memory[at + Row.Connected] !== 0,
    disableDefaultRoutes: memory[at + Row.DisableDefaultRoutes] !== 0,
  };
}
