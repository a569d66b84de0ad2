import type { Check, Path, Status } from './verdict.ts';

/** The way of packets to one address, hop by hop. docs/evidence.md describes every field. */

export const traceSchemaName = 'teams-split-tunnel/trace/1';

/** What an answer was: a router's "time exceeded", the target's own, or a router's "unreachable". */
export type HopAnswer = 'Router' | 'Target' | 'Unreachable';

export interface ObservedHop {
  /** Routers passed, this one included. */
  readonly ttl: number;
  /** Who answered, in the order of the answers: several where the way is not the same for every packet. */
  readonly addresses: readonly string[];
  /** Milliseconds, one a probe; null for a probe without an answer. */
  readonly roundTrips: readonly (number | null)[];
  readonly answer: HopAnswer | null;
  /** What is unreachable: `network`, `host`, `port`, `prohibited`, …; null where nothing was said to be. */
  readonly unreachable: string | null;
}

/** What was seen of a path, before anything is said about it. */
export interface ObservedTrace {
  /** As it was asked for: a name or an address. */
  readonly target: string;
  /** What the target's name resolved to, in the operating system's order. */
  readonly addresses: readonly string[];
  /** The one that was followed; null where a saved output doesn't name it. */
  readonly address: string | null;
  readonly method: TraceMethod;
  /** The source address that the operating system chose. */
  readonly source: string | null;
  /** From the first to the last that can be told: the target, a dead end, or the limit. */
  readonly hops: readonly ObservedHop[];
  /** False where it was stopped before its time. */
  readonly complete: boolean;
  /** Why packets could not be sent, such as `ENETUNREACH`; null where they could. */
  readonly error: string | number | null;
}

export type TraceMethod = 'UDP 3478' | 'ICMP echo' | 'saved output';

export interface TraceHop extends ObservedHop {
  /** The least of the round trips. */
  readonly roundTrip: number | null;
  /** The interface of this machine whose network the hop is in; null where it is in none. */
  readonly interfaceIndex: number | null;
  readonly interfaceName: string | null;
  /** What the hop's address tells, in words: `gateway of lan0`, `private network`, `internet`, …; null without an answer. */
  readonly network: string | null;
}

export interface Trace extends Omit<ObservedTrace, 'hops'> {
  readonly schema: typeof traceSchemaName;
  readonly status: Status;
  readonly computer: string | null;
  readonly collectedAt: string | null;
  /** The Optimize prefix that holds the address; null where none does. */
  readonly optimize: string | null;
  /** Where the path leaves this machine, by route and hops together. */
  readonly path: Path;
  /** The interface of the route to the address. */
  readonly interfaceIndex: number | null;
  readonly interfaceName: string | null;
  readonly nextHop: string | null;
  readonly reached: boolean;
  /** Addresses between which packets run in a circle; empty where none do. */
  readonly loop: readonly string[];
  readonly hops: readonly TraceHop[];
  readonly checks: readonly Check[];
}
