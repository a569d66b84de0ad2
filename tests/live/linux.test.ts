import assert from 'node:assert/strict';
import type { Segment, Verdict } from '../../src/contract/verdict.ts';
import { formatAddress, parseAddress } from '../../src/net/address.ts';
import {
  addresses,
  layTopology,
  requireOrSkip,
  startOpenVpn,
  startWgQuick,
  startWireGuard,
  type Topology,
} from '../bed/index.ts';
import { leaksOf, statusOf, testIn } from './program.ts';

const ipv4 = ['52.112.0.0/14', '52.122.0.0/15'];
const ipv6 = ['2603:1063::/38'];

/** IPv4 media excluded by the server; OpenVPN cannot push an IPv6 exclusion, and `def1` alone leaves IPv6 outside. */
const excluding = [
  'redirect-gateway def1',
  'route 52.112.0.0 255.252.0.0 net_gateway',
  'route 52.122.0.0 255.254.0.0 net_gateway',
];

describe('a real VPN on this Linux', function () {
  requireOrSkip(this, ['root', 'namespaces', 'ip', 'openssl', 'tun', 'openvpn', 'wireguard-go', 'wg', 'wg-quick']);
  this.timeout(60_000);
  let topology: Topology;
  beforeEach(() => {
    topology = layTopology();
  });
  afterEach(() => topology.bed.close());

  it('full tunnel: every prefix is named', async () => {
    await startOpenVpn(topology, { push: ['redirect-gateway def1 ipv6'] });
    const { code, verdict } = await testIn(topology.client);
    assert.equal(code, 1);
    assert.equal(verdict.status, 'Fail');
    assert.deepEqual(leaksOf(verdict), [...ipv4, ...ipv6]);
    assert.deepEqual(
      verdict.vpn.interfaces.map(({ name }) => name),
      ['tun0'],
    );
    await agreesWithKernel(topology, verdict);
  });

  it('full tunnel that replaces the default route', async () => {
    await startOpenVpn(topology, { push: ['redirect-gateway'] });
    const { code, verdict } = await testIn(topology.client);
    assert.equal(code, 1);
    assert.deepEqual(leaksOf(verdict), ipv4);
    await agreesWithKernel(topology, verdict);
  });

  it('with the exclusions pushed: Pass', async () => {
    await startOpenVpn(topology, { push: excluding });
    const { code, verdict } = await testIn(topology.client);
    assert.equal(verdict.status, 'Pass', JSON.stringify(verdict.checks));
    assert.equal(code, 0);
    assert.ok(verdict.segments.every((segment) => segment.path === 'Local' && segment.osAgrees));
    await agreesWithKernel(topology, verdict);
  });

  it('one more specific route into the tunnel: exactly that CIDR', async () => {
    await startOpenVpn(topology, { push: [...excluding, 'route 52.113.64.0 255.255.192.0 vpn_gateway'] });
    const { code, verdict } = await testIn(topology.client);
    assert.equal(code, 1);
    assert.deepEqual(leaksOf(verdict), ['52.113.64.0/18']);
    await agreesWithKernel(topology, verdict);
  });

  it('a full tunnel by wg-quick, whose main table looks clean', async () => {
    await startWgQuick(topology);
    const { code, verdict } = await testIn(topology.client);
    assert.equal(code, 1);
    assert.deepEqual(leaksOf(verdict), [...ipv4, ...ipv6]);
    await agreesWithKernel(topology, verdict);
  });

  it('an exclusion in the main table works beside wg-quick', async () => {
    await startWgQuick(topology);
    for (const prefix of ipv4) topology.client.ip(`route add ${prefix} via ${addresses.lanGateway4}`);
    topology.client.ip(`-6 route add ${ipv6[0]} via ${addresses.lanGateway6}`);
    const { code, verdict } = await testIn(topology.client);
    assert.equal(code, 0, JSON.stringify(verdict.checks));
    assert.equal(verdict.status, 'Pass');
    await agreesWithKernel(topology, verdict);
  });

  it('only IPv6 media in the tunnel', async () => {
    await startWireGuard(topology, { allowedIps: ['10.100.0.0/16', '2600::/12'] });
    const { code, verdict } = await testIn(topology.client);
    assert.equal(code, 1);
    assert.deepEqual(leaksOf(verdict), ipv6);
    await agreesWithKernel(topology, verdict);
  });

  it('no VPN: NotApplicable, which is no failure', async () => {
    const { code, verdict } = await testIn(topology.client);
    assert.deepEqual([code, verdict.status], [0, 'NotApplicable']);
  });

  it('policy rules, tables and holes of every kind', async () => {
    const { client } = topology;
    await startWireGuard(topology, { routes: ['52.112.0.0/16'] });
    const [tunnel] = (await testIn(client)).verdict.vpn.interfaces;
    client.ip(`route add 52.114.0.0/16 dev ${tunnel.name} table 100`);
    client.ip('route add throw 52.114.128.0/17 table 100');
    client.ip('route add blackhole 52.115.0.0/16');
    client.ip('route add unreachable 52.122.0.0/16');
    client.ip('rule add to 52.114.0.0/15 lookup 100 priority 100');
    client.ip(`route add 52.123.0.0/17 nexthop via ${addresses.lanGateway4} nexthop dev ${tunnel.name}`);
    const { code, verdict } = await testIn(client);
    assert.equal(code, 1);
    assert.deepEqual(leaksOf(verdict), ['52.112.0.0/16', '52.114.0.0/17', '52.123.0.0/17']);
    assert.equal(statusOf(verdict, 'OsWitness'), 'Pass', JSON.stringify(verdict.checks));
    await agreesWithKernel(topology, verdict);
  });
});

/** The kernel's `ip route get`, for random addresses of every segment. */
async function agreesWithKernel({ client }: Topology, verdict: Verdict): Promise<void> {
  for (const segment of verdict.segments) {
    for (const address of randomAddresses(segment, 5)) {
      const kernel = await client.run(['/usr/sbin/ip', 'route', 'get', address, 'ipproto', 'udp', 'dport', '3478']);
      if (segment.path === 'None') {
        assert.notEqual(kernel.code, 0, `${address}: ${kernel.stdout}`);
        continue;
      }
      const device = / dev (\S+)/.exec(kernel.stdout)?.[1];
      const possible = [segment.interfaceName, ...segment.ties.map((tie) => tie.interfaceName)];
      assert.ok(possible.includes(device ?? ''), `${address} in ${segment.cidrs}: ${kernel.stdout}${kernel.stderr}`);
    }
  }
}

function randomAddresses({ first, last }: Segment, count: number): string[] {
  const start = parseAddress(first);
  const size = parseAddress(last).value - start.value + 1n;
  return Array.from({ length: count }, () => {
    const offset = (BigInt(Math.floor(Math.random() * 2 ** 48)) * size) >> 48n;
    return formatAddress(start.family, start.value + offset);
  });
}
