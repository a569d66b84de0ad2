import assert from 'node:assert/strict';
import type { SnapshotRoute } from '../../../src/contract/snapshot.ts';
import type { Bed, Namespace } from '../../bed/netns.ts';
import { collect } from './inside.ts';
import { routesByIp } from './ip-routes.ts';

/** Two local links and a tunnel without a carrier. */
export function layOut(bed: Bed): { client: Namespace; other: Namespace } {
  const [client, other] = [bed.namespace('client'), bed.namespace('other')];
  for (const n of [0, 1]) {
    bed.link(client, `v${n}`, other, `w${n}`);
    client.ip(`addr add 10.0.${n}.1/24 dev v${n}`);
    client.ip(`addr add 2001:db8:${n}::1/64 dev v${n} nodad`);
  }
  client.ip('tuntap add dev tun0 mode tun');
  client.ip('addr add 10.8.0.6 peer 10.8.0.5 dev tun0');
  client.ip('link set tun0 up');
  return { client, other };
}

/** In one order. A route that leads nowhere needs no interface; the kernel names the loopback for some. */
export function comparable(routes: readonly SnapshotRoute[]): SnapshotRoute[] {
  const key = ({ table, destination, metric, interfaceIndex, tos }: SnapshotRoute) =>
    [table, destination, metric, interfaceIndex, tos ?? 0].join(' ');
  return routes
    .map((route) =>
      /blackhole|unreachable|prohibit|throw/.test(route.type!) ? { ...route, interfaceIndex: 0 } : route,
    )
    .sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Collects, and holds the routes against ip's. */
export async function sameAsIp(client: Namespace): Promise<SnapshotRoute[]> {
  const expected = await routesByIp(client);
  const { snapshot } = await collect(client);
  assert.deepEqual(comparable(snapshot.routes), comparable(expected));
  assert.equal(snapshot.stable, true);
  return snapshot.routes;
}
