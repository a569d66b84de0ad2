import type { SnapshotRoute } from '../contract/snapshot.ts';
import type { Prefix } from '../net/prefix.ts';

/** One way out: a route's next hop on one interface. A multipath route has several. */
export interface Hop {
  /** The destination's CIDR. */
  readonly destination: string;
  /** Null where the destination is on-link. */
  readonly nextHop: string | null;
  readonly interfaceIndex: number;
  /** Whether the next hop is on the interface's link by the route's own word (Linux), whatever the prefixes there are. */
  readonly onlink: boolean;
  /** Route metric + interface metric; null where either is unknown. */
  readonly metric: number | null;
  /** Whether it wraps packets in others (lightweight tunnels of Linux), which then go somewhere else. */
  readonly wraps: boolean;
}

/** A route that takes part in the selection. */
export interface Route {
  readonly prefix: Prefix;
  /** The prefix as text. */
  readonly destination: string;
  readonly table: number;
  readonly action: Action;
  /** The route's effective metric; hops of one route share it. */
  readonly metric: number | null;
  /** What the effective metric is at least: the route's own where the interface's is not known. */
  readonly leastMetric: number;
  readonly hops: readonly Hop[];
  /** Whether it holds only for some packets, by source or type of service, of which it is not known whether media is one. */
  readonly conditional: boolean;
}

/** What a matching route does: send, end the search without a route, or hand on to the next rule. */
export type Action = 'send' | 'discard' | 'throw';

/** The Linux main table, where routes without a table live. */
export const mainTable = 254;
/** Where the Linux kernel keeps its own addresses. */
export const localTable = 255;

const actions: Readonly<Record<string, Action>> = {
  unicast: 'send',
  throw: 'throw',
};

/** Linux route types (rtnetlink(7)), by which routes of macOS are called too; what is neither sent nor thrown leaves this machine by no interface. */
export function actionOf(route: SnapshotRoute): Action {
  return actions[route.type ?? 'unicast'] ?? 'discard';
}
