import type { Cause, CountedClient, CountedLeak, CountedList, Fleet } from '../../contract/fleet.ts';
import { fleetSchemaName } from '../../contract/fleet.ts';
import type { Status, Verdict } from '../../contract/verdict.ts';
import { ageInDays } from './age.ts';
import { cut, cutOrNull } from './cut.ts';
import { addMachines, causesOf, clientsOf, noMachines, noteMachine, worstOf, type Machines } from './machines.ts';

/** What is counted of verdicts. Two tallies of parts of a fleet add up to that of the whole; it is plain data. */
export interface Tally {
  documents: number;
  readonly byStatus: Record<Status, number>;
  readonly causes: Map<string, CountedCause>;
  readonly clients: Map<string, Counted<CountedClient>>;
  readonly lists: Map<string, Counted<Omit<CountedList, 'ageInDays'>>>;
  readonly leaks: Map<string, Counted<CountedLeak>>;
  readonly machines: Machines;
}

type Counted<T extends { readonly documents: number }> = Omit<T, 'documents'> & { documents: number };
type CountedCause = Counted<Omit<Cause, 'computers'>> & { readonly computers: string[] };

/** So many machines are named for a cause, so that memory does not grow with the fleet. */
const mostNamed = 100;

/** So many different causes, clients, lists and leaks are told apart; what is rarer is counted together. */
const mostKinds = 1000;

const others = 'others';
const otherCause = { check: others };
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
    machines: noMachines(),
  };
}

/** Counts one verdict. */
export function countVerdict(tally: Tally, verdict: Verdict): void {
  const { status, leaks, vpn, endpoints, computer } = verdict;
  tally.documents++;
  tally.byStatus[status]++;
  noteMachine(tally.machines, verdict);
  for (const check of causesOf(verdict)) {
    const cause = { check, status, documents: 1, computers: computer === null ? [] : [cut(computer)] };
    addCause(tally, `${status} ${check}`, cause);
  }
  const { connected } = vpn;
  for (const reason of clientsOf(verdict))
    add(tally.clients, `${connected} ${reason}`, { reason, connected, documents: 1 }, otherClient);
  const { cloud } = endpoints;
  const version = cutOrNull(endpoints.version);
  const confirmedAt = cutOrNull(endpoints.confirmedAt);
  add(tally.lists, `${cloud} ${version} ${confirmedAt}`, { cloud, version, confirmedAt, documents: 1 }, otherList);
  for (const { cidrs, interfaceName } of leaks) {
    const leak = { cidrs: cut(cidrs.join(' ')), interfaceName: cut(interfaceName), documents: 1 };
    add(tally.leaks, `leak ${leak.cidrs} ${leak.interfaceName}`, leak, otherLeak);
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
  addMachines(whole.machines, part.machines);
}

function addCause({ causes }: Tally, key: string, cause: CountedCause): void {
  const { computers } = add(causes, key, { ...cause, computers: [] }, otherCause);
  for (const computer of cause.computers) {
    if (computers.length >= mostNamed) return;
    if (!computers.includes(computer)) computers.push(computer);
  }
}

/**
 * Counts an item with those of its key, or where there are too many keys with the others of its kind; tells where.
 * @param key the kind, a space, and what tells it from others of its kind
 */
function add<T extends { documents: number }>(counts: Map<string, T>, key: string, item: T, anonymous: Partial<T>): T {
  const isKept = counts.has(key) || counts.size < mostKinds;
  const own = isKept ? key : `${key.slice(0, key.indexOf(' '))} ${others}`;
  const known = counts.get(own) ?? { ...item, ...(isKept ? {} : anonymous), documents: 0 };
  known.documents += item.documents;
  counts.set(own, known);
  return known;
}

type Counts = Omit<Fleet, 'badLines' | 'badLineCount'>;

/**
 * The report, the most frequent first.
 * @param now the day of the report, in milliseconds since 1970
 */
export function reportOf(tally: Tally, now: number): Counts {
  return {
    schema: fleetSchemaName,
    documents: tally.documents,
    byStatus: tally.byStatus,
    causes: ordered(tally.causes),
    vpnClients: ordered(tally.clients),
    endpointLists: ordered(tally.lists).map((list) => ({ ...list, ageInDays: ageInDays(list.confirmedAt, now) })),
    leaks: ordered(tally.leaks),
    machines: worstOf(tally.machines, now),
  };
}

function ordered<T extends { readonly documents: number }>(counts: ReadonlyMap<string, T>): T[] {
  return [...counts.values()].sort((a, b) => b.documents - a.documents);
}
