import { release } from 'node:os';
import type { VpnConnection } from '../../contract/snapshot.ts';
import type { RasConnection } from '../../native/windows/ras.ts';
import type { Notes } from '../notes.ts';
import { readPlainly } from '../plain-files.ts';
import { trafficFilters } from './phonebook.ts';

/** The connected VPN profiles of Windows' own client, and what in them decides beside the route table. */
export function collectVpnConnections(connections: readonly RasConnection[], notes: Notes): VpnConnection[] {
  return connections
    .filter(({ deviceType }) => deviceType.toLowerCase() === 'vpn')
    .map((connection) => ({
      name: connection.entryName,
      connected: true,
      lockDown: canLockDown(release()) ? unreadableLockDown(connection, notes) : false,
      trafficFilter: hasTrafficFilter(connection, notes),
    }));
}

const windows11 = 22000;

/**
 * LockDown was taken out of Windows: https://github.com/MicrosoftDocs/windows-itpro-docs/pull/8948, and the VPNv2 CSP of
 * Windows 11 has no such node. Before, no documented place tells it except the MDM provider, which answers SYSTEM only.
 */
export function canLockDown(osRelease: string): boolean {
  return !(Number(osRelease.split('.')[2]) >= windows11);
}

function unreadableLockDown({ entryName }: RasConnection, notes: Notes): null {
  notes.add(`LockDown of the VPN profile ${entryName}: this Windows has the option, and no place to read it.`);
  return null;
}

function hasTrafficFilter({ entryName, phonebook }: RasConnection, notes: Notes): boolean | null {
  const count = trafficFilters(readPhonebook(phonebook), entryName);
  if (count === null) notes.add(`Traffic filters of the VPN profile ${entryName}: its phone book does not tell.`);
  return count === null ? null : count > 0;
}

/** People write their own phone books: only a file on a drive is read, and no link followed on the way to it. */
function readPhonebook(path: string): string {
  try {
    const [drive, ...steps] = path.split('\\');
    return (/^[A-Za-z]:$/.test(drive) && readPlainly(`${drive}\\`, ...steps)) || '';
  } catch {
    return '';
  }
}
