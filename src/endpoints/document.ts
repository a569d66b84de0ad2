import * as v from 'valibot';
import { clouds, type Cloud, type EndpointList, type EndpointRow } from '../contract/endpoints.ts';
import { ToolError } from '../contract/error.ts';
import { describeIssue } from '../contract/issues.ts';
import { parsePrefix } from '../net/prefix.ts';
import { parsePorts } from './ports.ts';
import { dateOfVersion, versionPattern } from './version.ts';
import { withoutMark } from '../contract/text.ts';

const texts = v.optional(v.array(v.string()));

const Row = v.looseObject({
  id: v.pipe(v.number(), v.integer(), v.minValue(0)),
  serviceArea: v.string(),
  serviceAreaDisplayName: v.optional(v.string()),
  urls: texts,
  ips: texts,
  tcpPorts: v.optional(v.string()),
  udpPorts: v.optional(v.string()),
  category: v.picklist(['Optimize', 'Allow', 'Default']),
  expressRoute: v.optional(v.boolean()),
  required: v.optional(v.boolean()),
  notes: v.optional(v.string()),
});

const Document = v.looseObject({
  cloud: v.nullish(v.picklist(clouds)),
  version: v.nullish(v.pipe(v.string(), v.regex(versionPattern))),
  confirmedAt: v.nullish(v.pipe(v.string(), v.regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}/))),
  rows: v.array(Row),
});

/** An endpoint list as a document: the web service's array of rows, or an object around it that says more. */
export interface ListDocument {
  readonly cloud: Cloud | null;
  readonly version: string | null;
  /** Where the document does not say, the day of its version. */
  readonly confirmedAt: string | null;
  readonly rows: EndpointList['rows'];
}

/**
 * Checks a parsed document: its shape, and every prefix and port of every row.
 * @throws ToolError `EndpointsInvalid`, which names row and value
 */
export function readListDocument(value: unknown): ListDocument {
  const result = v.safeParse(Document, Array.isArray(value) ? { rows: value } : value, { abortEarly: true });
  if (!result.success) throw invalid(`${describeIssue(result.issues[0])}.`);
  const { cloud = null, version = null, confirmedAt = null, rows } = result.output;
  rows.forEach(checkRow);
  return { cloud, version, confirmedAt: confirmedAt ?? (version && dateOfVersion(version)), rows };
}

/** @throws ToolError `EndpointsInvalid` also where the text is not JSON, as what is left of it after a cut */
export function parseListDocument(text: string): ListDocument {
  return readListDocument(parseJson(text));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(withoutMark(text));
  } catch (error) {
    throw invalid(`not JSON: ${(error as Error).message}.`);
  }
}

function checkRow(row: EndpointRow): void {
  try {
    for (const ip of row.ips ?? []) parsePrefix(ip);
    parsePorts(row.tcpPorts ?? '');
    parsePorts(row.udpPorts ?? '');
  } catch (error) {
    if (error instanceof ToolError) throw invalid(`row ${row.id}: ${error.message}`, error.target);
    throw error;
  }
}

function invalid(why: string, target: string | null = null): ToolError {
  return new ToolError('EndpointsInvalid', 'InvalidData', why, target);
}
