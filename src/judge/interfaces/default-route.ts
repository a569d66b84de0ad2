import type { SnapshotRoute } from '../../contract/snapshot.ts';
import { isExpired } from '../../routes/participation.ts';

/** An interface's own default routes, in either family. */
export function defaultRoutesOf(index: number, routes: readonly SnapshotRoute[]): SnapshotRoute[] {
  return routes.filter(
    (route) =>
      route.interfaceIndex === index &&
      (route.destination === '0.0.0.0/0' || route.destination === '::/0') &&
      !isExpired(route),
  );
}

/** The next hop of an interface's own default route; null where it has none. */
export function gatewayOf(index: number, routes: readonly SnapshotRoute[]): string | null {
  const gateways = defaultRoutesOf(index, routes).map(({ nextHop }) => nextHop);
  return gateways.find((nextHop) => nextHop && nextHop !== '0.0.0.0' && nextHop !== '::') ?? null;
}
