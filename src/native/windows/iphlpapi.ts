import { copyMemory } from '../ffi.ts';
import { windowsConstants as win } from './constants.ts';
import { isNotSupported, WindowsError } from './error.ts';
import { systemLibrary } from './system32.ts';

export const iphlpapi = systemLibrary('iphlpapi.dll');

/** Every MIB table starts with a ULONG count, and its rows at the next multiple of 8. */
interface TableLayout {
  readonly NumEntries: number;
  readonly Table: number;
}

const FreeMibTable = iphlpapi.bind('FreeMibTable', { arguments: ['uint64'], return: 'void' });

/**
 * The rows of a table that `call` allocates, copied and freed at once; null where this Windows has no such table.
 * https://learn.microsoft.com/windows/win32/api/netioapi/nf-netioapi-freemibtable
 */
export function readMibTable<Row>(
  api: string,
  call: ((table: Buffer) => number) | null,
  layout: TableLayout,
  rowSize: number,
  readRow: (memory: Buffer, at: number) => Row,
): Row[] | null {
  const free = FreeMibTable.find();
  if (!call || !free) return null;
  const pointer = Buffer.alloc(8);
  const code = call(pointer);
  if (isNotSupported(code)) return null;
  if (code === win.ERROR_NOT_FOUND) return [];
  if (code !== win.ERROR_SUCCESS) throw new WindowsError(api, code);
  const table = pointer.readBigUInt64LE();
  try {
    const count = copyMemory(table, layout.Table).readUInt32LE(layout.NumEntries);
    const memory = copyMemory(table, layout.Table + count * rowSize);
    return Array.from({ length: count }, (_, i) => readRow(memory, layout.Table + i * rowSize));
  } finally {
    free(table);
  }
}
