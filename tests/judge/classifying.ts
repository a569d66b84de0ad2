import assert from 'node:assert/strict';
import type { Snapshot, SnapshotInterface } from '../../src/contract/snapshot.ts';
import { classifyInterfaces, type ClassifiedInterface } from '../../src/judge/interfaces.ts';
import { nobodySaid, row, snapshot } from './snapshots.ts';

export type Facts = Partial<SnapshotInterface>;

/** What one interface is recognised as. */
export function classify(facts: Facts, around: Partial<Snapshot> = {}): ClassifiedInterface {
  return classifyInterfaces(snapshot({ interfaces: [row(facts)], ...around }), nobodySaid).interfaces[0];
}

/** One test per interface: all lead the same way. */
export function each(path: string, cases: Record<string, Facts>, around: Partial<Snapshot> = {}): void {
  for (const [name, facts] of Object.entries(cases)) {
    it(name, () => {
      const found = classify(facts, around);
      assert.equal(found.path, path, found.reason);
      assert.equal(found.source, 'recognised');
    });
  }
}
