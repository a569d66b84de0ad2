import type { Prefix } from '../net/prefix.ts';
import type { Hop, Route } from './route.ts';

/** What the routing decision for a piece is. */
export interface Decision {
  /** Hops that win: several where equally good, or where an unknown fact leaves several possible. Empty: no route. */
  readonly best: readonly Hop[];
  /** The fact that decides and is not known; null where the decision is proven. */
  readonly missing: Missing | null;
}

export type Missing = 'metric' | 'rule' | 'profile' | 'encapsulation';

export const noRoute: Decision = { best: [], missing: null };

/** What a table holds for one destination: how to send, no way at all, or a word to ask the next rule. */
export type Outcome = Decision | 'throw';

/** All routes of one table to one destination, decided. */
export interface Entry {
  readonly prefix: Prefix;
  readonly table: number;
  readonly outcome: Outcome;
}

/** Groups routes by table and destination and decides each group once. */
export function toEntries(routes: readonly Route[]): Entry[] {
  const groups = Map.groupBy(routes, ({ table, destination }) => `${table} ${destination}`);
  return [...groups.values()].map((group) => ({
    prefix: group[0].prefix,
    table: group[0].table,
    outcome: lowestMetric(group),
  }));
}

/**
 * Longest prefix match in one table.
 * @param covering from the shortest prefix to the longest
 */
export function longestMatch(covering: readonly Entry[], table: number): Entry | undefined {
  return covering.findLast((entry) => entry.table === table);
}

/**
 * Among routes to one destination the lowest effective metric wins; an unknown one may be lowest, unless what is known of it
 * is already more. Where routes of different
 * types share it, the kernel takes the one that it lists first.
 */
function lowestMetric(routes: readonly Route[]): Outcome {
  if (routes.some((route) => route.conditional))
    return { best: routes.flatMap((route) => route.hops), missing: 'rule' };
  const lowest = routes.reduce((least, { metric }) => (metric === null ? least : Math.min(least, metric)), Infinity);
  const possible = routes.filter((route) =>
    route.metric === null ? route.leastMetric <= lowest : route.metric === lowest,
  );
  const undecided = possible.length > 1 && possible.some(({ metric }) => metric === null);
  if (!undecided && possible[0].action === 'throw') return 'throw';
  if (!undecided && possible[0].action === 'discard') return noRoute;
  const best = possible.flatMap((route) => route.hops);
  if (best.some(({ wraps }) => wraps)) return { best, missing: 'encapsulation' };
  return { best, missing: undecided ? 'metric' : null };
}
