import type {
  Obstacle,
  PlannedRoute,
  RepairOutcome,
  RepairPlan,
  RepairResult,
  RepairRoute,
} from '../contract/repair.ts';
import { plain, wrap } from './text.ts';

const headlines: Readonly<Record<RepairOutcome, string>> = {
  NothingToDo: 'Nothing to do',
  Repairs: 'These routes repair it',
  Insufficient: 'No routes repair it',
  Undoes: 'These routes are taken back',
};

/** A plan for people: what it comes to, then its routes with the commands they equal, then what stands in the way. */
export function renderPlan(plan: RepairPlan): string {
  const { outcome, before, after, computer, collectedAt, endpoints, remove, add, obstacles, notes } = plan;
  const isPart = outcome === 'Insufficient' && add.length > 0;
  return [
    `${isPart ? 'Routes repair only a part' : headlines[outcome]}: ${before} before, ${after} after`,
    plain(
      `${computer ?? 'unknown computer'}, ${collectedAt ?? 'unknown time'}; endpoint list ${endpoints.cloud} ${endpoints.version ?? 'of unknown version'}`,
    ),
    ...section('Remove:', remove.flatMap(renderPlanned)),
    ...section('Add:', add.flatMap(renderPlanned)),
    ...section('In the way:', obstacles.flatMap(renderObstacle)),
    ...section('Note:', notes.flatMap(renderNote)),
  ].join('\n');
}

/** What was changed, and how the machine is now. */
export function renderResult(result: RepairResult): string {
  const { action, plan, added, removed, forgotten, status, obstacles } = result;
  if (action === 'apply' && plan !== null && added.length + removed.length === 0) return renderPlan(plan);
  const nothing = removed.length === 0 ? 'Nothing to undo' : 'The routes of this tool are removed';
  return [
    action === 'undo' ? nothing : `Repaired: ${plan?.before} before, ${status} now`,
    ...section('Removed:', removed.map(renderRoute)),
    ...section('Added:', added.map(renderRoute)),
    ...section('Gone already:', forgotten.map(renderRoute)),
    ...section('In the way:', obstacles.flatMap(renderObstacle)),
    ...section('Note:', (plan?.notes ?? []).flatMap(renderNote)),
  ].join('\n');
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines];
}

/** Commands are not broken into lines: they are made to be copied. */
function renderPlanned(route: PlannedRoute): string[] {
  const { reason, command } = route;
  const lines = wrap(`${renderRoute(route).trim()} (${plain(reason)})`, '  ', 4);
  return command === null ? lines : [...lines, `    ${command}`];
}

function renderRoute({ destination, nextHop, interfaceName, metric, table }: RepairRoute): string {
  const way = nextHop === null ? 'on-link' : `via ${nextHop}`;
  const where = table === null || table === 254 ? '' : ` table ${table}`;
  return plain(`  ${destination} ${way} on ${interfaceName}, metric ${metric}${where}`);
}

function renderObstacle({ id, message, recommendation }: Obstacle): string[] {
  return [...wrap(plain(message), `  ${id}: `, 4), ...wrap(`-> ${plain(recommendation)}`, '    ', 7)];
}

function renderNote(note: string): string[] {
  return wrap(plain(note), '  ', 2);
}
