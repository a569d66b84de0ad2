import type { Cloud } from './endpoints.ts';
import type { AppliedProfile } from './profile.ts';

/** One snapshot judged against one endpoint list. docs/contract.md describes every field. */

export const verdictSchemaName = 'teams-split-tunnel/verdict/1';

/** What was not checked is never a pass: `Unknown` was asked without an answer, `NotApplicable` was not asked. */
export type Status = 'Pass' | 'Fail' | 'Warning' | 'Unknown' | 'NotApplicable';

/** Where a segment leaves: a proven local interface, a VPN, an interface that is neither (or undecided), or nowhere. */
export type Path = 'Local' | 'Vpn' | 'UnknownTunnel' | 'None';

export type Family = 4 | 6;

export interface Check {
  readonly id: string;
  readonly status: Status;
  readonly message: string;
  /** What to do; null where there is nothing to do. */
  readonly recommendation: string | null;
  /** The page or RFC that the check rests on. */
  readonly reference: string | null;
  /** False where the snapshot does not hold what the question needs: NotApplicable, or Unknown where the check was required. */
  readonly asked?: false;
}

export interface Segment {
  /** The Optimize prefix that the segment is part of. */
  readonly prefix: string;
  readonly first: string;
  readonly last: string;
  /** The same addresses as minimal CIDRs. */
  readonly cidrs: readonly string[];
  readonly family: Family;
  /** The winning route's destination. */
  readonly route: string | null;
  readonly nextHop: string | null;
  readonly interfaceIndex: number | null;
  readonly interfaceName: string | null;
  /** Route metric + interface metric; null where unknown. */
  readonly metric: number | null;
  readonly path: Path;
  /** Equally good routes, the winner included; empty where there was one. */
  readonly ties: readonly Tie[];
  /** Why the decision could not be made; null where it was made. */
  readonly undecided: string | null;
  readonly osAgrees: boolean | null;
}

export interface Tie {
  readonly route: string;
  readonly nextHop: string | null;
  readonly interfaceIndex: number;
  readonly interfaceName: string;
  readonly metric: number | null;
  readonly path: Path;
}

export interface Leak {
  readonly cidrs: readonly string[];
  readonly family: Family;
  readonly interfaceName: string;
  readonly routes: readonly string[];
}

export interface VpnInterface {
  readonly index: number;
  readonly name: string;
  readonly reason: string;
  readonly source: 'recognised' | 'administrator';
}

export interface Verdict {
  readonly schema: typeof verdictSchemaName;
  readonly status: Status;
  readonly computer: string | null;
  readonly collectedAt: string | null;
  readonly stable: boolean;
  readonly endpoints: {
    readonly cloud: Cloud;
    readonly version: string | null;
    readonly source: 'bundled' | 'cache' | 'file' | 'service';
    /** Day (RFC 3339 date or time) on which the list was last known to be Microsoft's current one. */
    readonly confirmedAt: string | null;
  };
  readonly vpn: { readonly connected: boolean; readonly interfaces: readonly VpnInterface[] };
  /** The VPN profile of which it is judged what it would do; null where it is judged what is. */
  readonly profile: AppliedProfile | null;
  readonly leaks: readonly Leak[];
  readonly segments: readonly Segment[];
  readonly checks: readonly Check[];
  /** What the administrator should know about the request, in words for people. */
  readonly warnings: readonly string[];
}

/** The exit code a status stands for. */
export function exitCodeOf(status: Status): 0 | 1 | 4 {
  if (status === 'Fail') return 1;
  return status === 'Unknown' ? 4 : 0;
}
