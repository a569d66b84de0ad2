import type { RepairRoute } from '../../contract/repair.ts';
import type { Snapshot, SnapshotRoute } from '../../contract/snapshot.ts';
import type { Prefix } from '../../net/prefix.ts';
import { overlapping, readDestinations } from '../../routes/destinations.ts';
import { mainTable } from '../../routes/route.ts';
import { readNextHop } from '../../routes/table.ts';

/** The snapshot as it would be with other routes. What the operating system said of the old ones no longer counts. */
export function withRoutes(snapshot: Snapshot, routes: SnapshotRoute[]): Snapshot {
  return { ...snapshot, routes, osAnswers: [] };
}

export function withoutRoutes(snapshot: Snapshot, routes: readonly RepairRoute[]): Snapshot {
  if (routes.length === 0) return snapshot;
  const others = snapshot.routes.filter((route) => !routes.some((ours) => isSame(ours, route)));
  return withRoutes(snapshot, others);
}

function isSame(ours: RepairRoute, route: SnapshotRoute): boolean {
  return (
    route.destination === ours.destination &&
    route.interfaceIndex === ours.interfaceIndex &&
    (route.metric ?? null) === ours.metric &&
    (ours.table === null || (route.table ?? mainTable) === ours.table) &&
    readNextHop(route.nextHop, 'routes.nextHop') === ours.nextHop
  );
}

/** Only the routes that can decide about the wanted prefixes: few, where the table is large. */
export function relevantPart(snapshot: Snapshot, wanted: readonly Prefix[]): Snapshot {
  const numbers = overlapping(readDestinations(snapshot.routes), wanted);
  return withRoutes(
    snapshot,
    numbers.map((i) => snapshot.routes[i]),
  );
}

export function toSnapshotRoute(route: RepairRoute): SnapshotRoute {
  const { destination, nextHop, interfaceIndex, onlink, metric, table } = route;
  return {
    destination,
    nextHop,
    interfaceIndex,
    ...(onlink && { onlink }),
    metric,
    ...(table !== null && { table, type: 'unicast' }),
  };
}
