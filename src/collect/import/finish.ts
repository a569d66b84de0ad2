import { snapshotSchemaName, type Snapshot, type SnapshotRoute, type SnapshotRule } from '../../contract/snapshot.ts';
import type { Family } from '../../contract/verdict.ts';
import { localTable, mainTable } from '../../routes/route.ts';
import type { Draft } from './draft.ts';

const families = [4, 6] as const;
const defaultTable = 253;

/** The snapshot of what was gathered, which says of everything that it lacks. */
export function finish(draft: Draft): Snapshot {
  const platform = draft.platform!;
  const isLinux = platform === 'linux';
  const unread = families.filter((family) => !draft.families.has(family));
  for (const family of unread)
    draft.notes.add(`There is no route of IPv${family}, so nothing is known of it: add its table.`);
  const rules = isLinux ? families.flatMap((family) => rulesOf(family, draft)) : undefined;
  noteMissing(draft);
  return {
    schema: snapshotSchemaName,
    computer: null,
    platform,
    collectedAt: null,
    interfaces: draft.interfaces.map((row) => (isLinux ? { ...row, metric4: 0, metric6: 0 } : row)),
    routes: draft.routes,
    ...(rules && rules.length > 0 && { rules }),
    ...(unread.length > 0 && { unread }),
    notes: [...draft.notes],
  };
}

/** Rules that look into tables which were not given would lead past them: then none are told, and the answer is unknown. */
function rulesOf(family: Family, draft: Draft): SnapshotRule[] {
  const rules = draft.rules.filter((rule) => rule.family === family);
  if (!draft.families.has(family)) return [];
  if (rules.length === 0) {
    draft.notes.add(
      `The policy rules of IPv${family} were not given: add the output of ip ${family === 6 ? '-6 ' : ''}rule.`,
    );
    return [];
  }
  const looksInto = (wanted: number) => rules.some(({ table }) => table === wanted);
  if (!looksInto(localTable) || !looksInto(mainTable)) {
    draft.notes.add(
      `The policy rules of IPv${family} do not look into the tables local and main: the list was cut off; add the whole output of ip ${family === 6 ? '-6 ' : ''}rule.`,
    );
    return [];
  }
  const asked = rules.flatMap(({ table }) => (table == null || usual.has(table) ? [] : [table]));
  if (asked.length === 0 || hasAllTables(family, draft.routes)) return rules;
  draft.notes.add(
    `The rules of IPv${family} look into further tables (${asked.slice(0, 8).join(', ')}), which were not given: add the output of ip route show table all.`,
  );
  return [];
}

const usual = new Set([localTable, mainTable, defaultTable]);

/** The kernel's own addresses are in the local table, which only a list of all tables shows. */
function hasAllTables(family: Family, routes: readonly SnapshotRoute[]): boolean {
  return routes.some(({ table, destination }) => table === localTable && destination.includes(':') === (family === 6));
}

function noteMissing({ platform, interfaces, routes, notes }: Draft): void {
  const used = new Set(routes.map(({ interfaceIndex }) => interfaceIndex));
  const seen = interfaces.filter(({ index }) => used.has(index));
  if (platform === 'linux' && seen.some(({ deviceId }) => deviceId === undefined))
    notes.add('What kind an interface is, is told by its name alone: add the output of ip -d addr.');
  if (platform === 'darwin') notes.add('What kind an interface is, is told by its name alone.');
  if (platform !== 'windows') return;
  if (seen.some(({ description }) => description == null))
    notes.add('What drives an interface is not known of each: add the output of Get-NetAdapter as JSON.');
  const isSummed = routes.every(({ effectiveMetric }) => effectiveMetric != null);
  if (!isSummed && seen.some(({ metric4, metric6 }) => metric4 == null && metric6 == null))
    notes.add('The metric of an interface is not known: add the output of Get-NetIPInterface as JSON.');
}
