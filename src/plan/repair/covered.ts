import type { SnapshotRoute } from '../../contract/snapshot.ts';
import { parseAddress } from '../../net/address.ts';
import { contains, parsePrefix } from '../../net/prefix.ts';
import { isExpired } from '../../routes/participation.ts';
import { actionOf, mainTable } from '../../routes/route.ts';

/**
 * The destination of the route for which Linux refuses every new route by an `onlink` gateway of IPv6: the one to the
 * gateway itself, other than the default route, where it leads to another interface (ip6_route_check_nh_onlink of
 * net/ipv6/route.c). Null where there is none.
 */
export function coveredBy(gateway: string, interfaceIndex: number, routes: readonly SnapshotRoute[]): string | null {
  const address = parseAddress(gateway);
  if (address.family === 4) return null;
  const around = routes
    .filter((route) => (route.table ?? mainTable) === mainTable && !isExpired(route))
    .map((route) => ({ route, prefix: parsePrefix(route.destination) }))
    .filter(({ prefix }) => contains(prefix, address));
  const longest = Math.max(...around.map(({ prefix }) => prefix.length));
  const nearest = around.filter(({ prefix }) => prefix.length === longest).map(({ route }) => route);
  const least = Math.min(...nearest.map(metricOf));
  const best = nearest.filter((route) => metricOf(route) === least && actionOf(route) === 'send');
  return longest <= 0 || best.length === 0 || best.some((route) => leadsTo(interfaceIndex, route))
    ? null
    : best[0].destination;
}

function metricOf({ metric }: SnapshotRoute): number {
  return metric ?? 0;
}

function leadsTo(interfaceIndex: number, route: SnapshotRoute): boolean {
  const hops = route.nextHops?.length ? route.nextHops : [route];
  return hops.some((hop) => hop.interfaceIndex === interfaceIndex);
}
