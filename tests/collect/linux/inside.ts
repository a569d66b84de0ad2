import assert from 'node:assert/strict';
import { join } from 'node:path';
import { readSnapshot } from '../../../src/contract/read-snapshot.ts';
import type { Namespace } from '../../bed/netns.ts';
import { checkout } from '../../bed/paths.ts';
import type { Answer, Request } from './child.ts';

export const node = [
  join(checkout, 'node_modules/.bin/node'),
  '--experimental-ffi',
  '--disable-warning=ExperimentalWarning',
];
export const child = join(import.meta.dirname, 'child.ts');

/** What the collector says in a namespace, after the contract's own check. */
export async function collect(namespace: Namespace, request: Partial<Request> = {}): Promise<Answer> {
  const input = JSON.stringify({ wanted: [], addresses: [], ...request });
  const { code, stdout, stderr } = await namespace.run([...node, child], { input });
  assert.equal(code, 0, stderr);
  const answer = JSON.parse(stdout) as Answer;
  return { ...answer, snapshot: readSnapshot(answer.snapshot) };
}
