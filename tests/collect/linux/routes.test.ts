import assert from 'node:assert/strict';
import { Bed, type Namespace } from '../../bed/netns.ts';
import { requireOrSkip } from '../../bed/require.ts';
import { tool } from '../../bed/tools.ts';
import { collect } from './inside.ts';
import { comparable, layOut, sameAsIp } from './route-tables.ts';

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
route add 203.0.115.0/24 nexthop via 10.0.0.2 dev v0 nexthop via 10.77.0.1 dev v1 onlink
route add 203.0.116.0/24 nexthop via 10.77.0.1 dev v0 onlink nexthop via 10.0.1.2 dev v1
route add default via 2001:db8:0::9 metric 50
route add default via 2001:db8:1::9 metric 60 proto ra
route add 2603:1063::/38 nexthop via 2001:db8:0::9 dev v0 weight 2 nexthop via 2001:db8:1::9 dev v1
route add 2603:1064::/38 via 2001:db8:77::1 dev v0 onlink
route add 2603:1065::/38 nexthop via 2001:db8:77::1 dev v0 onlink nexthop via 2001:db8:1::9 dev v1
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
nexthop add id 11 via 10.77.0.1 dev v0 onlink
nexthop add id 12 group 2/11
route add 100.64.1.0/24 nhid 1
route add 100.64.2.0/24 nhid 3
route add 100.64.3.0/24 nhid 4
route add 100.64.4.0/24 nhid 5
route add 100.64.5.0/24 nhid 7
route add 100.64.6.0/24 nhid 8
route add 100.64.7.0/24 nhid 9
route add 100.64.8.0/24 nhid 11
route add 100.64.9.0/24 nhid 12
route add 2001:db8:a000::/36 nhid 7
route add 2001:db8:9000::/36 nhid 5
route add 2001:db8:8000::/36 nhid 10
`;

function apply(namespace: Namespace, commands: string): void {
  for (const command of commands.trim().split('\n')) namespace.ip(command);
}

describe('the routes of Linux', function () {
  requireOrSkip(this, ['root', 'namespaces', 'tun', 'ip']);
  let bed: Bed;
  let client: Namespace;
  beforeEach(() => {
    bed = new Bed();
    ({ client } = layOut(bed));
  });
  afterEach(() => bed.close());

  it('of every table and type are those that ip shows', async () => {
    client.setKernel('net/ipv6/conf/all/forwarding', '1');
    apply(client, table);
    const routes = await sameAsIp(client);
    assert.equal(routes.filter(({ nextHops }) => nextHops).length, 5);
    assert.equal(routes.filter(({ onlink }) => onlink).length, 4);
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
    const onlink = (text: string) => expected.find(({ destination }) => destination === text)?.onlink;
    assert.deepEqual(['100.64.1.0/24', '100.64.8.0/24'].map(onlink), [undefined, true]);
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
});
