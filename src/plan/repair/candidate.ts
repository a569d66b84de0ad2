import type { RepairRoute } from '../../contract/repair.ts';
import type { SnapshotRoute } from '../../contract/snapshot.ts';
import { width } from '../../net/address.ts';
import { formatPrefix, type Prefix } from '../../net/prefix.ts';
import { localTable, mainTable, type Hop } from '../../routes/route.ts';
import { readNextHop } from '../../routes/table.ts';
import type { Gateway } from './gateway.ts';

/** A route by the local gateway, of the lowest metric that there is: to IPv6 on Linux, 0 means 1024. */
export function routeBy(gateway: Gateway, prefix: Prefix, platform: string, table: number): RepairRoute {
  const isLinux = platform === 'linux';
  return {
    destination: formatPrefix(prefix),
    nextHop: gateway.nextHop,
    interfaceIndex: gateway.interfaceIndex,
    interfaceName: gateway.interfaceName,
    ...(gateway.onlink && { onlink: true }),
    metric: isLinux && prefix.family === 6 ? 1 : 0,
    table: isLinux ? table : null,
  };
}

/**
 * Whether one of the routes to the same destination leaves no room for this one: on Linux one with the same metric in
 * the same table, on Windows one with the same next hop and interface.
 */
export function isTaken(wanted: RepairRoute, others: readonly SnapshotRoute[]): boolean {
  return others.some((route) =>
    wanted.table === null
      ? route.interfaceIndex === wanted.interfaceIndex && readNextHop(route.nextHop, 'nextHop') === wanted.nextHop
      : (route.table ?? mainTable) === wanted.table && (route.metric ?? 0) === wanted.metric,
  );
}

/** The two halves of a prefix, which win over it whatever the metrics are; none of a single address. */
export function halvesOf(prefix: Prefix): Prefix[] {
  const bits = width(prefix.family);
  if (prefix.length === bits) return [];
  const half = { ...prefix, length: prefix.length + 1 };
  return [half, { ...half, first: prefix.first + (1n << BigInt(bits - half.length)) }];
}

/** The table of a hop, among the routes to its destination; of the local one nobody but the kernel disposes. */
export function tableOf(hop: Hop, routes: readonly SnapshotRoute[]): number {
  const found = routes.find((route) =>
    (route.nextHops?.length ? route.nextHops : [route]).some((each) => each.interfaceIndex === hop.interfaceIndex),
  );
  const table = found?.table ?? mainTable;
  return table === localTable ? mainTable : table;
}
