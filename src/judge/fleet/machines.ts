import { mostMachines, type FleetMachine } from '../../contract/fleet.ts';
import type { Status, Verdict } from '../../contract/verdict.ts';
import { ageInDays } from './age.ts';
import { cut, cutOrNull } from './cut.ts';

type Row = Omit<FleetMachine, 'listAgeInDays'>;

/** The first documents of each status, at most `mostMachines` of each. */
export type Machines = Readonly<Record<Status, Row[]>>;

const worstFirst: readonly Status[] = ['Fail', 'Unknown', 'Warning', 'NotApplicable', 'Pass'];

/** So many clients and leaks of a document are told. */
const mostTold = 3;

export function noMachines(): Machines {
  return { Pass: [], Fail: [], Warning: [], Unknown: [], NotApplicable: [] };
}

/** Notes one document, which comes after those noted already. */
export function noteMachine(machines: Machines, verdict: Verdict): void {
  const rows = machines[verdict.status];
  if (rows.length < mostMachines) rows.push(rowOf(verdict));
}

/** Adds a part's documents, which come after those noted already. */
export function addMachines(whole: Machines, part: Machines): void {
  for (const status of worstFirst)
    whole[status].push(...part[status].slice(0, Math.max(0, mostMachines - whole[status].length)));
}

/**
 * Leaves out of a part what the parts before it, of the same thread, have made needless.
 * @param told how many documents of each status those parts told; counted on
 */
export function withhold(machines: Machines, told: Record<Status, number>): void {
  for (const status of worstFirst) {
    machines[status].splice(mostMachines - told[status]);
    told[status] += machines[status].length;
  }
}

/** The worst of all; those of one status in the order in which they came. */
export function worstOf(machines: Machines, now: number): FleetMachine[] {
  return worstFirst
    .flatMap((status) => machines[status])
    .slice(0, mostMachines)
    .map((row) => ({ ...row, listAgeInDays: ageInDays(row.listConfirmedAt, now) }));
}

/** The checks that made a document what it is; none where nothing is wrong. */
export function causesOf({ status, checks }: Verdict): string[] {
  if (status === 'Pass' || status === 'NotApplicable') return [];
  return checks.filter((check) => check.status === status).map(({ id }) => cut(id));
}

/** How the VPN interfaces of a document were recognised, each way once. */
export function clientsOf({ vpn }: Verdict): string[] {
  return [...new Set(vpn.interfaces.map(({ reason }) => cut(reason)))];
}

function rowOf(verdict: Verdict): Row {
  const { status, computer, collectedAt, vpn, endpoints, leaks } = verdict;
  return {
    computer: cutOrNull(computer),
    status,
    collectedAt: cutOrNull(collectedAt),
    causes: causesOf(verdict).slice(0, mostTold),
    vpnConnected: vpn.connected,
    vpnClients: clientsOf(verdict).slice(0, mostTold),
    leaks: leaks
      .slice(0, mostTold)
      .map(({ cidrs, interfaceName }) => cut(`${cidrs.slice(0, 50).join(' ')} by ${interfaceName}`)),
    leakCount: leaks.length,
    listVersion: cutOrNull(endpoints.version),
    listConfirmedAt: cutOrNull(endpoints.confirmedAt),
  };
}
