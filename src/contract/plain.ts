import type * as v from 'valibot';

type Schema = v.GenericSchema & { wrapped?: Schema; options?: readonly Schema[]; pipe?: readonly unknown[] };

/** What a field may hold, as bits. */
const kinds = { nothing: 1, text: 2, flag: 4, count: 8 } as const;

/**
 * A quick test of a row's schema that says yes only to valid rows: tables are large, and the schema library's own walk costs
 * ten times as much. It decides texts, counts and flags, also null or absent; a row that it says no to is for the library to judge.
 */
export function plainTest(entries: Readonly<Record<string, v.GenericSchema>>): (row: unknown) => boolean {
  const allowed = new Map(Object.entries(entries).map(([name, schema]) => [name, allowedIn(schema)]));
  const needed = [...allowed].filter(([, allows]) => !(allows & kinds.nothing)).map(([name]) => name);
  return (row) => {
    if (typeof row !== 'object' || row === null) return false;
    const fields = row as Record<string, unknown>;
    for (const name in fields) if (!fits(fields[name], allowed.get(name))) return false;
    for (const name of needed) if (fields[name] === undefined) return false;
    return true;
  };
}

/** Fields that the schema does not name may hold anything. */
function fits(value: unknown, allows: number | undefined): boolean {
  if (allows === undefined) return true;
  if (typeof value === 'string') return (allows & kinds.text) !== 0;
  if (typeof value === 'number') return Number.isInteger(value) && value >= 0 && (allows & kinds.count) !== 0;
  if (typeof value === 'boolean') return (allows & kinds.flag) !== 0;
  return value == null && (allows & kinds.nothing) !== 0;
}

function allowedIn(schema: Schema): number {
  if (schema.type === 'nullish') return kinds.nothing | allowedIn(schema.wrapped!);
  if (schema.type === 'union') return schema.options!.reduce((all, option) => all | allowedIn(option), 0);
  if (schema.type === 'number') return kinds.count;
  if (schema.type === 'string' && !schema.pipe) return kinds.text;
  return schema.type === 'boolean' ? kinds.flag : 0;
}
