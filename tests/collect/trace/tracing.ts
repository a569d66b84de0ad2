import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Snapshot } from '../../../src/contract/snapshot.ts';
import type { ObservedHop, ObservedTrace } from '../../../src/contract/trace.ts';
import type { RunResult } from '../../bed/netns.ts';

export const traceScript = join(import.meta.dirname, 'trace-script.ts');

export interface Traced {
  observed: ObservedTrace;
  snapshot: Snapshot;
  /** Milliseconds. */
  elapsed: number;
}

export function readTraced({ code, stdout, stderr }: RunResult): Traced {
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout) as Traced;
}

/** `address` of a hop, `*` where it was silent, and what it said in the end. */
export function summary({ addresses, answer, unreachable }: ObservedHop): string {
  const said = answer === 'Target' ? ' target' : unreachable ? ` ${unreachable} unreachable` : '';
  return (addresses[0] ?? '*') + said;
}
