import type { Family } from '../../../contract/verdict.ts';
import { width } from '../../../net/address.ts';
import type { Prefix } from '../../../net/prefix.ts';
import { rangeOf, subtract, toPrefixes } from '../../../net/range.ts';
import { everything } from '../profile.ts';

/**
 * The fewest prefixes that hold all addresses of a family but the given ones. A /0, which arms the kill switch of WireGuard
 * for Windows, is written as its two halves.
 */
export function complement(prefixes: readonly Prefix[], family: Family): Prefix[] {
  return subtract([rangeOf(everything[family])], prefixes.map(rangeOf))
    .flatMap(toPrefixes)
    .flatMap(halved);
}

function halved(prefix: Prefix): Prefix[] {
  const { family, first, length } = prefix;
  if (length > 0) return [prefix];
  return [first, 1n << BigInt(width(family) - 1)].map((half) => ({ family, first: half, length: 1 }));
}
