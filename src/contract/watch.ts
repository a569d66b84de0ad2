import type { Status, Verdict } from './verdict.ts';

/** What `watch` writes: a verdict at start and after every change that matters, and what changed. docs/unattended.md. */

export type ChangeKind =
  | 'InterfaceConnected'
  | 'InterfaceDisconnected'
  | 'InterfaceReclassified'
  | 'RouteAdded'
  | 'RouteRemoved'
  | 'CheckChanged';

export interface ObservedChange {
  readonly kind: ChangeKind;
  /** Null where it is about no interface. */
  readonly interfaceName: string | null;
  /** CIDR of the route; null where it is about no route. */
  readonly destination: string | null;
  /** For people. */
  readonly message: string;
}

/** Routes into a VPN that were removed while it stayed connected, and that came back. */
export interface ReturnedRoutes {
  readonly interfaceName: string;
  /** The VPN client by its product's name; null where nothing tells it. */
  readonly client: string | null;
  readonly destinations: readonly string[];
  /** How often routes of this interface have come back since the watch began. */
  readonly times: number;
  /** For people. */
  readonly message: string;
}

export interface Change {
  readonly reason: 'Start' | 'Change';
  /** The status of the verdict before; null at start. */
  readonly before: Status | null;
  /** At most 50, the most telling first. */
  readonly observed: readonly ObservedChange[];
  /** How many more there were. */
  readonly more: number;
  readonly returned: readonly ReturnedRoutes[];
}

/** A verdict with what led to it. */
export interface WatchedVerdict extends Verdict {
  readonly change: Change;
}
