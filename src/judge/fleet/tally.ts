import type { Cause, CountedClient, CountedLeak, CountedList, Fleet } from '../../contract/fleet.ts';
import { fleetSchemaName } from '../../contract/fleet.ts';
import type { Status, Verdict } from '../../contract/verdict.ts';

/** What is counted of verdicts. Two tallies of parts of a fleet add up to that of the whole; it is plain data. */
export interface Tally {
  documents: number;
  readonly byStatus: Record<Status, number>;
  readonly causes: Map<string, Counted<Omit<Cause, 'documents' | 'computers'>> & { computers: string[] }>;
  readonly clients: Map<string, Counted<Omit<CountedClient, 'documents'>>>;
  readonly lists: Map<string, Counted<Omit<CountedList, 'documents' | 'ageInDays'>>>;
  readonly leaks: Map<string, Counted<Omit<CountedLeak, 'documents'>>>;
}

type Counted<T> = T & { documents: number };

/** So many machines are named for a cause, so that memory does not grow with the fleet. */
const mostNamed = 100;

/** So many different leaks and clients are told apart; what is rarer is counted together. */
const mostKinds = 1000;

const others = 'others';
const otherClient = { reason: others };
const otherList = { version: others, confirmedAt: null };
const otherLeak = { cidrs: others, interfaceName: others };

export function emptyTally(): Tally {
  return {
    documents: 0,
    byStatus: { Pass: 0, Fail: 0, Warning: 0, Unknown: 0, NotApplicable: 0 },
    causes: new Map(),
    clients: new Map(),
    lists: new Map(),
    leaks: new Map(),
  };
}

/** Counts one verdict. */
export function countVerdict(tally: Tally, verdict: Verdict): void {
  const { status, checks, leaks, vpn, endpoints, computer } = verdict;
  tally.documents++;
  tally.byStatus[status]++;
  if (status !== 'Pass' && status !== 'NotApplicable') {
    for (const { id } of checks.filter((check) => check.status === status)) {
      const cause = { check: id, status, documents: 1, computers: computer === null ? [] : [computer] };
      addCause(tally, `${status} ${id}`, cause);
    }
  }
  const { connected } = vpn;
  for (const reason of new Set(vpn.interfaces.map((each) => each.reason)))
    add(tally.clients, `${connected} ${reason}`, { reason, connected, documents: 1 }, otherClient);
  const { cloud, version, confirmedAt } = endpoints;
  add(tally.lists, `${cloud} ${version} ${confirmedAt}`, { cloud, version, confirmedAt, documents: 1 }, otherList);
  for (const { cidrs, interfaceName } of leaks) {
    const leak = { cidrs: cidrs.join(' '), interfaceName, documents: 1 };
    add(tally.leaks, `${leak.cidrs} ${interfaceName}`, leak, otherLeak);
  }
}

/** Adds a part's tally, whose documents come after those counted already. */
export function addTally(whole: Tally, part: Tally): void {
  whole.documents += part.documents;
  for (const status of Object.keys(part.byStatus) as Status[]) whole.byStatus[status] += part.byStatus[status];
  for (const [key, cause] of part.causes) addCause(whole, key, cause);
  for (const [key, client] of part.clients) add(whole.clients, key, client, otherClient);
  for (const [key, list] of part.lists) add(whole.lists, key, list, otherList);
  for (const [key, leak] of part.leaks) add(whole.leaks, key, leak, otherLeak);
}

function addCause({ causes }: Tally, key: string, cause: Counted<Omit<Cause, 'documents'>>): void {
  const known = causes.get(key);
  if (!known) causes.set(key, { ...cause, computers: cause.computers.slice(0, mostNamed) });
  else {
    known.documents += cause.documents;
    for (const name of cause.computers) {
      if (known.computers.length >= mostNamed) break;
      if (!known.computers.includes(name)) known.computers.push(name);
    }
  }
}

function add<T>(counts: Map<string, Counted<T>>, key: string, item: Counted<T>, anonymous: Partial<T>): void {
  const known = counts.get(key) ?? (counts.size < mostKinds ? undefined : counts.get(others));
  if (known) known.documents += item.documents;
  else if (counts.size < mostKinds) counts.set(key, { ...item });
  else counts.set(others, { ...item, ...anonymous });
}

type Counts = Pick<Fleet, 'documents' | 'byStatus' | 'causes' | 'vpnClients' | 'endpointLists' | 'leaks'>;

/**
 * The report, the most frequent first.
 * @param now the day of the report, in milliseconds since 1970
 */
export function reportOf(tally: Tally, now: number): Counts & { readonly schema: typeof fleetSchemaName } {
  return {
    schema: fleetSchemaName,
    documents: tally.documents,
    byStatus: tally.byStatus,
    causes: ordered(tally.causes),
    vpnClients: ordered(tally.clients),
    endpointLists: ordered(tally.lists).map((list) => ({ ...list, ageInDays: ageOf(list.confirmedAt, now) })),
    leaks: ordered(tally.leaks),
  };
}

function ordered<T>(counts: ReadonlyMap<string, Counted<T>>): Counted<T>[] {
  return [...counts.values()].sort((a, b) => b.documents - a.documents);
}

function ageOf(day: string | null, now: number): number | null {
  const time = day === null ? NaN : Date.parse(day);
  return Number.isNaN(time) ? null : Math.max(0, Math.floor((now - time) / 86_400_000));
}
