import { formatPrefix } from '../net/prefix.ts';
import { merge, toPrefixes, type Range } from '../net/range.ts';

const mostNamed = 8;

/** The fewest CIDRs that hold exactly these ranges. */
export function cidrsOf(ranges: readonly Range[]): string[] {
  return merge(ranges).flatMap(toPrefixes).map(formatPrefix);
}

/** A list for a sentence; the verdict's own fields name everything. */
export function listed(items: readonly string[]): string {
  const unique = [...new Set(items)];
  const rest = unique.length - mostNamed;
  return rest > 0 ? `${unique.slice(0, mostNamed).join(', ')} and ${rest} more` : unique.join(', ');
}
