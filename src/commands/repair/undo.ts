import { hostname } from 'node:os';
import { repairResultSchemaName, type RepairResult } from '../../contract/repair.ts';
import { readOwnership, withoutLuid } from './change.ts';
import type { Journal } from './journal.ts';
import type { RouteTable } from './route-table.ts';

/**
 * Removes the routes of the journal that are in force, the last first, then the journal. What dies in between leaves a
 * journal that the next undo goes on with.
 * @throws ToolError `StateInUse`, `RouteRefused`, `NotPrivileged`
 */
export async function undo(table: RouteTable, journal: Journal): Promise<RepairResult> {
  const nothing = { own: [], forgotten: [] };
  const { own, forgotten } =
    journal.read().length === 0 ? nothing : await journal.exclusively(() => undoAlone(table, journal));
  return {
    schema: repairResultSchemaName,
    action: 'undo',
    computer: hostname(),
    plan: null,
    added: [],
    removed: own.map(withoutLuid),
    forgotten: forgotten.map(withoutLuid),
    status: null,
    obstacles: [],
  };
}

async function undoAlone(table: RouteTable, journal: Journal) {
  const ownership = readOwnership(journal, table);
  for (const route of ownership.own.toReversed()) table.remove(route);
  journal.write([]);
  return ownership;
}
