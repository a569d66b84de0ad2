import type { Cloud } from './endpoints.ts';
import type { Status } from './verdict.ts';

/** Many machines in one document: what `fleet --json` and Measure-TeamsFleet give. */

export const fleetSchemaName = 'teams-split-tunnel/fleet/1';

/** A check that made documents what they are: it has their overall status. */
export interface Cause {
  readonly check: string;
  readonly status: Status;
  readonly documents: number;
  /** The first machines that it was met on; `documents` counts all. */
  readonly computers: readonly string[];
}

export interface CountedClient {
  /** How the VPN was recognised: `its driver is that of …`. */
  readonly reason: string;
  readonly connected: boolean;
  readonly documents: number;
}

export interface CountedList {
  readonly cloud: Cloud;
  readonly version: string | null;
  /** The day on which the list was last known to be Microsoft's current one. */
  readonly confirmedAt: string | null;
  /** Whole days from then to the report; null where not known. */
  readonly ageInDays: number | null;
  readonly documents: number;
}

export interface CountedLeak {
  readonly cidrs: string;
  readonly interfaceName: string;
  readonly documents: number;
}

/** Something that is no snapshot or verdict. */
export interface BadLine {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

export interface Fleet {
  readonly schema: typeof fleetSchemaName;
  /** Snapshots and verdicts, not computers: one that reported twice counts twice. */
  readonly documents: number;
  /** Documents by status, every status word. */
  readonly byStatus: Readonly<Record<Status, number>>;
  readonly causes: readonly Cause[];
  readonly vpnClients: readonly CountedClient[];
  readonly endpointLists: readonly CountedList[];
  readonly leaks: readonly CountedLeak[];
  /** The first of them. */
  readonly badLines: readonly BadLine[];
  readonly badLineCount: number;
}
