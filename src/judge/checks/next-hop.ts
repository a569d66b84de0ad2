import type { Snapshot, SnapshotInterface } from '../../contract/snapshot.ts';
import type { Check } from '../../contract/verdict.ts';
import { parseAddress } from '../../net/address.ts';
import { contains, parseInterfaceAddress, parsePrefix, type Prefix } from '../../net/prefix.ts';
import { isOnLink } from '../../routes/table.ts';
import type { Hop } from '../../routes/route.ts';
import type { Case } from '../case.ts';
import { nameOf } from '../paths.ts';
import { references } from '../references.ts';
import { listed } from '../wording.ts';

const ethernet = 6;
const wifi = 71;
const linkLocal = [parsePrefix('fe80::/10'), parsePrefix('169.254.0.0/16')];

/** Whether the gateways of media can be reached at all: a call dies at one outside every on-link prefix of its interface, unless its route says `onlink`. */
export function nextHop(judged: Case): Check {
  const check = (status: Check['status'], message: string, recommendation: string | null): Check => ({
    id: 'NextHop',
    status,
    message,
    recommendation,
    reference: references.nextHop,
  });
  const hops = uniqueHops(judged);
  const throughGateway = hops.filter((hop) => hop.nextHop !== null);
  const onLinkPrefixes = readOnLinkPrefixes(judged.snapshot, new Set(throughGateway.map((hop) => hop.interfaceIndex)));
  const gateways = throughGateway.map((hop) => ({
    hop,
    reachable: isReachable(hop, onLinkPrefixes.get(hop.interfaceIndex)!),
  }));
  const dead = gateways.filter(({ reachable }) => reachable === false);
  if (dead.length > 0) {
    const named = dead.map(
      ({ hop }) => `${hop.nextHop} on ${nameOf(judged.interfaces, hop.interfaceIndex)} (route ${hop.destination})`,
    );
    return check(
      'Fail',
      `The next hop is in no on-link prefix of its interface, so packets are lost: ${listed(named)}.`,
      "Use the interface's own gateway as the next hop.",
    );
  }
  const onLink = hops.filter((hop) => hop.nextHop === null && isBroadcastMedium(rowOf(hop, judged)));
  if (onLink.length > 0) {
    const named = onLink.map((hop) => `${hop.destination} on ${nameOf(judged.interfaces, hop.interfaceIndex)}`);
    return check(
      'Warning',
      `Public addresses are routed as if they were on the local network: ${listed(named)}.`,
      'Give the route a next hop, the gateway of the interface.',
    );
  }
  if (gateways.some(({ reachable }) => reachable === null)) {
    return {
      ...check(
        'NotApplicable',
        'The addresses of the interfaces are not known, so the next hops could not be checked.',
        null,
      ),
      asked: false,
    };
  }
  return check(
    'Pass',
    gateways.length > 0 ? 'Every next hop is on-link.' : 'No route of media needs a next hop.',
    null,
  );
}

function uniqueHops({ segments }: Case): Hop[] {
  const hops = segments.flatMap(({ best }) => best);
  return [...new Map(hops.map((hop) => [keyOf(hop), hop])).values()];
}

function keyOf({ destination, nextHop, interfaceIndex, onlink }: Hop): string {
  return `${destination} ${nextHop} ${interfaceIndex} ${onlink}`;
}

function rowOf(hop: Hop, { snapshot }: Case): SnapshotInterface | undefined {
  return snapshot.interfaces.find(({ index }) => index === hop.interfaceIndex);
}

function isBroadcastMedium(row: SnapshotInterface | undefined): boolean {
  return row?.type === ethernet || row?.type === wifi;
}

/** Null where nothing is known of the interface's on-link prefixes. */
function isReachable(hop: Hop, prefixes: readonly Prefix[]): boolean | null {
  if (hop.onlink) return true;
  const gateway = parseAddress(hop.nextHop!);
  if (linkLocal.some((prefix) => contains(prefix, gateway))) return true;
  return prefixes.length === 0 ? null : prefixes.some((prefix) => contains(prefix, gateway));
}

/** On-link prefixes by interface, from the interface's own addresses and its on-link routes. */
function readOnLinkPrefixes(snapshot: Snapshot, indexes: ReadonlySet<number>): Map<number, Prefix[]> {
  const prefixes = new Map([...indexes].map((index): [number, Prefix[]] => [index, []]));
  for (const row of snapshot.interfaces) {
    for (const text of row.addresses ?? []) prefixes.get(row.index)?.push(parseInterfaceAddress(text).prefix);
  }
  for (const route of snapshot.routes) {
    const known = prefixes.get(route.interfaceIndex);
    const isOnLinkRoute = known && !route.nextHops?.length && isOnLink(route.nextHop);
    if (isOnLinkRoute) known.push(parsePrefix(route.destination));
  }
  return prefixes;
}
