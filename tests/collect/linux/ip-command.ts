import assert from 'node:assert/strict';
import type { Family } from '../../../src/contract/verdict.ts';
import type { Namespace } from '../../bed/netns.ts';
import { tool } from '../../bed/tools.ts';

/** What iproute2 says of a namespace, as JSON: another program's reading of the same kernel. */

export async function ipJson<T>(namespace: Namespace, args: string): Promise<T[]> {
  const { code, stdout, stderr } = await namespace.run([tool('ip'), ...args.split(' ')]);
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout || '[]');
}

/** Both families' rows, one after the other. */
export async function ofBoth<T, R>(
  of: (family: Family) => Promise<T[]>,
  row: (value: T, family: Family) => R,
): Promise<R[]> {
  const [four, six] = [await of(4), await of(6)];
  return [...four.map((value) => row(value, 4)), ...six.map((value) => row(value, 6))];
}

export function cidr(text: string, family: Family): string {
  if (text === 'default') return family === 4 ? '0.0.0.0/0' : '::/0';
  return text.includes('/') ? text : `${text}/${family === 4 ? 32 : 128}`;
}

export async function indexByName(namespace: Namespace): Promise<Map<string, number>> {
  const links = await ipJson<{ ifname: string; ifindex: number }>(namespace, '-j link');
  return new Map(links.map(({ ifname, ifindex }) => [ifname, ifindex]));
}
