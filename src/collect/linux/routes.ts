import type { SnapshotNextHop, SnapshotRoute } from '../../contract/snapshot.ts';
import type { Netlink } from '../../native/linux/netlink.ts';
import { readNextHops, type NextHopObject } from '../../native/linux/nexthops.ts';
import { readRoutes, type Hop, type KernelRoute } from '../../native/linux/routes.ts';
import { encapName, protocolName, routeTypeName } from './names.ts';
import { addressText, anyAddress, prefixText } from './text.ts';

/** The routes of every table and both families that the kernel would take. */
export function readRouteTables(netlink: Netlink): SnapshotRoute[] {
  const objects = new Map(readNextHops(netlink).map((object) => [object.id, object]));
  return ([4, 6] as const)
    .flatMap((family) => readRoutes(netlink, family))
    .flatMap((route) => routeOf(route, objects) ?? []);
}

/** Null where the kernel passes the route over: it is expired, or all its links are down. */
function routeOf(route: KernelRoute, objects: NextHopObjects): SnapshotRoute | null {
  const hops = hopsOf(route, objects);
  const alive = hops.filter((hop) => !hop.dead);
  if (route.expired || alive.length < Math.min(hops.length, 1)) return null;
  return {
    destination: prefixText(route.destination ?? anyAddress(route.family), route.prefixLength),
    nextHop: gatewayOf(alive[0]),
    interfaceIndex: alive[0]?.index ?? 0,
    ...factsOf(alive[0]),
    metric: route.priority,
    table: route.table,
    type: routeTypeName(route.type),
    ...(alive.length > 1 && { nextHops: alive.map(nextHopOf) }),
    ...(route.source && { from: prefixText(route.source, route.sourceLength) }),
    ...(route.tos !== 0 && { tos: route.tos }),
    protocol: protocolName(route.protocol),
  };
}

type NextHopObjects = ReadonlyMap<number, NextHopObject>;

/** Routes by a next hop object hold its hops only where net.ipv4.nexthop_compat_mode is on; no group holds a group. */
function hopsOf(route: KernelRoute, objects: NextHopObjects): readonly Hop[] {
  const object = route.nextHopId === null ? undefined : objects.get(route.nextHopId);
  if (!object) return route.hops;
  if (object.hop) return [object.hop];
  return object.members.flatMap(({ id, weight }) => {
    const hop = objects.get(id)?.hop;
    return hop ? [{ ...hop, weight }] : [];
  });
}

function nextHopOf(hop: Hop): SnapshotNextHop {
  return { nextHop: gatewayOf(hop), interfaceIndex: hop.index, weight: hop.weight, ...factsOf(hop) };
}

function factsOf(hop: Hop | undefined): Pick<SnapshotNextHop, 'encap' | 'onlink'> {
  return { ...(hop?.encap != null && { encap: encapName(hop.encap) }), ...(hop?.onlink && { onlink: true }) };
}

function gatewayOf(hop: Hop | undefined): string | null {
  return hop?.gateway ? addressText(hop.gateway) : null;
}
