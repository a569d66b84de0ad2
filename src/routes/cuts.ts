import { byAddress, type Range } from '../net/range.ts';
import { lastOf, overlaps, type Prefix } from '../net/prefix.ts';

/** Consecutive addresses of a wanted prefix for which the routing decision cannot change. */
export interface Piece<T> extends Range {
  /** Everything that covers the piece, from the shortest prefix to the longest. */
  readonly covering: readonly T[];
}

interface Covering {
  readonly prefix: Prefix;
}

/**
 * Cuts a prefix at both ends of every prefix inside it. Prefixes are nested or disjoint, so one walk in address order with a
 * stack of the open ones visits each piece once: n log n for the sorting.
 */
export function cut<T extends Covering>(wanted: Prefix, items: readonly T[]): Piece<T>[] {
  const relevant = items.filter((item) => overlaps(item.prefix, wanted));
  const inside = relevant.filter((item) => item.prefix.length > wanted.length).sort(outerFirst);
  const open = relevant
    .filter((item) => item.prefix.length <= wanted.length)
    .sort((a, b) => a.prefix.length - b.prefix.length);
  const around = open.length;
  const pieces: Piece<T>[] = [];
  let at = wanted.first;

  const emitUntil = (end: bigint) => {
    if (at > end) return;
    pieces.push({ family: wanted.family, first: at, last: end, covering: [...open] });
    at = end + 1n;
  };
  const closeBefore = (next: bigint) => {
    while (open.length > around) {
      const end = lastOf(open[open.length - 1].prefix);
      if (end >= next) break;
      emitUntil(end);
      open.pop();
    }
    emitUntil(next - 1n);
  };

  for (const item of inside) {
    closeBefore(item.prefix.first);
    open.push(item);
  }
  closeBefore(lastOf(wanted) + 1n);
  return pieces;
}

function outerFirst(a: Covering, b: Covering): number {
  return byAddress(a.prefix, b.prefix) || a.prefix.length - b.prefix.length;
}
