import type { SnapshotInterface } from '../../contract/snapshot.ts';
import { interfaceTable, type InterfaceRow } from '../../native/windows/interface-table.ts';
import type { RasConnection } from '../../native/windows/ras.ts';
import { readRegistryValue } from '../../native/windows/registry.ts';
import { formatAddress, width } from '../../net/address.ts';
import type { Notes } from '../notes.ts';
import { familyFacts, readAdapters, type Adapters } from './family.ts';

/** Every interface of this machine, as Windows describes it. */
export function collectInterfaces(connections: readonly RasConnection[], notes: Notes): SnapshotInterface[] {
  const adapters = readAdapters(notes);
  const factsOf = familyFacts(adapters, notes);
  return interfaceTable().map((row) => {
    const [four, six] = [factsOf(row.index, 4), factsOf(row.index, 6)];
    const connection = connections.find((candidate) => carries(row, candidate));
    return {
      index: row.index,
      name: row.alias,
      description: row.description,
      type: row.type,
      guid: row.guid,
      deviceId: notes.attempt('PnP instance ids', () => deviceIdOf(row.guid)),
      rasType: connection?.deviceType ?? null,
      rasDevice: connection?.deviceName ?? null,
      filter: row.filter,
      up: row.up,
      hardware: row.hardware,
      connected4: four.connected,
      connected6: six.connected,
      disableDefaultRoutes4: four.disableDefaultRoutes,
      disableDefaultRoutes6: six.disableDefaultRoutes,
      metric4: four.metric,
      metric6: six.metric,
      addresses: adapters && addressesOf(row.index, adapters),
    };
  });
}

/** The interface of a remote access connection has the phone-book entry's GUID, and its name as its alias. */
function carries(row: InterfaceRow, connection: RasConnection): boolean {
  return !row.filter && (row.guid === connection.guid || row.alias === connection.entryName);
}

const networkClass = 'SYSTEM\\CurrentControlSet\\Control\\Network\\{4D36E972-E325-11CE-BFC1-08002BE10318}';

/** The PnP instance id of the device behind an interface, whose first part names its bus; null where it has none. */
function deviceIdOf(guid: string): string | null {
  const value = readRegistryValue('HKLM', `${networkClass}\\${guid}\\Connection`, 'PnpInstanceID');
  return value?.type === 'REG_SZ' && value.data !== '' ? value.data : null;
}

function addressesOf(index: number, adapters: Adapters): string[] {
  const addresses = adapters(index)?.addresses ?? [];
  return addresses.map(({ family, value, prefixLength }) => {
    const length = Math.min(prefixLength, width(family));
    return `${formatAddress(family, value)}/${length}`;
  });
}
