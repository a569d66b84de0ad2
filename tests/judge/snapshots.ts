import { snapshotSchemaName, type Snapshot, type SnapshotInterface } from '../../src/contract/snapshot.ts';
import type { Roles } from '../../src/judge/interfaces.ts';

export const nobodySaid: Roles = { vpn: [], local: [], strict: false };

/** An interface that is up and of which nothing else is known. */
export function row(facts: Partial<SnapshotInterface>): SnapshotInterface {
  return { index: 7, name: 'Ethernet 7', up: true, ...facts };
}

export function snapshot(facts: Partial<Snapshot>): Snapshot {
  return {
    schema: snapshotSchemaName,
    computer: 'PC',
    platform: 'win32',
    collectedAt: '2026-01-02T00:00:00Z',
    interfaces: [],
    routes: [],
    ...facts,
  };
}
