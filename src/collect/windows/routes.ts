import type { SnapshotRoute } from '../../contract/snapshot.ts';
import { forever, forwardTable, type ForwardRow } from '../../native/windows/route-table.ts';
import { formatAddress } from '../../net/address.ts';
import { formatPrefix, prefixOf } from '../../net/prefix.ts';

/** The route table of both families. */
export function collectRoutes(): SnapshotRoute[] {
  return forwardTable().map(toRoute);
}

function toRoute(row: ForwardRow): SnapshotRoute {
  return {
    destination: formatPrefix(prefixOf(row.destination, row.prefixLength)),
    nextHop: row.nextHop && formatAddress(row.nextHop.family, row.nextHop.value),
    interfaceIndex: row.interfaceIndex,
    metric: row.metric,
    protocol: row.protocol,
    loopback: row.loopback,
    validLifetime: row.validLifetime === forever ? null : row.validLifetime,
  };
}
