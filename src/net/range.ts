import type { Family } from '../contract/verdict.ts';
import { width } from './address.ts';
import { lastOf, type Prefix } from './prefix.ts';

/** Consecutive addresses of one family, both ends included. */
export interface Range {
  readonly family: Family;
  readonly first: bigint;
  readonly last: bigint;
}

export function rangeOf(prefix: Prefix): Range {
  return { family: prefix.family, first: prefix.first, last: lastOf(prefix) };
}

/** The fewest prefixes that hold exactly the range's addresses, in order. */
export function toPrefixes(range: Range): Prefix[] {
  const bits = width(range.family);
  const prefixes: Prefix[] = [];
  let first = range.first;
  while (first <= range.last) {
    const aligned = first === 0n ? bits : exponentOf(first & -first);
    const size = Math.min(aligned, exponentOf(range.last - first + 1n));
    prefixes.push({ family: range.family, first, length: bits - size });
    first += 1n << BigInt(size);
  }
  return prefixes;
}

/** The exponent of the largest power of two that is not larger. */
function exponentOf(value: bigint): number {
  return value.toString(2).length - 1;
}

/** Sorts by family and address, and joins ranges that overlap or touch. */
export function merge(ranges: Iterable<Range>): Range[] {
  const merged: Range[] = [];
  for (const range of [...ranges].sort(byAddress)) {
    const before = merged.at(-1);
    if (before && before.family === range.family && range.first <= before.last + 1n) {
      if (range.last > before.last) merged[merged.length - 1] = { ...before, last: range.last };
    } else {
      merged.push(range);
    }
  }
  return merged;
}

/** What of `from` is not in `taken`. */
export function subtract(from: Iterable<Range>, taken: Iterable<Range>): Range[] {
  const holes = merge(taken);
  const rest: Range[] = [];
  for (const range of merge(from)) {
    let first = range.first;
    for (const hole of holes) {
      if (hole.family !== range.family || hole.last < first || hole.first > range.last) continue;
      if (hole.first > first) rest.push({ family: range.family, first, last: hole.first - 1n });
      first = hole.last + 1n;
    }
    if (first <= range.last) rest.push({ family: range.family, first, last: range.last });
  }
  return rest;
}

/** What is in both. */
export function intersect(a: Iterable<Range>, b: Iterable<Range>): Range[] {
  const others = merge(b);
  return merge(a).flatMap((range) =>
    others
      .filter((other) => other.family === range.family && other.first <= range.last && range.first <= other.last)
      .map((other) => ({
        family: range.family,
        first: other.first > range.first ? other.first : range.first,
        last: other.last < range.last ? other.last : range.last,
      })),
  );
}

export function byAddress(a: Range | Prefix, b: Range | Prefix): number {
  if (a.family !== b.family) return a.family - b.family;
  return a.first < b.first ? -1 : a.first > b.first ? 1 : 0;
}
