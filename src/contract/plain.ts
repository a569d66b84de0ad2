import type * as v from 'valibot';

type Schema = v.GenericSchema & { wrapped?: Schema; options?: readonly Schema[]; pipe?: readonly unknown[] };
type Test = (value: unknown) => boolean;

/**
 * A quick test of a row's schema that says yes only to valid rows: tables are large, and the schema library's own walk costs
 * ten times as much. It decides texts, numbers and flags, also null or absent; a row that it says no to is for the library to judge.
 */
export function plainTest(entries: Readonly<Record<string, v.GenericSchema>>): Test {
  const fields = Object.entries(entries).map(([name, schema]) => ({ name, test: testOf(schema) }));
  return (row) => {
    if (typeof row !== 'object' || row === null) return false;
    for (const { name, test } of fields) if (!test((row as Record<string, unknown>)[name])) return false;
    return true;
  };
}

function testOf(schema: Schema): Test {
  if (schema.type === 'nullish') {
    const wrapped = testOf(schema.wrapped!);
    return (value) => value == null || wrapped(value);
  }
  if (schema.type === 'union') {
    const options = schema.options!.map(testOf);
    return (value) => options.some((test) => test(value));
  }
  if (schema.type === 'number') return schema.pipe ? isCount : isFiniteNumber;
  if (schema.type === 'string' && !schema.pipe) return (value) => typeof value === 'string';
  if (schema.type === 'boolean') return (value) => typeof value === 'boolean';
  return () => false;
}

const isFiniteNumber: Test = (value) => typeof value === 'number' && !Number.isNaN(value);

/** Enough for every kind of number that has a pipe here: a count is any of them. */
const isCount: Test = (value) => Number.isInteger(value) && (value as number) >= 0;
