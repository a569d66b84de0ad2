import assert from 'node:assert/strict';
import type { Snapshot, SnapshotInterface } from '../../../src/contract/snapshot.ts';
import { layTopology, requireOrSkip, startOpenVpn, startWgQuick, type Topology } from '../../bed/index.ts';
import { checkOf, judged } from '../../judge/machine.ts';
import { collect } from '../linux/inside.ts';
import { imported } from './importing.ts';

/** What the collector reads from the kernel, and what ip prints of it, say the same of one machine. */
describe('the output of ip', function () {
  requireOrSkip(this, [
    'root',
    'namespaces',
    'ip',
    'tun',
    'openssl',
    'openvpn',
    'wireguard-go',
    'wg',
    'wg-quick',
    'nft',
  ]);
  let topology: Topology;
  let live: Snapshot;
  const ip = (args: string) => topology.client.ip(args);

  before(async () => {
    topology = layTopology();
    await startOpenVpn(topology, { push: ['redirect-gateway def1 ipv6', 'route 52.113.0.0 255.255.0.0 net_gateway'] });
    await startWgQuick(topology);
    for (const route of [
      'blackhole 10.1.0.0/16',
      '52.122.0.0/15 nexthop via 192.168.77.1 dev lan0 weight 2 nexthop dev tun0 weight 1',
      '10.2.0.0/16 via 192.168.77.1 metric 77 table 4711',
      '10.3.0.0/16 dev tun0 proto static tos 0x10',
      '10.4.0.1 via inet6 fe80::1 dev lan0 onlink',
      '10.5.0.0/16 nexthop via 192.168.77.1 dev lan0 weight 1 nexthop via 172.31.1.1 dev lan0 weight 1 onlink',
    ])
      ip(`route add ${route}`);
    ip('-6 route add unreachable 2603:1063:8000::/40');
    ip('-6 route add default dev tun0 table 4712');
    ip('-6 route add 2001:db8:5::/48 from 2001:db8:77::/64 via 2001:db8:77::1 dev lan0');
    for (const rule of [
      'from 10.0.0.0/8 to 52.112.0.0/14 lookup 4711',
      'not fwmark 0x10/0xff ipproto udp dport 3478-3481 lookup 4712',
      'iif lo uidrange 0-99 goto 32766',
      'tos 0x10 sport 5000 lookup 4711',
      'to 203.0.113.7 prohibit',
      'oif tun0 nop',
    ])
      ip(`rule add ${rule}`);
    ip('-6 rule add to 2603:1063::/38 blackhole');
    live = (await collect(topology.client)).snapshot;
  });
  after(() => topology?.bed.close());

  /** Indexes and the order of the dump are not part of what is said. */
  const routesOf = ({ routes, interfaces }: Snapshot) => {
    const names = new Map(interfaces.map(({ index, name }) => [index, name]));
    return routes
      .map(({ interfaceIndex, nextHops, ...route }) => ({
        ...route,
        dev: names.get(interfaceIndex) ?? 'none',
        nextHops: nextHops?.map((hop) => ({ ...hop, interfaceIndex: names.get(hop.interfaceIndex) })) ?? [],
        protocol: route.protocol ?? 'boot',
      }))
      .map((route) =>
        JSON.stringify(route, Object.keys(route).concat('nextHop', 'interfaceIndex', 'weight', 'onlink').toSorted()),
      )
      .toSorted();
  };
  const interfaceFacts = ({ interfaces }: Snapshot) =>
    interfaces
      .map(
        ({
          index,
          name,
          type,
          deviceId,
          hardware,
          up,
          connected4,
          connected6,
          addresses,
        }): Partial<SnapshotInterface> => ({
          index,
          name,
          type,
          deviceId,
          hardware,
          up,
          connected4,
          connected6,
          addresses: addresses ?? [],
        }),
      )
      .toSorted((a, b) => a.index! - b.index!);

  /** ip says nothing of a table, a protocol or a type that is the usual one, and shows a refusing route of IPv6 on lo. */
  const comparable = (snapshot: Snapshot): Snapshot => ({
    ...snapshot,
    routes: snapshot.routes.map((route) =>
      ['blackhole', 'unreachable', 'prohibit', 'throw'].includes(route.type ?? '')
        ? { ...route, interfaceIndex: 0 }
        : route,
    ),
  });

  const ways: Record<string, () => string[]> = {
    'ip route and ip rule in one file, as text': () => [
      ['-d addr', 'rule', '-6 rule', 'route show table all'].map(ip).join(''),
    ],
    'files of their own, as text': () =>
      ['-6 route show table all', '-4 route show table all', '-6 rule', 'rule', '-d addr'].map(ip),
    JSON: () => ['-j -d addr', '-j rule', '-j -6 rule', '-j route show table all'].map(ip),
    'text with numbers for names': () => ['-N route show table all', '-N rule', '-N -6 rule', '-d addr'].map(ip),
    'JSON with numbers for names': () =>
      ['-N -j route show table all', '-N -j rule', '-N -j -6 rule', '-j -d addr'].map(ip),
  };

  for (const [way, outputs] of Object.entries(ways)) {
    describe(way, () => {
      it('holds the routes of the kernel', () => {
        assert.deepEqual(routesOf(comparable(imported(...outputs()))), routesOf(comparable(live)));
      });

      it('holds the rules of the kernel', () => {
        const withMask = (snapshot: Snapshot) =>
          snapshot.rules!.map((rule) => (rule.fwmark == null ? rule : { fwmask: 0xffffffff, ...rule }));
        assert.deepEqual(withMask(imported(...outputs())), withMask(live));
      });

      it('holds the interfaces of the kernel', () => {
        assert.deepEqual(interfaceFacts(imported(...outputs())), interfaceFacts(live));
      });

      it('is judged like the machine', () => {
        const [verdict, expected] = [judged(imported(...outputs())), judged(live)];
        assert.deepEqual(
          verdict.segments.map((each) => ({ ...each, osAgrees: null })),
          expected.segments.map((each) => ({ ...each, osAgrees: null })),
        );
        assert.equal(checkOf(verdict, 'OptimizeRoutes').status, checkOf(expected, 'OptimizeRoutes').status);
      });
    });
  }

  it('proves nothing without the rules, or with rules into tables that are not there', () => {
    const status = (...sources: string[]) => {
      const snapshot = imported(...sources);
      const clean = {
        ...snapshot,
        routes: snapshot.routes.filter(({ destination }) => !/\/1$|^2603|^52|^2000|^3000/.test(destination)),
      };
      return [checkOf(judged(clean), 'OptimizeRoutes').status, snapshot.notes!.join()] as const;
    };
    const [withoutRules, note] = status(ip('route'), ip('-6 route'));
    assert.equal(withoutRules, 'Unknown');
    assert.match(note, /policy rules of IPv4 were not given: add the output of ip rule/);
    const [mainOnly, tables] = status(ip('route'), ip('-6 route'), ip('rule'), ip('-6 rule'));
    assert.equal(mainOnly, 'Unknown');
    assert.match(
      tables,
      /further tables \(.*4711.*\), which were not given: add the output of ip route show table all/,
    );
  });

  it('is of the family that its lines say, and knows nothing of the other', () => {
    assert.deepEqual(imported(ip('-6 route')).unread, [4]);
    assert.deepEqual(imported(ip('route')).unread, [6]);
    assert.equal(imported(ip('route'), ip('-6 route')).unread, undefined);
    const default6 = imported(ip('-6 route show table 4712')).routes;
    assert.deepEqual(
      default6.map(({ destination }) => destination),
      ['::/0'],
    );
  });

  it('tells the kind of an interface by its name where nothing else does, and says so', () => {
    const snapshot = imported(ip('route show table all'), ip('rule'), ip('-6 rule'));
    assert.match(snapshot.notes!.join(), /by its name alone: add the output of ip -d addr/);
    assert.ok(judged(snapshot).vpn.interfaces.some(({ name }) => name === 'tun0'));
  });
});
