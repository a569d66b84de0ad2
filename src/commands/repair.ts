import { ToolError, type ExitCode } from '../contract/error.ts';
import type { RepairPlan, RepairResult } from '../contract/repair.ts';
import { exitCodeOf } from '../contract/verdict.ts';
import { openState } from '../native/state.ts';
import { planRepair, planUndo } from '../plan/repair/plan.ts';
import { renderPlan, renderResult } from '../render/repair.ts';
import { flagOption, listOption, type Call, type Command } from './command.ts';
import { basisOf } from './basis.ts';
import { listOf } from './list.ts';
import { observeOptions } from './machine-options.ts';
import { namedError, observe } from './observe.ts';
import { Outcome } from './outcome.ts';
import { apply } from './repair/apply.ts';
import { readOwnership, withoutLuid } from './repair/change.ts';
import { Journal } from './repair/journal.ts';
import { denied, openRouteTable, type RouteTable } from './repair/route-table.ts';
import { undo } from './repair/undo.ts';

export const command: Command = {
  summary: 'routes that turn a Fail into a Pass: planned, added, taken back',
  options: {
    ...observeOptions,
    plan: { type: 'boolean', help: 'only tell what would be changed: by --apply (default), or by --undo' },
    apply: { type: 'boolean', help: 'add the routes, and replace earlier ones whose gateway is gone' },
    undo: { type: 'boolean', help: 'remove every route that this command has added' },
    force: { type: 'boolean', help: 'with --apply: add the routes even where they cure only a part' },
  },
  run: repair,
};

async function repair(call: Call): Promise<ExitCode> {
  const [toPlan, toApply, toUndo, force] = ['plan', 'apply', 'undo', 'force'].map((name) =>
    flagOption(call.options, name),
  );
  if (toApply && (toPlan || toUndo)) throw badUsage('--apply goes with neither --plan nor --undo.');
  if (force && !toApply) throw badUsage('--force goes with --apply.');
  if (!toApply && (toPlan || !toUndo)) return plan(call, toUndo ? planUndo : planRepair);
  const action = toApply ? 'apply' : 'undo';
  await refuseInput(call, action);
  const result = await withRoutes(call, true, (table, journal) =>
    action === 'apply' ? apply(call, table, journal) : undo(table, journal),
  );
  call.out.object('TeamsSplitTunnel.RepairResult', result, () => renderResult(result));
  return exitCodeOfResult(result);
}

/** Plans for recorded machines, or for this one with its own routes of before. */
async function plan(call: Call, planOf: typeof planUndo): Promise<ExitCode> {
  const list = await listOf(call);
  const outcome = new Outcome(call.out);
  const isLive = (input: number | undefined) =>
    input === undefined && listOption(call.options, 'snapshot').length === 0;
  for await (const { snapshot, input, name, recorded } of observe(call, list, outcome.failed)) {
    const own = isLive(input) ? await ownRoutes(call) : [];
    const basis = basisOf(call, list, recorded);
    try {
      const found = planOf(snapshot, basis.list, basis.roles, own);
      call.out.object('TeamsSplitTunnel.RepairPlan', found, () => renderPlan(found), input);
      outcome.add(exitCodeOfPlan(found));
    } catch (error) {
      outcome.failed(namedError(error, name), input);
    }
  }
  return outcome.code;
}

/** A plan changes nothing, so it does without a journal that is not to be trusted, and says so. */
async function ownRoutes(call: Call) {
  try {
    return await withRoutes(call, false, async (table, journal) => readOwnership(journal, table).own.map(withoutLuid));
  } catch (error) {
    if (!(error instanceof ToolError) || error.id !== 'StateUntrusted') throw error;
    call.out.warning(`planned as if no route were this tool's own: ${error.message}`);
    return [];
  }
}

async function withRoutes<T>(
  call: Call,
  toChange: boolean,
  act: (table: RouteTable, journal: Journal) => Promise<T>,
): Promise<T> {
  const table = await openRouteTable();
  try {
    const refusal = toChange ? table.refusal() : null;
    if (refusal !== null) throw denied(refusal);
    return await act(table, new Journal(await openState(call.out.warning), table.journalName));
  } finally {
    table.close();
  }
}

/** Waits for the end of the request, so that a caller who gives up before has changed nothing. */
async function refuseInput({ options, inputs }: Call, action: string): Promise<void> {
  for await (const input of inputs ?? [])
    throw badUsage(`--${action} takes no input: ${JSON.stringify(input).slice(0, 80)}`);
  if (listOption(options, 'snapshot').length > 0)
    throw badUsage(`--${action} changes this machine; a recorded one can only be planned for.`);
}

function exitCodeOfPlan({ outcome, after }: RepairPlan): ExitCode {
  return outcome === 'Insufficient' ? exitCodeOf(after) || 1 : 0;
}

function exitCodeOfResult({ plan, status }: RepairResult): ExitCode {
  if (status !== null) return exitCodeOf(status);
  return plan === null ? 0 : exitCodeOfPlan(plan);
}

function badUsage(message: string): ToolError {
  return new ToolError('BadUsage', 'InvalidArgument', message);
}
