import { byAddress, type Range } from '../net/range.ts';
import { formatPrefix, lastOf, type Prefix } from '../net/prefix.ts';

/** Consecutive addresses of a wanted prefix for which the routing decision cannot change. */
export interface Piece<T> extends Range {
  readonly wanted: Prefix;
  /** Everything that covers the piece, from the shortest prefix to the longest. */
  readonly covering: readonly T[];
}

interface Covering {
  readonly prefix: Prefix;
}

/**
 * Cuts wanted prefixes at both ends of every item's prefix inside them. Prefixes are nested or disjoint, so one walk over
 * all items in address order with a stack of the open ones visits each piece once: n log n for the sorting.
 * @param wanted prefixes of the items' family that do not overlap
 * @returns the pieces in address order
 * @throws RangeError for wanted prefixes that overlap: the walk would have left behind what covers the second
 */
export function cut<T extends Covering>(wanted: readonly Prefix[], items: readonly T[]): Piece<T>[] {
  const sorted = items.map((item) => ({ item, first: item.prefix.first, last: lastOf(item.prefix) })).sort(outerFirst);
  const open: typeof sorted = [];
  const pieces: Piece<T>[] = [];
  let next = 0;
  let before: Prefix | undefined;
  for (const prefix of [...wanted].sort(byAddress)) {
    if (before && prefix.first <= lastOf(before)) throw overlap(before, prefix);
    before = prefix;
    const last = lastOf(prefix);
    let at = prefix.first;
    const emitUntil = (end: bigint) => {
      if (at > end) return;
      pieces.push({
        family: prefix.family,
        first: at,
        last: end,
        wanted: prefix,
        covering: open.map(({ item }) => item),
      });
      at = end + 1n;
    };
    const closeBefore = (start: bigint) => {
      while (open.length > 0 && open[open.length - 1].last < start) {
        emitUntil(open[open.length - 1].last);
        open.pop();
      }
      emitUntil(start - 1n);
    };
    for (; next < sorted.length && sorted[next].first <= last; next++) {
      closeBefore(sorted[next].first);
      open.push(sorted[next]);
    }
    closeBefore(last + 1n);
  }
  return pieces;
}

function overlap(...prefixes: [Prefix, Prefix]): RangeError {
  return new RangeError(`wanted prefixes overlap: ${prefixes.map(formatPrefix).join(' and ')}`);
}

function outerFirst(a: { item: Covering; first: bigint }, b: { item: Covering; first: bigint }): number {
  if (a.first !== b.first) return a.first < b.first ? -1 : 1;
  return a.item.prefix.length - b.item.prefix.length;
}
