import type { Snapshot, SnapshotInterface, SnapshotRoute } from '../../contract/snapshot.ts';
import type { Family } from '../../contract/verdict.ts';
import type { Classification, ClassifiedInterface } from '../../judge/interfaces.ts';
import { contains, parseInterfaceAddress, parsePrefix } from '../../net/prefix.ts';
import { effectiveMetric, isExpired } from '../../routes/participation.ts';
import { mainTable } from '../../routes/route.ts';
import { readNextHop } from '../../routes/table.ts';
import { coveredBy } from './covered.ts';

/** A way to the user's own internet connection. */
export interface Gateway {
  readonly family: Family;
  readonly interfaceIndex: number;
  readonly interfaceName: string;
  /** Null where the interface needs none, as a modem. */
  readonly nextHop: string | null;
  /** Whether the kernel takes it only with that word, as it is in no prefix of the interface. */
  readonly onlink: boolean;
  /** The destination of a route for which the kernel refuses routes by this gateway; null where it takes them. */
  readonly coveredBy: string | null;
  /** Whether a default route names it. */
  readonly isDefault: boolean;
  readonly metric: number | null;
}

const families = [4, 6] as const;

/**
 * The gateways of the local interfaces, the one to take first in front. A default route names one; where a VPN has taken
 * it away, the routes to public addresses do if they agree, such as the VPN client's own to its server.
 */
export function localGateways(snapshot: Snapshot, interfaces: Classification): Gateway[] {
  const gateways = snapshot.interfaces.flatMap((row) =>
    families
      .filter((family) => isLocal(interfaces.byIndex.get(row.index)!, family))
      .flatMap((family) => gatewaysOf(row, family, snapshot)),
  );
  return gateways.sort(
    (a, b) =>
      Number(b.isDefault) - Number(a.isDefault) ||
      (a.metric ?? Infinity) - (b.metric ?? Infinity) ||
      a.interfaceIndex - b.interfaceIndex,
  );
}

function gatewaysOf(row: SnapshotInterface, family: Family, { routes, platform }: Snapshot): Gateway[] {
  const anywhere = family === 4 ? '0.0.0.0/0' : '::/0';
  const defaults = hopsOver(row, routes, ({ destination }) => destination === anywhere).filter(({ nextHop }) =>
    nextHop === null ? !isBroadcastMedium(row) : isOf(family, nextHop),
  );
  const isDefault = defaults.length > 0;
  const hops = isDefault ? defaults : agreed(hopsOver(row, routes, leadsOut).filter((hop) => isGateway(hop, family)));
  return hops.map(({ route, nextHop, onlink }) => ({
    family,
    interfaceIndex: row.index,
    interfaceName: row.name,
    nextHop,
    onlink,
    coveredBy: onlink && nextHop !== null ? coveredBy(nextHop, row.index, routes) : null,
    isDefault,
    metric: effectiveMetric(route, row, family, platform),
  }));
}

interface Hop {
  readonly route: SnapshotRoute;
  readonly nextHop: string | null;
  readonly onlink: boolean;
}

/** The next hops on an interface of the routes in the main table that `isMeant`. */
function hopsOver(
  row: SnapshotInterface,
  routes: readonly SnapshotRoute[],
  isMeant: (route: SnapshotRoute) => boolean,
): Hop[] {
  return routes.flatMap((route) => {
    const hops = (route.nextHops?.length ? route.nextHops : [route]).filter((hop) => hop.interfaceIndex === row.index);
    if (hops.length === 0 || (route.table ?? mainTable) !== mainTable || isExpired(route) || !isMeant(route)) return [];
    return hops.map(({ nextHop, onlink }) => ({
      route,
      nextHop: readNextHop(nextHop, 'routes.nextHop'),
      onlink: onlink === true,
    }));
  });
}

/** IANA ifTypes ethernetCsmacd and ieee80211, where no public address is on-link. */
function isBroadcastMedium({ type }: SnapshotInterface): boolean {
  return type === 6 || type === 71;
}

/** No route to these leads to the internet: RFC 1918, 6598, 3927, 1122, 1112, 4193, 4291. */
const notPublic = [
  ...['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '169.254.0.0/16', '127.0.0.0/8', '224.0.0.0/3'],
  ...['fc00::/7', 'fe80::/10', 'ff00::/8'],
].map(parsePrefix);

function leadsOut({ destination }: SnapshotRoute): boolean {
  const { family, first, length } = parsePrefix(destination);
  return !notPublic.some((prefix) => prefix.length <= length && contains(prefix, { family, value: first }));
}

function isGateway({ route, nextHop }: Hop, family: Family): boolean {
  return nextHop !== null && isOf(family, nextHop) && isOf(family, route.destination);
}

function isOf(family: Family, text: string): boolean {
  return text.includes(':') === (family === 6);
}

/** One of the hops where all have the same gateway. */
function agreed(hops: readonly Hop[]): readonly Hop[] {
  return new Set(hops.map(({ nextHop }) => nextHop)).size === 1 ? hops.slice(0, 1) : [];
}

function isLocal(each: ClassifiedInterface, family: Family): boolean {
  return each.path === 'Local' && (family === 4 ? each.connected4 : each.connected6);
}

/** Whether a connected local interface has an address of the family with which the internet can be reached. */
export function hasLocalFamily(family: Family, snapshot: Snapshot, interfaces: Classification): boolean {
  return snapshot.interfaces.some(
    (row) =>
      isLocal(interfaces.byIndex.get(row.index)!, family) &&
      (row.addresses ?? []).some((text) => reachesOut(text, family)),
  );
}

const stayInside = ['169.254.0.0/16', 'fc00::/7', 'fe80::/10'].map(parsePrefix);

function reachesOut(text: string, family: Family): boolean {
  const { address } = parseInterfaceAddress(text);
  return address.family === family && !stayInside.some((prefix) => contains(prefix, address));
}
