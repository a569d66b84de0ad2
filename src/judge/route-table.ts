import type { DescribedRoute } from '../contract/route-table.ts';
import type { Snapshot, SnapshotNextHop, SnapshotRoute } from '../contract/snapshot.ts';
import type { Family } from '../contract/verdict.ts';
import { readDestinations } from '../routes/destinations.ts';
import { effectiveMetric } from '../routes/participation.ts';
import { readNextHop } from '../routes/table.ts';
import { classifyInterfaces, type Classification, type Roles } from './interfaces.ts';
import { nameOf, pathOf } from './paths.ts';

/** The whole route table in the snapshot's order, a row a hop, with every interface recognised. */
export function describeRoutes(
  snapshot: Snapshot,
  roles: Roles,
): { routes: DescribedRoute[]; warnings: readonly string[] } {
  const interfaces = classifyInterfaces(snapshot, roles);
  const { families } = readDestinations(snapshot.routes);
  const routes = snapshot.routes.flatMap((route, i) => {
    const hops = route.nextHops?.length ? route.nextHops : [route];
    return hops.map((hop) => describeHop(route, hop, i, families[i] as Family, snapshot, interfaces));
  });
  return { routes, warnings: interfaces.warnings };
}

function describeHop(
  route: SnapshotRoute,
  hop: SnapshotRoute | SnapshotNextHop,
  index: number,
  family: Family,
  snapshot: Snapshot,
  interfaces: Classification,
): DescribedRoute {
  const { interfaceIndex } = hop;
  const row = snapshot.interfaces.find((each) => each.index === interfaceIndex);
  const recognised = interfaces.byIndex.get(interfaceIndex);
  return {
    destination: route.destination,
    nextHop: readNextHop(hop.nextHop, `routes[${index}].nextHop`),
    interfaceIndex,
    interfaceName: nameOf(interfaces, interfaceIndex),
    metric: effectiveMetric(route, row, family, snapshot.platform),
    table: route.table ?? null,
    type: route.type ?? null,
    protocol: route.protocol ?? null,
    path: pathOf(interfaces, interfaceIndex),
    reason: recognised?.reason ?? 'the snapshot does not hold this interface',
    source: recognised?.source ?? 'recognised',
  };
}
