import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importSnapshot } from '../../../src/collect/import/import.ts';
import { readSnapshot } from '../../../src/contract/read-snapshot.ts';
import type { Snapshot } from '../../../src/contract/snapshot.ts';

export function fixture(name: string): Buffer {
  return readFileSync(join(import.meta.dirname, 'fixtures', name));
}

/** The snapshot of texts, as the contract reads it. */
export function imported(...sources: readonly (string | Buffer)[]): Snapshot {
  const named = sources.map((source, i) => ({ name: `source ${i + 1}`, bytes: Buffer.from(source) }));
  return readSnapshot(JSON.parse(JSON.stringify(importSnapshot(named, null))));
}

/** `destination nextHop interface metric`, a route a line. */
export function tableOf({ routes, interfaces }: Snapshot): string[] {
  const names = new Map(interfaces.map(({ index, name }) => [index, name]));
  return routes.map(
    ({ destination, nextHop, interfaceIndex, metric, effectiveMetric }) =>
      `${destination} ${nextHop ?? 'on-link'} ${names.get(interfaceIndex)} ${effectiveMetric ?? metric}`,
  );
}
