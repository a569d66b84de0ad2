import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import type { SnapshotRoute } from '../../../src/contract/snapshot.ts';
import { Bed, type Namespace } from '../../bed/netns.ts';
import { requireOrSkip } from '../../bed/require.ts';
import { tool } from '../../bed/tools.ts';
import { addresses, layTopology, type Topology } from '../../bed/topology.ts';
import { collect } from './inside.ts';
import { layOut, sameAsIp } from './route-tables.ts';

describe('routes that Linux passes over', function () {
  requireOrSkip(this, ['root', 'namespaces', 'tun', 'ip']);
  let bed: Bed;
  let client: Namespace;
  let other: Namespace;
  beforeEach(() => {
    bed = new Bed();
    ({ client, other } = layOut(bed));
  });
  afterEach(() => bed.close());

  /** The kernel notices a little later. */
  async function loseCarrier(): Promise<void> {
    other.ip('link set w1 down');
    while (!client.ip('route show dev v1').includes('linkdown')) await setTimeout(20);
  }

  it('because their links are down are left out, hop by hop', async () => {
    client.ip('route add 52.112.0.0/14 nexthop via 10.0.0.2 nexthop via 10.0.1.2');
    client.ip('route add 52.120.0.0/14 via 10.0.1.2');
    client.ip('route add 2603:1063::/38 nexthop via 2001:db8:0::9 dev v0 nexthop via 2001:db8:1::9 dev v1');
    client.setKernel('net/ipv4/conf/v1/ignore_routes_with_linkdown', '1');
    client.setKernel('net/ipv6/conf/v1/ignore_routes_with_linkdown', '1');
    await loseCarrier();
    const routes = await sameAsIp(client);
    const ofTeams = routes.filter(({ destination }) => /^(52|2603)/.test(destination));
    assert.deepEqual(
      ofTeams.map(({ destination, nextHop, nextHops }) => [destination, nextHop, nextHops]),
      [
        ['52.112.0.0/14', '10.0.0.2', undefined],
        ['2603:1063::/38', '2001:db8::9', undefined],
      ],
    );
    assert.equal(client.routeGet('52.120.0.1'), undefined);
  });

  it('are not those into a link that has only lost its carrier', async () => {
    client.ip('route add 52.120.0.0/14 via 10.0.1.2');
    await loseCarrier();
    const routes = await sameAsIp(client);
    assert.ok(routes.some(({ destination }) => destination === '52.120.0.0/14'));
    assert.equal(client.routeGet('52.120.0.1')?.dev, 'v1');
  });

  it('because they have expired are left out', async () => {
    client.ip('route add 2603:1063::/38 via 2001:db8::9 expires 5');
    client.ip('route add 2603:1063::/40 via 2001:db8::9 expires 1000');
    const { snapshot: before } = await collect(client);
    while (client.routeGet('2603:1063:300::1')) await setTimeout(100);
    const { snapshot: after } = await collect(client);
    const ofTeams = (routes: readonly SnapshotRoute[]) =>
      routes.map(({ destination }) => destination).filter((destination) => destination.startsWith('2603'));
    assert.deepEqual(ofTeams(before.routes).sort(), ['2603:1063::/38', '2603:1063::/40']);
    assert.deepEqual(ofTeams(after.routes), ['2603:1063::/40']);
  });
});

describe('what Linux remembers of single destinations', function () {
  requireOrSkip(this, ['root', 'namespaces', 'ip', 'ping']);
  let topology: Topology;
  beforeEach(() => (topology = layTopology()));
  afterEach(() => topology.bed.close());

  it('is no route', async () => {
    const { client, isp } = topology;
    isp.ip('link set wan0 mtu 1300');
    for (const address of [addresses.corp4, addresses.corp6]) {
      await client.run([tool('ping'), '-M', 'do', '-s', '1400', '-c', '3', '-i', '0.2', address]);
    }
    assert.match(client.ip('-4 route show cache'), /203\.0\.113\.2 .*\n.*mtu 1300/);
    assert.match(client.ip('-6 route show cache'), /2001:db8:113::2 .*mtu 1300/);
    await sameAsIp(client);
  });
});
