import { ToolError } from '../../contract/error.ts';
import type { JournalRoute, RepairRoute } from '../../contract/repair.ts';
import type { Journal } from './journal.ts';
import { identityOf, type RouteTable } from './route-table.ts';

/** A route of the journal in the words of plans and results. */
export function withoutLuid(route: JournalRoute): RepairRoute {
  const { destination, nextHop, interfaceIndex, interfaceName, onlink, metric, table } = route;
  return { destination, nextHop, interfaceIndex, interfaceName, ...(onlink && { onlink }), metric, table };
}

/** What the journal says, held against the routes in force. */
export interface Ownership {
  /** Ours and in force. */
  readonly own: readonly JournalRoute[];
  /** Ours by the journal, and no longer in force. */
  readonly forgotten: readonly JournalRoute[];
}

/** @throws ToolError `JournalInvalid` */
export function readOwnership(journal: Journal, table: RouteTable): Ownership {
  const entries = journal.read();
  if (entries.length === 0) return { own: [], forgotten: [] };
  const inForce = new Map(table.inForce().map((route) => [identityOf(route), route]));
  return {
    own: entries.flatMap((entry) => inForce.get(identityOf(entry)) ?? []),
    forgotten: entries.filter((entry) => !inForce.has(identityOf(entry))),
  };
}

/**
 * Removes and adds routes so that a run which dies in between leaves no route that the journal does not know. What
 * fails is undone; what cannot be undone either, the journal goes on knowing.
 * @param own the routes that are ours before
 * @throws ToolError of the route that failed
 */
export function carryOut(
  own: readonly JournalRoute[],
  remove: readonly JournalRoute[],
  add: readonly JournalRoute[],
  journal: Journal,
  table: RouteTable,
): void {
  journal.write([...own, ...add]);
  const undo: (() => void)[] = [];
  try {
    for (const route of remove) {
      table.remove(route);
      undo.push(() => table.add(route));
    }
    for (const route of add) {
      table.add(route);
      undo.push(() => table.remove(route));
    }
  } catch (error) {
    if (areTakenBack(undo)) journal.write(own);
    throw error;
  }
  journal.write([...own.filter((route) => !remove.includes(route)), ...add]);
}

/** Takes steps, the last first, each whatever became of the others. */
function areTakenBack(steps: readonly (() => void)[]): boolean {
  const done = steps.toReversed().map((step) => {
    try {
      step();
      return true;
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      return false;
    }
  });
  return !done.includes(false);
}
