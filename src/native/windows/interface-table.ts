import { windowsConstants as win } from './constants.ts';
import { WindowsError } from './error.ts';
import { iphlpapi, readMibTable } from './iphlpapi.ts';
import { MIB_IF_ROW2 as Row, MIB_IF_TABLE2 } from './layout.ts';
import { readGuid, readText } from './memory.ts';

/** MIB_IF_ROW2: https://learn.microsoft.com/windows/win32/api/netioapi/ns-netioapi-mib_if_row2 */
export interface InterfaceRow {
  readonly luid: bigint;
  readonly index: number;
  /** `{8-4-4-4-12}`, upper case. */
  readonly guid: string;
  readonly alias: string;
  /** The driver's words. */
  readonly description: string;
  /** IANA ifType. */
  readonly type: number;
  readonly hardware: boolean;
  /** A filter driver's pseudo-interface. */
  readonly filter: boolean;
  readonly up: boolean;
}

/** Bits of InterfaceAndOperStatusFlags, whose names the compiler keeps for itself. */
const hardwareInterface = 1;
const filterInterface = 2;

const GetIfTable2 = iphlpapi.bind('GetIfTable2', { arguments: ['pointer'], return: 'uint32' });

/**
 * Every network interface, those of filter drivers too.
 * https://learn.microsoft.com/windows/win32/api/netioapi/nf-netioapi-getiftable2
 */
export function interfaceTable(): InterfaceRow[] {
  const rows = readMibTable('GetIfTable2', GetIfTable2.need(), MIB_IF_TABLE2, Row.size, readInterfaceRow);
  if (!rows) throw new WindowsError('GetIfTable2', win.ERROR_NOT_SUPPORTED);
  return rows;
}

function readInterfaceRow(memory: Buffer, at: number): InterfaceRow {
  const flags = memory[at + Row.InterfaceAndOperStatusFlags];
  return {
    luid: memory.readBigUInt64LE(at + Row.InterfaceLuid),
    index: memory.readUInt32LE(at + Row.InterfaceIndex),
    guid: readGuid(memory, at + Row.InterfaceGuid),
    alias: readText(memory, at, Row.Alias),
    description: readText(memory, at, Row.Description),
    type: memory.readUInt32LE(at + Row.Type),
    hardware: (flags & hardwareInterface) !== 0,
    filter: (flags & filterInterface) !== 0,
    up: memory.readUInt32LE(at + Row.OperStatus) === win.IfOperStatusUp,
  };
}
