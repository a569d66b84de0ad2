import type { Snapshot, SnapshotInterface, SnapshotRoute, SnapshotRule } from '../../src/contract/snapshot.ts';
import type { Path } from '../../src/contract/verdict.ts';
import { IPv4, IPv4CidrRange, IPv6, IPv6CidrRange } from 'ip-num';

/**
 * The routing decision for one address, straight from the rules of design and kernel documentation: no cuts, no shared
 * code with src/, arithmetic by ip-num. Interfaces are named after what they are: local0, vpn1, tunnel2.
 */
export interface OracleAnswer {
  path: Path;
  /** Every hop that may win, as `destination>nextHop>index`. */
  winners: Set<string>;
}

interface Candidate {
  destination: string;
  length: number;
  metric: number | null;
  own: number;
  type: string;
  hops: { nextHop: string | null; index: number }[];
}

export function decideByBruteForce(snapshot: Snapshot, family: 4 | 6, address: bigint): OracleAnswer {
  if (snapshot.platform !== 'linux') {
    return answerOf(snapshot, lookup(candidates(snapshot, family, address)));
  }
  const rules = (snapshot.rules ?? []).filter((rule) => rule.family === family);
  for (const rule of [...rules].sort((a, b) => a.priority - b.priority)) {
    const matches = ruleMatches(rule, family, address);
    if (matches === false) continue;
    if (rule.action !== 'table') return matches === null ? unknown() : none();
    const found = lookup(candidates(snapshot, family, address).filter((each) => each.table === rule.table));
    if (found.length === 0 || found[0].type === 'throw') continue;
    if (found[0].type === 'unicast' && found[0].length <= (rule.suppressPrefixLength ?? -1)) continue;
    if (matches === null) return unknown();
    return found[0].type === 'unicast' ? answerOf(snapshot, found) : none();
  }
  return none();
}

function none(): OracleAnswer {
  return { path: 'None', winners: new Set() };
}

function unknown(): OracleAnswer {
  return { path: 'UnknownTunnel', winners: new Set() };
}

function ruleMatches(rule: SnapshotRule, family: 4 | 6, address: bigint): boolean | null {
  let matches: boolean | null = true;
  if (rule.to && !holds(rule.to, family, address)) matches = false;
  if (rule.from && !rule.from.endsWith('/0')) matches = false;
  if (rule.iif && rule.iif !== 'lo') matches = false;
  if (rule.oif) matches = false;
  if (rule.fwmark != null && (rule.fwmark & (rule.fwmask ?? -1)) !== 0) matches = false;
  if (rule.ipproto && rule.ipproto !== 17) matches = false;
  if (rule.dport && (rule.dport[1] < 3478 || rule.dport[0] > 3481)) matches = false;
  if (matches && rule.dport && (rule.dport[0] > 3478 || rule.dport[1] < 3481)) matches = null;
  if (matches && rule.uidrange) matches = null;
  if (rule.not && matches !== null) matches = !matches;
  return matches;
}

function candidates(snapshot: Snapshot, family: 4 | 6, address: bigint): (Candidate & { table: number })[] {
  const rows = new Map(snapshot.interfaces.map((row) => [row.index, row]));
  return snapshot.routes.flatMap((route) => {
    if (familyOf(route.destination) !== family || !holds(route.destination, family, address)) return [];
    if (route.loopback || route.validLifetime === 0 || isOwn(route, rows.get(route.interfaceIndex))) return [];
    const length = Number(route.destination.split('/')[1]);
    const type = snapshot.platform === 'linux' ? (route.type ?? 'unicast') : 'unicast';
    const metric = metricOf(route, rows.get(route.interfaceIndex), family, snapshot.platform);
    const table = snapshot.platform === 'linux' ? (route.table ?? 254) : 254;
    const hops = (route.nextHops?.length ? route.nextHops : [route])
      .filter((hop) => type !== 'unicast' || usable(rows.get(hop.interfaceIndex), family, length))
      .map((hop) => ({ nextHop: onLinkAsNull(hop.nextHop), index: hop.interfaceIndex }));
    return hops.length
      ? [{ destination: route.destination, length, metric, own: route.metric ?? 0, type, hops, table }]
      : [];
  });
}

function lookup<T extends Candidate>(covering: T[]): T[] {
  const longest = Math.max(...covering.map((each) => each.length));
  const best = covering.filter((each) => each.length === longest);
  const known = best.filter((each) => each.metric !== null).map((each) => each.metric as number);
  const least = Math.min(...known);
  return best.filter((each) => (each.metric === null ? each.own <= least : each.metric === least));
}

function answerOf(snapshot: Snapshot, best: Candidate[]): OracleAnswer {
  const sending = best.filter((each) => each.type === 'unicast');
  const hops = sending.flatMap((each) => each.hops.map((hop) => ({ ...hop, destination: each.destination })));
  const winners = new Set(hops.map((hop) => `${hop.destination}>${hop.nextHop}>${hop.index}`));
  const paths = new Set(hops.map((hop) => pathOf(snapshot, hop.index)));
  const decided = best.length < 2 || best.every((each) => each.metric !== null);
  if (paths.size === 0) return none();
  if (paths.size === 1) return { path: [...paths][0], winners };
  return { path: decided && paths.has('Vpn') ? 'Vpn' : 'UnknownTunnel', winners };
}

function pathOf(snapshot: Snapshot, index: number): Path {
  const name = snapshot.interfaces.find((row) => row.index === index)?.name ?? '';
  return name.startsWith('local') ? 'Local' : name.startsWith('vpn') ? 'Vpn' : 'UnknownTunnel';
}

function usable(row: SnapshotInterface | undefined, family: 4 | 6, length: number): boolean {
  if (!row) return true;
  const connected = family === 4 ? row.connected4 : row.connected6;
  const withoutDefault = family === 4 ? row.disableDefaultRoutes4 : row.disableDefaultRoutes6;
  if (!(connected ?? row.up)) return false;
  return !(withoutDefault && length === 0);
}

function metricOf(
  route: SnapshotRoute,
  row: SnapshotInterface | undefined,
  family: 4 | 6,
  platform: string,
): number | null {
  if (typeof route.effectiveMetric === 'number') return route.effectiveMetric;
  const own = route.metric;
  const added = platform === 'linux' ? 0 : family === 4 ? row?.metric4 : row?.metric6;
  return typeof own === 'number' && typeof added === 'number' ? own + added : null;
}

function isOwn(route: SnapshotRoute, row: SnapshotInterface | undefined): boolean {
  const [host, length] = route.destination.split('/');
  if (length !== (familyOf(route.destination) === 4 ? '32' : '128')) return false;
  return (row?.addresses ?? []).some((text) => {
    const [own, ownLength] = text.split('/');
    if (familyOf(text) !== familyOf(route.destination)) return false;
    if (own === host) return true;
    const bits = familyOf(text) === 4 ? 32 : 128;
    if (bits - Number(ownLength) < 2) return false;
    const range = rangeOf(text);
    const value = numberOf(host);
    return value === range.first || (bits === 32 && value === range.last);
  });
}

function onLinkAsNull(text: string | null | undefined): string | null {
  return text == null || text === '0.0.0.0' || text === '::' ? null : text;
}

function familyOf(text: string): 4 | 6 {
  return text.includes(':') ? 6 : 4;
}

function numberOf(text: string): bigint {
  return familyOf(text) === 4 ? new IPv4(text).getValue() : new IPv6(text).getValue();
}

function rangeOf(cidr: string): { first: bigint; last: bigint } {
  const range = familyOf(cidr) === 4 ? IPv4CidrRange.fromCidr(cidr) : IPv6CidrRange.fromCidr(cidr);
  return { first: range.getFirst().getValue(), last: range.getLast().getValue() };
}

function holds(cidr: string, family: 4 | 6, address: bigint): boolean {
  if (familyOf(cidr) !== family) return false;
  const { first, last } = rangeOf(cidr);
  return first <= address && address <= last;
}
