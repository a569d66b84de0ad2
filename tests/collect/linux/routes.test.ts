import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import type { SnapshotRoute } from '../../../src/contract/snapshot.ts';
import { Bed, type Namespace } from '../../bed/netns.ts';
import { requireOrSkip } from '../../bed/require.ts';
import { tool } from '../../bed/tools.ts';
import { addresses, layTopology, type Topology } from '../../bed/topology.ts';
import { collect } from './inside.ts';
import { routesByIp } from './ip-command.ts';

const table = `
route add default via 10.0.0.2 metric 100
route add default via 10.0.1.2 metric 600 proto dhcp
route add 52.112.0.0/14 nexthop via 10.0.0.2 weight 3 nexthop via 10.0.1.2 weight 200
route add blackhole 192.0.2.0/28
route add unreachable 192.0.2.16/28 metric 7
route add prohibit 192.0.2.32/28
route add throw 192.0.2.48/28 table 7
route add 198.51.100.0/24 via inet6 2001:db8:0::9 dev v0
route add 198.51.101.0/24 via 10.0.0.2 tos 0x10
route add 203.0.113.0/24 dev tun0 table 1000000 proto 77
route add 203.0.113.0/24 dev tun0 table 4294967295
route add 203.0.114.0/24 via 10.77.0.1 dev v0 onlink
route add default via 2001:db8:0::9 metric 50
route add default via 2001:db8:1::9 metric 60 proto ra
route add 2603:1063::/38 nexthop via 2001:db8:0::9 dev v0 weight 2 nexthop via 2001:db8:1::9 dev v1
route add blackhole 2001:db8:f000::/36
route add unreachable 2001:db8:e000::/36
route add prohibit 2001:db8:d000::/36
route add throw 2001:db8:c000::/36 table 9
route add 2001:db8:b000::/36 via 2001:db8:0::9 table 300 expires 1000
-6 route add default from 2001:db8:1::/64 via 2001:db8:1::9
-6 route add 2001:db8:b000::/36 from 2001:db8:0::77 via 2001:db8:0::9
`;

const objects = `
nexthop add id 1 via 10.0.0.2 dev v0
nexthop add id 2 via 10.0.1.2 dev v1
nexthop add id 3 group 1,7/2,250
nexthop add id 4 blackhole
nexthop add id 5 via 2001:db8:1::9 dev v1
nexthop add id 6 via 2001:db8:0::9 dev v0
nexthop add id 7 group 5/6 type resilient buckets 32
nexthop add id 8 dev v1
nexthop add id 9 group 4
-6 nexthop add id 10 blackhole
route add 100.64.1.0/24 nhid 1
route add 100.64.2.0/24 nhid 3
route add 100.64.3.0/24 nhid 4
route add 100.64.4.0/24 nhid 5
route add 100.64.5.0/24 nhid 7
route add 100.64.6.0/24 nhid 8
route add 100.64.7.0/24 nhid 9
route add 2001:db8:a000::/36 nhid 7
route add 2001:db8:9000::/36 nhid 5
route add 2001:db8:8000::/36 nhid 10
`;

/** Two local links and a tunnel without a carrier. */
function layOut(bed: Bed): { client: Namespace; other: Namespace } {
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

function apply(namespace: Namespace, commands: string): void {
  for (const command of commands.trim().split('\n')) namespace.ip(command);
}

/** In one order. A route that leads nowhere needs no interface; the kernel names the loopback for some. */
function comparable(routes: readonly SnapshotRoute[]): SnapshotRoute[] {
  const key = ({ table, destination, metric, interfaceIndex, tos }: SnapshotRoute) =>
    [table, destination, metric, interfaceIndex, tos ?? 0].join(' ');
  return routes
    .map((route) =>
      /blackhole|unreachable|prohibit|throw/.test(route.type!) ? { ...route, interfaceIndex: 0 } : route,
    )
    .sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

async function sameAsIp(client: Namespace): Promise<SnapshotRoute[]> {
  const expected = await routesByIp(client);
  const { snapshot } = await collect(client);
  assert.deepEqual(comparable(snapshot.routes), comparable(expected));
  assert.equal(snapshot.stable, true);
  return snapshot.routes;
}

describe('the routes of Linux', function () {
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

  it('of every table and type are those that ip shows', async () => {
    client.setKernel('net/ipv6/conf/all/forwarding', '1');
    apply(client, table);
    const routes = await sameAsIp(client);
    assert.equal(routes.filter(({ nextHops }) => nextHops).length, 2);
    assert.equal(new Set(routes.map(({ type }) => type)).size, 9);
    assert.ok(routes.some((route) => route.table === 4294967295));
  });

  it('take the hops of next hop objects and their groups', async () => {
    apply(client, objects);
    await sameAsIp(client);
  });

  it('take them from the objects where the kernel leaves them out of the route', async () => {
    apply(client, objects);
    const expected = comparable((await collect(client)).snapshot.routes);
    client.setKernel('net/ipv4/nexthop_compat_mode', '0');
    assert.doesNotMatch(client.ip('-d route show 100.64.2.0/24').replace(/nh_info.*/, ''), /nexthop via/);
    assert.deepEqual(comparable((await collect(client)).snapshot.routes), expected);
    const group = expected.find(({ destination }) => destination === '100.64.2.0/24');
    assert.deepEqual(
      group?.nextHops?.map(({ weight }) => weight),
      [7, 250],
    );
  });

  it('fill many datagrams where there are many', async () => {
    const many = Array.from({ length: 10_000 }, (_, i) => {
      const [high, low] = [i >> 8, i & 255];
      return `route add 100.64.${high}.${low} via 10.0.0.2\nroute add 2001:db8:77::${i.toString(16)} via 2001:db8::9`;
    });
    const { code, stderr } = await client.run([tool('ip'), '-batch', '-'], { input: many.join('\n') });
    assert.equal(code, 0, stderr);
    assert.ok((await sameAsIp(client)).length > 20_000);
  });

  it('leave out hops whose links the kernel passes over', async () => {
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

  it('keep those into a link without a carrier, which the kernel goes on using', async () => {
    client.ip('route add 52.120.0.0/14 via 10.0.1.2');
    await loseCarrier();
    const routes = await sameAsIp(client);
    assert.ok(routes.some(({ destination }) => destination === '52.120.0.0/14'));
    assert.equal(client.routeGet('52.120.0.1')?.dev, 'v1');
  });

  it('leave out what has expired', async () => {
    client.ip('route add 2603:1063::/38 via 2001:db8::9 expires 1');
    client.ip('route add 2603:1063::/40 via 2001:db8::9 expires 1000');
    const { snapshot: before } = await collect(client);
    await setTimeout(1_500);
    assert.equal(client.routeGet('2603:1063:300::1'), undefined);
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
