import type { EndpointList } from '../../contract/endpoints.ts';
import { ToolError } from '../../contract/error.ts';
import { repairResultSchemaName, type Obstacle, type RepairPlan, type RepairResult } from '../../contract/repair.ts';
import type { Verdict } from '../../contract/verdict.ts';
import { judge } from '../../judge/judge.ts';
import { planRepair } from '../../plan/repair/plan.ts';
import { flagOption, type Call } from '../command.ts';
import { listOf } from '../list.ts';
import { rolesOf } from '../machine-options.ts';
import { observeMachine } from '../observe.ts';
import { carryOut, readOwnership, withoutLuid, type Ownership } from './change.ts';
import type { Journal } from './journal.ts';
import { identityOf, type RouteTable } from './route-table.ts';

/**
 * Plans for this machine and carries the plan out where it repairs everything, or where that is insisted on. The
 * machine is then observed and judged again.
 * @throws ToolError `StateInUse`, `RouteRefused`, `RouteExists`, `NotPrivileged`; then nothing has changed
 */
export async function apply(call: Call, table: RouteTable, journal: Journal): Promise<RepairResult> {
  const list = await listOf(call);
  const prepared = await prepare(call, list, table, journal);
  const isNeeded = prepared.forgotten.length > 0 || isToBeCarriedOut(prepared.plan, call);
  return isNeeded ? journal.exclusively(() => change(call, list, table, journal)) : untouched(prepared);
}

interface Prepared extends Ownership {
  readonly plan: RepairPlan;
}

async function prepare(call: Call, list: EndpointList, table: RouteTable, journal: Journal): Promise<Prepared> {
  const ownership = readOwnership(journal, table);
  const snapshot = await observeMachine(call, list);
  return { ...ownership, plan: planRepair(snapshot, list, rolesOf(call), ownership.own.map(withoutLuid)) };
}

/** Between the first look and the lock another run may have changed something: everything is looked at again. */
async function change(call: Call, list: EndpointList, table: RouteTable, journal: Journal): Promise<RepairResult> {
  const prepared = await prepare(call, list, table, journal);
  const { own, plan } = prepared;
  if (!isToBeCarriedOut(plan, call)) {
    journal.write(own);
    return untouched(prepared);
  }
  if (call.signal.aborted) throw new ToolError('Stopped', 'OperationStopped', 'stopped; nothing was changed.');
  const stale = new Set(plan.remove.map((route) => identityOf(table.recorded(route))));
  const remove = own.filter((route) => stale.has(identityOf(route)));
  const add = plan.add.map((route) => table.recorded(route));
  carryOut(own, remove, add, journal, table);
  const verdict = judge(await observeMachine(call, list), list, { roles: rolesOf(call), require: [] });
  return {
    ...untouched(prepared),
    added: add.map(withoutLuid),
    removed: remove.map(withoutLuid),
    status: verdict.status,
    obstacles: plan.outcome === 'Repairs' ? comeBack(verdict) : plan.obstacles,
  };
}

function untouched({ plan, forgotten }: Prepared): RepairResult {
  return {
    schema: repairResultSchemaName,
    action: 'apply',
    computer: plan.computer,
    plan,
    added: [],
    removed: [],
    forgotten: forgotten.map(withoutLuid),
    status: null,
    obstacles: plan.obstacles,
  };
}

function isToBeCarriedOut({ outcome, add, remove }: RepairPlan, { options }: Call): boolean {
  const isInsisted = flagOption(options, 'force') && add.length + remove.length > 0;
  return outcome === 'Repairs' || (outcome === 'Insufficient' && isInsisted);
}

/** The plan was proven, so what fails now has come since. */
function comeBack({ checks }: Verdict): Obstacle[] {
  const proof = checks.find(({ id }) => id === 'OptimizeRoutes')!;
  if (proof.status === 'Pass' || proof.status === 'NotApplicable') return [];
  return [
    {
      id: 'RoutesComeBack',
      family: null,
      cidrs: [],
      message: `The routes were added, and others came at once: ${proof.message}`,
      recommendation: 'Exclude the prefixes in the VPN client or its profile: it defends its routes against others.',
    },
  ];
}
