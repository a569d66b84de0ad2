import assert from 'node:assert/strict';
import { Bed, type Namespace } from '../../bed/netns.ts';
import { requireOrSkip } from '../../bed/require.ts';
import { tool } from '../../bed/tools.ts';
import { collect } from './inside.ts';
import { indexByName } from './ip-command.ts';

interface IpAnswer {
  dst: string;
  dev: string;
  gateway?: string;
  via?: { host: string };
  prefsrc?: string;
}

/** ip's answers to the same questions, all in one batch; every address must have a route. */
async function askIp(namespace: Namespace, addresses: readonly string[]) {
  const indexes = await indexByName(namespace);
  const input = addresses.map((address) => `route get ${address} ipproto udp dport 3478`).join('\n');
  const { code, stdout, stderr } = await namespace.run([tool('ip'), '-j', '-batch', '-'], { input });
  assert.equal(code, 0, stderr);
  const answers = stdout
    .split('\n')
    .filter(Boolean)
    .flatMap((line) => JSON.parse(line) as IpAnswer[]);
  return answers.map(({ dst, dev, gateway, via, prefsrc }) => ({
    address: dst,
    interfaceIndex: indexes.get(dev)!,
    nextHop: gateway ?? via?.host ?? null,
    source: prefsrc ?? null,
    api: 'rtnetlink',
    error: null,
    interfaceName: dev,
  }));
}

describe("the kernel's answers", function () {
  requireOrSkip(this, ['root', 'namespaces', 'tun', 'ip']);
  let bed: Bed;
  let client: Namespace;

  beforeEach(() => {
    bed = new Bed();
    client = bed.namespace('client');
    bed.link(client, 'lan0', bed.namespace('other'), 'lan0');
    for (const command of [
      'addr add 192.168.77.10/24 dev lan0',
      'addr add 2001:db8:77::10/64 dev lan0 nodad',
      'tuntap add dev tun0 mode tun',
      'link set tun0 up',
      'addr add 10.8.0.6/24 dev tun0',
      'addr add fd00:8::6/64 dev tun0 nodad',
      'route add default via 192.168.77.1',
      'route add default via 2001:db8:77::1',
      'route add 52.112.0.0/15 via 10.8.0.1',
      'route add 52.113.7.0/24 via inet6 2001:db8:77::2 dev lan0',
      'route add 52.122.0.0/15 dev tun0',
      'route add 2603:1063:200::/39 via fd00:8::1',
      'route add 52.120.0.0/14 dev tun0 table 70',
      'route add 52.114.0.0/24 dev tun0 table 71',
      'rule add to 52.120.0.0/16 ipproto udp dport 3478 table 70',
      'rule add to 52.121.0.0/16 ipproto tcp dport 3478 table 70',
      'rule add to 52.114.0.0/24 fwmark 7 table 71',
      'route add blackhole 52.115.1.0/24',
      'route add unreachable 52.115.2.0/24',
      'route add prohibit 52.115.3.0/24',
      'route add throw 52.115.4.0/24',
      'route add blackhole 2603:1063:1::/48',
      'route add unreachable 2603:1063:2::/48',
      'route add prohibit 2603:1063:3::/48',
    ]) {
      client.ip(command);
    }
  });
  afterEach(() => bed.close());

  it("are ip's, in the order asked, for thousands of addresses of both families", async () => {
    const addresses = Array.from({ length: 4_000 }, (_, i) => [
      `52.${112 + (i % 3)}.${(i * 7) % 256}.${i % 256}`,
      `52.${120 + (i % 4)}.${(i * 11) % 256}.${i % 256}`,
      `2603:1063:${((i % 2) * 0x200 + 16).toString(16)}::${(i + 1).toString(16)}`,
    ])
      .flat()
      .concat('192.168.77.10', '192.168.77.99', '127.0.0.1', '2001:db8:77::10');
    const { bestRoutes } = await collect(client, { addresses });
    const expected = await askIp(client, addresses);
    assert.deepEqual(bestRoutes, expected);
    const ways = new Set(bestRoutes.map(({ interfaceName, nextHop }) => `${interfaceName} ${nextHop}`));
    assert.equal(ways.size, 8);
  });

  it('are errors by name where the kernel refuses', async () => {
    const addresses = ['52.115.1.1', '52.115.2.1', '52.115.3.1', '2603:1063:1::1', '2603:1063:2::1', '2603:1063:3::1'];
    client.ip('route del default');
    client.ip('-6 route del default');
    const { bestRoutes } = await collect(client, { addresses: [...addresses, '203.0.113.1', '2001:db8:1::1'] });
    assert.deepEqual(
      bestRoutes.map(({ address, error, interfaceIndex }) => [address, error, interfaceIndex]),
      [
        ['52.115.1.1', 'EINVAL', null],
        ['52.115.2.1', 'EHOSTUNREACH', null],
        ['52.115.3.1', 'EACCES', null],
        ['2603:1063:1::1', 'EINVAL', null],
        ['2603:1063:2::1', 'EHOSTUNREACH', null],
        ['2603:1063:3::1', 'EACCES', null],
        ['203.0.113.1', 'ENETUNREACH', null],
        ['2001:db8:1::1', 'ENETUNREACH', null],
      ],
    );
  });

  it('belong to the pieces of the wanted prefixes', async () => {
    const { snapshot, log } = await collect(client, { wanted: ['52.112.0.0/14', '2603:1063::/38'] });
    const names = new Map(snapshot.interfaces.map(({ index, name }) => [index, name]));
    const answers = snapshot.osAnswers!.map(({ address, interfaceIndex, nextHop, error }) =>
      [address, names.get(interfaceIndex!) ?? error, nextHop ?? ''].join(' ').trim(),
    );
    assert.deepEqual(answers, [
      '52.112.0.0 tun0 10.8.0.1',
      '52.113.7.0 lan0 2001:db8:77::2',
      '52.113.8.0 tun0 10.8.0.1',
      '52.114.0.0 lan0 192.168.77.1',
      '52.114.1.0 lan0 192.168.77.1',
      '52.115.1.0 EINVAL',
      '52.115.2.0 EHOSTUNREACH',
      '52.115.3.0 EACCES',
      '52.115.4.0 ENETUNREACH',
      '52.115.5.0 lan0 192.168.77.1',
      '2603:1063:: lan0 2001:db8:77::1',
      '2603:1063:1:: EINVAL',
      '2603:1063:2:: EHOSTUNREACH',
      '2603:1063:3:: EACCES',
      '2603:1063:4:: lan0 2001:db8:77::1',
      '2603:1063:200:: tun0 fd00:8::1',
    ]);
    assert.match(log.join('\n'), /Read 3 interfaces/);
  });
});
