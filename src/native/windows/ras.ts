import { windowsConstants as win } from './constants.ts';
import { WindowsError } from './error.ts';
import { RASCONNW } from './layout.ts';
import { readGuid, readText } from './memory.ts';
import { systemLibrary } from './system32.ts';

/** RASCONN: https://learn.microsoft.com/previous-versions/windows/desktop/legacy/aa376725(v=vs.85) */
export interface RasConnection {
  /** The phone-book entry's name, which is the connection's alias. */
  readonly entryName: string;
  /** `vpn`, `PPPoE`, `modem`, … */
  readonly deviceType: string;
  /** `WAN Miniport (IKEv2)`, … */
  readonly deviceName: string;
  /** The path of the phone book. */
  readonly phonebook: string;
  readonly guid: string;
}

const RasEnumConnectionsW = systemLibrary('rasapi32.dll').bind('RasEnumConnectionsW', {
  arguments: ['pointer', 'pointer', 'pointer'],
  return: 'uint32',
});

const attempts = 10;

/**
 * The active remote access connections; none where this Windows was installed without that service.
 * https://learn.microsoft.com/windows/win32/api/ras/nf-ras-rasenumconnectionsw
 */
export function rasConnections(): RasConnection[] {
  const call = RasEnumConnectionsW.find();
  if (!call) return [];
  const [size, count] = [Buffer.alloc(4), Buffer.alloc(4)];
  let code = 0;
  for (let attempt = 0, room: number = RASCONNW.size; attempt < attempts; attempt++, room = size.readUInt32LE()) {
    const memory = Buffer.alloc(room);
    memory.writeUInt32LE(RASCONNW.size, RASCONNW.dwSize);
    size.writeUInt32LE(room);
    code = call(memory, size, count);
    if (code === win.ERROR_SUCCESS) return readConnections(memory, count.readUInt32LE());
    if (code !== win.ERROR_BUFFER_TOO_SMALL) break;
  }
  throw new WindowsError('RasEnumConnectionsW', code);
}

function readConnections(memory: Buffer, count: number): RasConnection[] {
  return Array.from({ length: count }, (_, i) => {
    const at = i * RASCONNW.size;
    return {
      entryName: readText(memory, at, RASCONNW.szEntryName),
      deviceType: readText(memory, at, RASCONNW.szDeviceType),
      deviceName: readText(memory, at, RASCONNW.szDeviceName),
      phonebook: readText(memory, at, RASCONNW.szPhonebook),
      guid: readGuid(memory, at + RASCONNW.guidEntry),
    };
  });
}
