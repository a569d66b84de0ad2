import type { Snapshot, SnapshotRoute } from '../../contract/snapshot.ts';
import type { Family } from '../../contract/verdict.ts';
import { classifyInterfaces, type Classification, type Roles } from '../../judge/interfaces.ts';
import { connectedVpns } from '../../judge/paths.ts';
import { overlaps, parsePrefix, type Prefix } from '../../net/prefix.ts';
import { effectiveMetric, isConnected, isExpired } from '../../routes/participation.ts';
import { mainTable } from '../../routes/route.ts';
import { localGateways } from '../repair/gateway.ts';

/** A machine as it is before a VPN connects, and where its own internet connection is. */
export interface Base {
  readonly snapshot: Snapshot;
  readonly gateways: Readonly<Record<Family, SnapshotRoute | null>>;
  /** Whether a VPN was connected, and what it may have set was left out. */
  readonly hadVpn: boolean;
}

/**
 * Takes the VPNs off a snapshot. Where one was connected, local routes into the wanted prefixes may be its exclusions and go
 * too: without them nothing is proven that the profile doesn't prove. The operating system's answers were about other routes.
 */
export function withoutVpn(snapshot: Snapshot, wanted: readonly Prefix[], roles: Roles): Base {
  const interfaces = classifyInterfaces(snapshot, roles);
  const hadVpn = connectedVpns(interfaces).length > 0;
  const isVpn = (index: number) => interfaces.byIndex.get(index)?.path === 'Vpn';
  const routes = snapshot.routes
    .flatMap((route) => withoutHops(route, isVpn))
    .filter((route) => !hadVpn || !mayBeExclusion(route, wanted));
  const rest: Snapshot = {
    ...snapshot,
    interfaces: snapshot.interfaces.filter(({ index }) => !isVpn(index)),
    routes,
    osAnswers: null,
    ...(snapshot.vpnConnections && {
      vpnConnections: snapshot.vpnConnections.filter(({ connected }) => connected !== true),
    }),
  };
  const gateways = { 4: gatewayOf(4, snapshot, rest, interfaces), 6: gatewayOf(6, snapshot, rest, interfaces) };
  const missing = [gateways[4], gateways[6]].filter((gateway) => gateway !== null && !routes.includes(gateway));
  return { snapshot: { ...rest, routes: [...routes, ...(missing as SnapshotRoute[])] }, gateways, hadVpn };
}

function withoutHops(route: SnapshotRoute, isVpn: (index: number) => boolean): SnapshotRoute[] {
  if (!route.nextHops?.length) return isVpn(route.interfaceIndex) ? [] : [route];
  const nextHops = route.nextHops.filter(({ interfaceIndex }) => !isVpn(interfaceIndex));
  return nextHops.length > 0 ? [{ ...route, nextHops }] : [];
}

function mayBeExclusion({ destination }: SnapshotRoute, wanted: readonly Prefix[]): boolean {
  const prefix = parsePrefix(destination);
  return prefix.length > 0 && wanted.some((each) => overlaps(each, prefix));
}

/**
 * The default route that the machine uses without the VPN. Of several that may be the one, one that isn't proven local, so
 * that nothing is proven by choosing; where the VPN took it away, one made of what still leads to the local gateway.
 */
function gatewayOf(
  family: Family,
  before: Snapshot,
  { interfaces: rows, routes, platform }: Snapshot,
  interfaces: Classification,
): SnapshotRoute | null {
  const rowOf = (index: number) => rows.find((row) => row.index === index);
  const metricOf = (route: SnapshotRoute) => effectiveMetric(route, rowOf(route.interfaceIndex), family, platform);
  const defaults = routes.filter(
    (route) => isUsableDefault(route, family) && carries(rowOf(route.interfaceIndex), family),
  );
  const lowest = Math.min(...defaults.map((route) => metricOf(route) ?? Infinity));
  const possible = defaults.filter((route) => [null, lowest].includes(metricOf(route)));
  const isLocal = (route: SnapshotRoute) => interfaces.byIndex.get(route.interfaceIndex)?.path === 'Local';
  return possible.find((route) => !isLocal(route)) ?? possible[0] ?? recovered(family, before, interfaces);
}

function isUsableDefault(route: SnapshotRoute, family: Family): boolean {
  return (
    route.destination === (family === 4 ? '0.0.0.0/0' : '::/0') &&
    (route.table ?? mainTable) === mainTable &&
    (route.type ?? 'unicast') === 'unicast' &&
    !isExpired(route)
  );
}

/** IANA ifType softwareLoopback: what goes there goes nowhere. */
const loopbackType = 24;

function carries(row: Snapshot['interfaces'][number] | undefined, family: Family): boolean {
  if (!row || row.type === loopbackType || !isConnected(row, family)) return false;
  return (family === 4 ? row.disableDefaultRoutes4 : row.disableDefaultRoutes6) !== true;
}

function recovered(family: Family, before: Snapshot, interfaces: Classification): SnapshotRoute | null {
  const found = localGateways(before, interfaces).find((gateway) => gateway.family === family);
  if (!found) return null;
  const { nextHop, interfaceIndex } = found;
  return { destination: family === 4 ? '0.0.0.0/0' : '::/0', nextHop, interfaceIndex, metric: 0 };
}
