import * as v from 'valibot';
import type { Cloud, EndpointList } from '../contract/endpoints.ts';
import { ToolError } from '../contract/error.ts';
import type { State } from '../native/state.ts';
import { bundledList } from './bundled.ts';
import { parseListDocument } from './document.ts';
import { optimizePrefixes } from './select.ts';
import { isCurrent, isNewer, versionPattern } from './version.ts';

type Warn = (message: string) => void;

const Time = v.pipe(v.string(), v.isoTimestamp());

const Asked = v.object({
  /** The version that the web service called the latest, and when it did. */
  latest: v.nullable(v.pipe(v.string(), v.regex(versionPattern))),
  askedAt: v.nullable(Time),
  /** Until when the web service wants to be left alone. */
  waitUntil: v.nullable(Time),
});
/** What the web service was asked last, and what it said. */
export type Asked = v.InferOutput<typeof Asked>;

const never: Asked = { latest: null, askedAt: null, waitUntil: null };

/** The newest valid list of bundled and cached, and what the web service said last. */
export async function listInForce(
  cloud: Cloud,
  state: State,
  warn: Warn,
): Promise<{ list: EndpointList; asked: Asked }> {
  const bundled = await bundledList(cloud);
  const cached = readCached(cloud, state, warn);
  const asked = readAsked(cloud, state, warn);
  const list = cached?.version && isNewer(cached.version, bundled) ? cached : bundled;
  return { list: confirmed(list, asked), asked };
}

/** The list with the last moment at which the web service called it current. */
export function confirmed(list: EndpointList, { latest, askedAt }: Asked): EndpointList {
  const counts = latest !== null && askedAt !== null && isCurrent(latest, list) && askedAt > (list.confirmedAt ?? '');
  return counts ? { ...list, confirmedAt: askedAt } : list;
}

function readCached(cloud: Cloud, state: State, warn: Warn): EndpointList | null {
  return readOrNull(state, listName(cloud), warn, (text) => {
    const document = parseListDocument(text);
    if (document.cloud !== cloud || document.version === null || optimizePrefixes(document).length === 0)
      throw new ToolError('EndpointsInvalid', 'InvalidData', `not a list of ${cloud} with version and Teams media.`);
    return { ...document, cloud, source: 'cache' };
  });
}

/** List and version are one file, so no crash leaves the one without the other. */
export function writeCached({ cloud, version, rows }: EndpointList, state: State): void {
  state.writeAtomically(listName(cloud), Buffer.from(JSON.stringify({ cloud, version, rows })));
}

function readAsked(cloud: Cloud, state: State, warn: Warn): Asked {
  return readOrNull(state, askedName(cloud), warn, (text) => v.parse(Asked, JSON.parse(text))) ?? never;
}

export function writeAsked(cloud: Cloud, state: State, asked: Asked): void {
  state.writeAtomically(askedName(cloud), Buffer.from(JSON.stringify(asked)));
}

function readOrNull<T>(state: State, name: string, warn: Warn, parse: (text: string) => T): T | null {
  const bytes = state.read(name);
  if (bytes === null) return null;
  try {
    return parse(bytes.toString('utf8'));
  } catch (error) {
    warn(`${state.directory}: ${name} is ignored: ${(error as Error).message}`);
    return null;
  }
}

function listName(cloud: Cloud): string {
  return `endpoints-${cloud.toLowerCase()}.json`;
}

function askedName(cloud: Cloud): string {
  return `endpoints-${cloud.toLowerCase()}.asked.json`;
}
