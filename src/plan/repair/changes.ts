import type { EndpointList } from '../../contract/endpoints.ts';
import type { PlannedRoute, RepairRoute } from '../../contract/repair.ts';
import type { Snapshot } from '../../contract/snapshot.ts';
import type { Family } from '../../contract/verdict.ts';
import { optimizePrefixes } from '../../endpoints/select.ts';
import { classifyInterfaces, type Roles } from '../../judge/interfaces.ts';
import { makeCase } from '../../judge/judge.ts';
import { connectedVpns } from '../../judge/paths.ts';
import type { Claim } from './claims.ts';
import { addCommand, removeCommand } from './commands.ts';
import { relevantPart, toSnapshotRoute, withoutRoutes, withRoutes } from './edit.ts';
import { localGateways, type Gateway } from './gateway.ts';
import { searchRoutes } from './search.ts';
import { whyStale } from './stale.ts';

/** Routes to remove and to add, and the machine as it would then be. */
interface Changes {
  readonly remove: readonly PlannedRoute[];
  readonly add: readonly PlannedRoute[];
  readonly edited: Snapshot;
  readonly gateways: readonly Gateway[];
}

/** Replaces what is stale of our own routes, and adds what is missing. */
export function findChanges(
  snapshot: Snapshot,
  list: EndpointList,
  roles: Roles,
  own: readonly RepairRoute[],
): Changes {
  const interfaces = classifyInterfaces(snapshot, roles);
  const gateways = localGateways(withoutRoutes(snapshot, own), interfaces);
  const remove = own.flatMap((route) => {
    const reason = whyStale(route, gateways, interfaces);
    return reason === null ? [] : [plannedRemoval(route, reason, snapshot)];
  });
  const base = withoutRoutes(snapshot, remove);
  const relevant = relevantPart(base, optimizePrefixes(list));
  const look = (edited: Snapshot) => makeCase(edited, list, roles);
  const families = connectedVpns(interfaces).length > 0 ? ([4, 6] as const) : [];
  const add = families
    .flatMap((family) => searchRoutes(relevant, usable(family, gateways), look))
    .map((claim) => plannedRoute(claim, snapshot));
  const isChanged = add.length + remove.length > 0;
  const edited = isChanged ? withRoutes(base, [...base.routes, ...add.map(toSnapshotRoute)]) : snapshot;
  return { remove, add, edited, gateways };
}

function usable(family: Family, gateways: readonly Gateway[]): Gateway[] {
  return gateways.filter((gateway) => gateway.family === family && gateway.coveredBy === null);
}

export function plannedRemoval(route: RepairRoute, reason: string, { platform }: Snapshot): PlannedRoute {
  return { ...route, reason, command: removeCommand(route, platform) };
}

function plannedRoute({ route, rival }: Claim, { interfaces, platform }: Snapshot): PlannedRoute {
  const name = interfaces.find(({ index }) => index === rival?.interfaceIndex)?.name;
  const reason = rival ? `wins over ${rival.destination} by ${name ?? rival.interfaceIndex}` : 'no route led there';
  return { ...route, reason, command: addCommand(route, platform) };
}
