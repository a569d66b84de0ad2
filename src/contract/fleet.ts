import type { Cloud } from './endpoints.ts';
import type { Status } from './verdict.ts';

/** Many machines in one document: what `fleet --json` and Measure-TeamsFleet give. */

export const fleetSchemaName = 'teams-split-tunnel/fleet/1';

/** So many documents are told one by one, so that neither memory nor a report grows with the fleet. */
export const mostMachines = 2000;

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

/** One document in short. */
export interface FleetMachine {
  readonly computer: string | null;
  readonly status: Status;
  readonly collectedAt: string | null;
  /** The checks that made the status; empty where nothing is wrong. */
  readonly causes: readonly string[];
  readonly vpnConnected: boolean;
  /** How its VPN interfaces were recognised. */
  readonly vpnClients: readonly string[];
  /** The first of what leaves by a VPN: `52.112.64.0/20 by vpn`. */
  readonly leaks: readonly string[];
  readonly leakCount: number;
  readonly listVersion: string | null;
  readonly listConfirmedAt: string | null;
  /** Whole days from then to the report; null where not known. */
  readonly listAgeInDays: number | null;
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
  /** The worst first: Fail, Unknown, Warning, NotApplicable, Pass. At most `mostMachines`; `documents` counts all. */
  readonly machines: readonly FleetMachine[];
  /** The first of them. */
  readonly badLines: readonly BadLine[];
  readonly badLineCount: number;
}
