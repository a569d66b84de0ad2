import * as v from 'valibot';
import type { EndpointList } from './endpoints.ts';
import { ToolError } from './error.ts';
import { describeIssue } from './issues.ts';
import type { Family, Status } from './verdict.ts';

/** Routes that turn a verdict to Pass: what would be changed, what was changed, and whose the routes are. docs/repair.md. */

export const repairPlanSchemaName = 'teams-split-tunnel/repair-plan/1';
export const repairResultSchemaName = 'teams-split-tunnel/repair-result/1';
const routeJournalSchemaName = 'teams-split-tunnel/route-journal/1';

/** The mark of this tool's routes on Linux: a route protocol that no program of linux/rtnetlink.h and rt_protos has. */
export const routeProtocol = 84;

/** A route of ours, planned or in force. */
export interface RepairRoute {
  /** CIDR. */
  readonly destination: string;
  /** Null where the destination is on-link. */
  readonly nextHop: string | null;
  readonly interfaceIndex: number;
  readonly interfaceName: string;
  /** Linux: the next hop is in no prefix of the interface, and taken to be on its link. */
  readonly onlink?: boolean;
  /** The route's own metric, to which Windows adds the interface's. */
  readonly metric: number;
  /** Linux routing table; null on Windows, which has one. */
  readonly table: number | null;
}

export interface PlannedRoute extends RepairRoute {
  /** Why it is added or removed. */
  readonly reason: string;
  /** The command that does the same, for people; null for a platform whose routes this tool cannot change. */
  readonly command: string | null;
}

/** Why routes over the local gateway cannot cure something. */
export interface Obstacle {
  readonly id: ObstacleId;
  /** Null where it stands in the way of both families. */
  readonly family: Family | null;
  readonly cidrs: readonly string[];
  readonly message: string;
  readonly recommendation: string;
}

export type ObstacleId =
  /** The local side does not have the family at all, while the VPN offers it. */
  | 'NoLocalFamily'
  /** The local side has the family, but no gateway is known, or the kernel takes no route by it. */
  | 'NoLocalGateway'
  /** No route leads there on purpose: one that says so is in force. */
  | 'Refused'
  /** The VPN's route to a single address, or a policy rule, comes before any route that could be added. */
  | 'NotBeaten'
  /** A rule or an interface that decides is not known. */
  | 'NotDecided'
  /** Packets outside the tunnel are blocked whatever the routes say. */
  | 'KillSwitch'
  /** The proof is not possible on this system at all. */
  | 'NotProvable'
  /** Routes are right, but a check beside them fails. */
  | 'OtherCheck'
  /** The routes were added, and more specific ones of the VPN came at once, or ours were taken away. */
  | 'RoutesComeBack';

/**
 * `NothingToDo`: no Optimize address leaks. `Repairs`: with the routes of the plan the judge says Pass on every
 * Optimize address. `Insufficient`: it does not, and the obstacles say why. `Undoes`: the routes added before are removed.
 */
export type RepairOutcome = 'NothingToDo' | 'Repairs' | 'Insufficient' | 'Undoes';

export interface RepairPlan {
  readonly schema: typeof repairPlanSchemaName;
  readonly computer: string | null;
  readonly collectedAt: string | null;
  readonly endpoints: Pick<EndpointList, 'cloud' | 'version' | 'source' | 'confirmedAt'>;
  readonly outcome: RepairOutcome;
  /** The verdict's status as it is. */
  readonly before: Status;
  /** The verdict's status with the plan carried out, by the same judge. */
  readonly after: Status;
  readonly remove: readonly PlannedRoute[];
  readonly add: readonly PlannedRoute[];
  readonly obstacles: readonly Obstacle[];
  /** What the administrator should know, in words for people. */
  readonly notes: readonly string[];
}

export interface RepairResult {
  readonly schema: typeof repairResultSchemaName;
  readonly action: 'apply' | 'undo';
  readonly computer: string | null;
  /** The plan that was carried out; null for an undo. */
  readonly plan: RepairPlan | null;
  readonly added: readonly RepairRoute[];
  readonly removed: readonly RepairRoute[];
  /** Routes of the journal that are no longer in force. */
  readonly forgotten: readonly RepairRoute[];
  /** The verdict's status afterwards, observed anew; null where it was not looked at. */
  readonly status: Status | null;
  readonly obstacles: readonly Obstacle[];
}

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const JournalRoute = v.object({
  destination: v.string(),
  nextHop: v.nullable(v.string()),
  interfaceIndex: count,
  interfaceName: v.string(),
  onlink: v.optional(v.boolean()),
  /** NET_LUID as decimal digits, which outlives the index; null on Linux. */
  interfaceLuid: v.nullable(v.pipe(v.string(), v.regex(/^[0-9]{1,20}$/))),
  metric: count,
  table: v.nullable(count),
});

const RouteJournal = v.object({ schema: v.literal(routeJournalSchemaName), routes: v.array(JournalRoute) });

/** A route of ours as the journal knows it again. */
export type JournalRoute = v.InferOutput<typeof JournalRoute>;

/**
 * Checks that a value is a journal that this version reads.
 * @throws ToolError `JournalInvalid`
 */
export function readJournalRoutes(value: unknown): readonly JournalRoute[] {
  const result = v.safeParse(RouteJournal, value, { abortEarly: true });
  if (result.success) return result.output.routes;
  throw new ToolError('JournalInvalid', 'InvalidData', describeIssue(result.issues[0]));
}

export function writeJournalRoutes(routes: readonly JournalRoute[]): v.InferOutput<typeof RouteJournal> {
  return { schema: routeJournalSchemaName, routes: [...routes] };
}
