import { ToolError } from '../contract/error.ts';
import type { Snapshot, SnapshotInterface, SnapshotRoute } from '../contract/snapshot.ts';
import { formatAddress, parseAddress, width } from '../net/address.ts';
import { formatPrefix, type Prefix } from '../net/prefix.ts';
import { destinationAt, overlapping, type Destinations } from './destinations.ts';
import { carries, effectiveMetric, hostKey, isExpired, ownAddresses } from './participation.ts';
import { actionOf, mainTable, type Hop, type Route } from './route.ts';

/** The routes that can decide something about the wanted prefixes. */
export interface RouteTable {
  readonly routes: readonly Route[];
  /** Addresses of host routes that were left out because they are no media. */
  readonly bookkeeping: ReadonlySet<string>;
}

/**
 * Reads from a snapshot the routes that overlap a wanted prefix and take part in the selection.
 * @throws ToolError `AddressInvalid` with the route's number
 */
export function readTable(snapshot: Snapshot, destinations: Destinations, wanted: readonly Prefix[]): RouteTable {
  const machine: Machine = {
    platform: snapshot.platform,
    interfaces: new Map(snapshot.interfaces.map((row) => [row.index, row])),
    nextHops: new Map(),
  };
  const own = ownAddresses(snapshot);
  const routes: Route[] = [];
  const bookkeeping = new Set<string>();
  for (const i of overlapping(destinations, wanted)) {
    const route = snapshot.routes[i];
    const prefix = destinationAt(destinations, i);
    if (isExpired(route)) continue;
    if (isBookkeeping(route, prefix, own)) bookkeeping.add(hostKey(prefix.family, prefix.first));
    else routes.push(...readRoute(route, prefix, machine, i));
  }
  return { routes, bookkeeping };
}

function isBookkeeping(route: SnapshotRoute, prefix: Prefix, own: Map<number, Set<string>>): boolean {
  if (route.loopback === true) return true;
  const isHost = prefix.length === width(prefix.family);
  return isHost && (own.get(route.interfaceIndex)?.has(hostKey(prefix.family, prefix.first)) ?? false);
}

interface Machine {
  readonly platform: string;
  readonly interfaces: ReadonlyMap<number, SnapshotInterface>;
  /** Those already read, by their text: a table has few. */
  readonly nextHops: Map<string, string | null>;
}

/** The route with those of its hops that can carry traffic, or nothing where none can. */
function readRoute(route: SnapshotRoute, prefix: Prefix, machine: Machine, index: number): Route[] {
  const { platform, interfaces } = machine;
  const isLinux = platform === 'linux';
  const action = isLinux || platform === 'darwin' ? actionOf(route) : 'send';
  const destination = formatPrefix(prefix);
  const table = isLinux ? (route.table ?? mainTable) : mainTable;
  const metric = effectiveMetric(route, interfaces.get(route.interfaceIndex), prefix.family, platform);
  const leastMetric = metric ?? route.metric ?? 0;
  const conditional = isConditional(route);
  const read = { prefix, destination, table, action, leastMetric, conditional };
  if (action !== 'send') return [{ ...read, metric, hops: [] }];
  const nextHops = route.nextHops?.length ? route.nextHops : [route];
  const hops = nextHops
    .filter((hop) => carries(interfaces.get(hop.interfaceIndex), prefix))
    .map((hop): Hop => ({
      destination,
      nextHop: nextHopIn(machine, hop.nextHop, index),
      interfaceIndex: hop.interfaceIndex,
      onlink: hop.onlink === true,
      wraps: hop.encap != null,
      metric:
        nextHops.length > 1
          ? effectiveMetric(route, interfaces.get(hop.interfaceIndex), prefix.family, platform)
          : metric,
    }));
  return hops.length ? [{ ...read, metric: hops[0].metric, hops }] : [];
}

function nextHopIn({ nextHops }: Machine, text: string | null | undefined, index: number): string | null {
  if (text == null) return null;
  let nextHop = nextHops.get(text);
  if (nextHop === undefined) nextHops.set(text, (nextHop = readNextHop(text, `routes[${index}].nextHop`)));
  return nextHop;
}

function isConditional({ from, tos }: SnapshotRoute): boolean {
  return (from != null && !from.endsWith('/0')) || (tos != null && tos !== 0);
}

/** A next hop as RFC 5952 text, null where the destination is on-link, which some sources write as the zero address. */
export function readNextHop(text: string | null | undefined, place: string): string | null {
  if (isOnLink(text)) return null;
  try {
    const { family, value } = parseAddress(text!);
    return formatAddress(family, value);
  } catch (error) {
    throw error instanceof ToolError ? error.at(place) : error;
  }
}

/** Whether a next hop says "the destination is on the interface's own link". */
export function isOnLink(nextHop: string | null | undefined): boolean {
  return nextHop == null || nextHop === '0.0.0.0' || nextHop === '::';
}
