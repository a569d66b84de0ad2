import type { EndpointList } from '../../contract/endpoints.ts';
import { ToolError } from '../../contract/error.ts';
import { readSnapshot } from '../../contract/read-snapshot.ts';
import { readVerdict } from '../../contract/recorded-verdict.ts';
import { verdictSchemaName, type Verdict } from '../../contract/verdict.ts';
import { judge, type JudgeOptions } from '../judge.ts';

/**
 * The verdicts of one parsed document of a fleet: a snapshot is judged, a verdict is taken at its word, of an `object` message
 * its value, of an array each item. Progress and the like are no documents.
 * @throws ToolError where it is none of these, or an error that somebody recorded in place of a document
 */
export function verdictsOf(document: unknown, list: EndpointList, options: JudgeOptions): Verdict[] {
  if (Array.isArray(document)) return document.flatMap((item) => verdictsOf(item, list, options));
  const { schema, type, value, message } = (document ?? {}) as Record<string, unknown>;
  if (schema === verdictSchemaName) return [readVerdict(document)];
  if (schema === undefined && type === 'object') return verdictsOf(value, list, options);
  if (schema === undefined && type === 'error')
    throw new ToolError('RecordedError', 'InvalidData', `an error was recorded here: ${String(message).slice(0, 500)}`);
  if (schema === undefined && typeof type === 'string' && passing.has(type)) return [];
  return [judge(readSnapshot(document), list, options)];
}

const passing: ReadonlySet<string> = new Set(['progress', 'verbose', 'warning']);
