import type { Cloud, EndpointList } from '../contract/endpoints.ts';
import { ToolError } from '../contract/error.ts';
import type { State } from '../native/state.ts';
import { confirmed, listInForce, writeAsked, writeCached, type Asked } from './cache.ts';
import type { Service } from './service.ts';
import { isNewer } from './version.ts';

const hour = 3_600_000;

export interface UpdateOptions {
  readonly cloud: Cloud;
  readonly state: State;
  /** Opened only where there is something to ask. */
  readonly service: () => Promise<Service> | Service;
  readonly now: () => Date;
  readonly warn: (message: string) => void;
  readonly verbose: (message: string) => void;
}

/**
 * Asks the web service whether there is a newer list, takes it where there is, and tells the list then in force. Where
 * there is no good answer, that is the list before, and a warning says when and why.
 */
export async function updateEndpoints(options: UpdateOptions): Promise<EndpointList> {
  const { cloud, state, now, warn } = options;
  const { list: before, asked } = await listInForce(cloud, state, warn);
  try {
    return await update(before, asked, options);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    const kept = `The ${before.source} list of ${before.version ?? before.confirmedAt} stays in force.`;
    warn(`${now().toISOString()}: the endpoint list of ${cloud} was not updated: ${error.message} ${kept}`);
    return before;
  }
}

async function update(before: EndpointList, last: Asked, options: UpdateOptions): Promise<EndpointList> {
  const { cloud, state, verbose } = options;
  const asked = await askVersion(last, options);
  if (!isNewer(asked.latest, before)) {
    verbose(`The web service's newest list is ${asked.latest}; there is nothing to take.`);
    return confirmed(before, asked);
  }
  const rows = await respectingLimits(options, asked, (service) => service.rows(cloud));
  const list = { cloud, version: asked.latest, source: 'service', confirmedAt: asked.askedAt, rows } as const;
  writeCached(list, state);
  verbose(`The list ${list.version} is in force now.`);
  return list;
}

type Answered = Asked & { readonly latest: string; readonly askedAt: string };

/** What the service calls the latest version, asked for at most once an hour. */
async function askVersion(asked: Asked, options: UpdateOptions): Promise<Answered> {
  const { cloud, state, now, verbose } = options;
  if (isFresh(asked, now())) {
    verbose(`The web service was asked at ${asked.askedAt}; it wants to be asked once an hour.`);
    return asked;
  }
  const latest = await respectingLimits(options, asked, (service) => service.latestVersion(cloud));
  const answered = { ...asked, latest, askedAt: now().toISOString() };
  writeAsked(cloud, state, answered);
  return answered;
}

function isFresh(asked: Asked, now: Date): asked is Answered {
  const age = asked.askedAt === null ? Infinity : now.getTime() - Date.parse(asked.askedAt);
  return asked.latest !== null && age >= 0 && age < hour;
}

/** Leaves the service alone for an hour after it answered that it has too much to do. */
async function respectingLimits<T>(
  { cloud, state, service, now }: UpdateOptions,
  asked: Asked,
  ask: (service: Service) => Promise<T>,
): Promise<T> {
  const wait = asked.waitUntil === null ? 0 : Date.parse(asked.waitUntil) - now().getTime();
  if (wait > 0 && wait <= hour)
    throw new ToolError(
      'ServiceBusy',
      'ConnectionError',
      `the web service had too many requests and is left alone until ${asked.waitUntil}.`,
    );
  try {
    return await ask(await service());
  } catch (error) {
    if (error instanceof ToolError && error.id === 'ServiceBusy')
      writeAsked(cloud, state, { ...asked, waitUntil: new Date(now().getTime() + hour).toISOString() });
    throw error;
  }
}
