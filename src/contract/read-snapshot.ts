import * as v from 'valibot';
import { ToolError } from './error.ts';
import { describeIssue } from './issues.ts';
import { plainTest } from './plain.ts';
import { Route, Snapshot, snapshotSchemaName, type SnapshotInterface } from './snapshot.ts';

const isPlainRoute = plainTest(Route.entries);

/**
 * Checks that a value is a snapshot of a schema this version reads. Unknown fields are kept.
 * @throws ToolError `SnapshotSchema` for another document or a newer major version, `SnapshotInvalid` with the field's path.
 */
export function readSnapshot(value: unknown): Snapshot {
  if (Array.isArray(value)) {
    throw new ToolError(
      'SnapshotSchema',
      'InvalidData',
      `a list of ${value.length} stands where one snapshot was wanted. Write each to a file of its own.`,
    );
  }
  const schema = typeof value === 'object' && value !== null ? (value as { schema?: unknown }).schema : undefined;
  if (schema !== snapshotSchemaName) {
    throw new ToolError(
      'SnapshotSchema',
      'InvalidData',
      `not a snapshot that this version reads: schema is ${JSON.stringify(schema) ?? 'missing'}, wanted "${snapshotSchemaName}". ` +
        'Collect it again with "teams-split-tunnel snapshot", or update this tool.',
    );
  }
  const { routes } = value as { routes?: unknown };
  const arePlain = Array.isArray(routes) && routes.every(isPlainRoute);
  const result = v.safeParse(Snapshot, arePlain ? { ...(value as object), routes: [] } : value, { abortEarly: true });
  if (!result.success) {
    throw new ToolError(
      'SnapshotInvalid',
      'InvalidData',
      `${describeIssue(result.issues[0])}. Collect it again, or write it with ConvertTo-Json -Depth 9: the default cuts it.`,
    );
  }
  refuseTwins(result.output.interfaces);
  return arePlain ? { ...result.output, routes } : result.output;
}

/** Routes name interfaces by index, so two of one index would make every answer about them a guess. */
function refuseTwins(interfaces: readonly SnapshotInterface[]): void {
  const seen = new Set<number>();
  for (const [i, { index }] of interfaces.entries()) {
    if (seen.has(index)) {
      throw new ToolError(
        'SnapshotInvalid',
        'InvalidData',
        `interfaces[${i}].index: ${index} stands twice; an index is one interface's.`,
        String(index),
      );
    }
    seen.add(index);
  }
}
