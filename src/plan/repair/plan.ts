import type { EndpointList } from '../../contract/endpoints.ts';
import { repairPlanSchemaName, type RepairOutcome, type RepairPlan, type RepairRoute } from '../../contract/repair.ts';
import type { Snapshot } from '../../contract/snapshot.ts';
import type { Verdict } from '../../contract/verdict.ts';
import type { Roles } from '../../judge/interfaces.ts';
import { judge, makeCase } from '../../judge/judge.ts';
import { findChanges, plannedRemoval } from './changes.ts';
import { withoutRoutes } from './edit.ts';
import { notesOn } from './notes.ts';
import { fundamentalObstacle, remainingObstacles } from './obstacles.ts';

/**
 * Plans the fewest routes over the local gateway that turn the verdict to Pass, found against the judge itself.
 * @param own routes of this tool's that are in the snapshot
 * @throws ToolError as the judge does
 */
export function planRepair(
  snapshot: Snapshot,
  list: EndpointList,
  roles: Roles,
  own: readonly RepairRoute[] = [],
): RepairPlan {
  const judgeIt = (edited: Snapshot) => judge(edited, list, { roles, require: [] });
  const before = judgeIt(snapshot);
  const found = findChanges(snapshot, list, roles, own);
  const hoped = found.edited === snapshot ? before : judgeIt(found.edited);
  const useless = fundamentalObstacle(hoped, snapshot);
  const { add, remove } = useless ? { add: [], remove: [] } : found;
  const after = useless ? before : hoped;
  const outcome = useless ? 'Insufficient' : outcomeOf(after, add.length + remove.length > 0);
  const left = () => remainingObstacles(after, makeCase(found.edited, list, roles), found.gateways);
  return {
    ...headOf(snapshot, list),
    outcome,
    before: before.status,
    after: after.status,
    remove,
    add,
    obstacles: useless ? [useless] : outcome === 'Insufficient' ? left() : [],
    notes: notesOn({ outcome, add, own, before, platform: snapshot.platform }),
  };
}

/** Plans to remove all routes of this tool's. */
export function planUndo(
  snapshot: Snapshot,
  list: EndpointList,
  roles: Roles,
  own: readonly RepairRoute[],
): RepairPlan {
  const judgeIt = (edited: Snapshot) => judge(edited, list, { roles, require: [] });
  const before = judgeIt(snapshot);
  return {
    ...headOf(snapshot, list),
    outcome: own.length > 0 ? 'Undoes' : 'NothingToDo',
    before: before.status,
    after: own.length > 0 ? judgeIt(withoutRoutes(snapshot, own)).status : before.status,
    remove: own.map((route) => plannedRemoval(route, 'added by a repair', snapshot)),
    add: [],
    obstacles: [],
    notes: [],
  };
}

function headOf(
  { computer, collectedAt }: Snapshot,
  { cloud, version, source, confirmedAt }: EndpointList,
): Pick<RepairPlan, 'schema' | 'computer' | 'collectedAt' | 'endpoints'> {
  return { schema: repairPlanSchemaName, computer, collectedAt, endpoints: { cloud, version, source, confirmedAt } };
}

function outcomeOf(after: Verdict, isChanged: boolean): RepairOutcome {
  const proof = after.checks.find(({ id }) => id === 'OptimizeRoutes')!.status;
  const isRight = proof === 'Pass' || proof === 'NotApplicable' || (proof === 'Warning' && !after.vpn.connected);
  if (!isRight || after.status === 'Fail') return 'Insufficient';
  return isChanged ? 'Repairs' : 'NothingToDo';
}
