import { ToolError } from '../contract/error.ts';

/** Consecutive ports, both ends included. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/**
 * Reads a comma list of ports and ranges, `80,443` or `3478-3481`, as the endpoint web service writes it, into ordered
 * ranges that neither overlap nor touch. An empty text has no ports.
 * @throws ToolError `PortsInvalid`
 */
export function parsePorts(text: string): PortRange[] {
  if (text.trim() === '') return [];
  const merged: PortRange[] = [];
  for (const range of text.split(',').map(parseRange).sort(byFirst)) {
    const before = merged.at(-1);
    if (before && range.first <= before.last + 1)
      merged[merged.length - 1] = { first: before.first, last: Math.max(before.last, range.last) };
    else merged.push(range);
  }
  return merged;
}

function parseRange(text: string): PortRange {
  const [, from, to = from] = /^\s*([0-9]{1,5})(?:-([0-9]{1,5}))?\s*$/.exec(text) ?? [];
  const range = { first: Number(from), last: Number(to) };
  if (range.first >= 1 && range.first <= range.last && range.last <= 65535) return range;
  throw new ToolError(
    'PortsInvalid',
    'InvalidData',
    `${JSON.stringify(text.slice(0, 80))} is not a port or a range of ports such as 3478-3481.`,
    text,
  );
}

function byFirst(a: PortRange, b: PortRange): number {
  return a.first - b.first;
}
