import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  addressSeenByRelay,
  layTopology,
  relay4,
  relay6,
  requireOrSkip,
  startAnyConnect,
  startOpenVpn,
  startRelay,
  startWgQuick,
  startWireGuard,
  type Need,
  type Topology,
} from '../../bed/index.ts';
import { program, verdictIn } from './program.ts';

const network: Need[] = ['root', 'namespaces', 'ip', 'coturn', 'tun'];
const direct = ['192.168.77.10', '2001:db8:77::10'];

/** Gives each test of a suite a topology with a relay, and says what was judged before the VPN and after. */
function withRelay() {
  let topology: Topology;
  beforeEach(async () => {
    topology = layTopology();
    await startRelay(topology);
  });
  afterEach(() => topology.bed.close());

  const write = (name: string, lines: readonly string[]) => {
    const file = join(topology.bed.directory, name);
    writeFileSync(file, lines.join('\n') + '\n');
    return file;
  };
  return {
    topology: () => topology,
    write,
    /** What is printed to be pasted. */
    exclusions: async (target: string) => {
      const { stdout } = await topology.client.run([...program, 'profile', 'exclusions', '--for', target]);
      return stdout.trimEnd().split('\n');
    },
    whatIf: async (file: string, ...more: string[]) =>
      outcome(await verdictIn(topology.client, 'profile', 'check', file, ...more)),
    live: async () => outcome(await verdictIn(topology.client, 'test')),
    seen: async () => [
      await addressSeenByRelay(topology.client, relay4),
      await addressSeenByRelay(topology.client, relay6),
    ],
  };
}

/** What must be the same before and after: the verdict, and which addresses leak. */
function outcome({ code, verdict }: Awaited<ReturnType<typeof verdictIn>>) {
  const check = verdict.checks.find(({ id }) => id === 'OptimizeRoutes')!;
  return { code, status: verdict.status, routes: check.status, leaks: verdict.leaks.flatMap(({ cidrs }) => cidrs) };
}

const passed = { code: 0, status: 'Pass', routes: 'Pass', leaks: [] };
const everything = ['52.112.0.0/14', '52.122.0.0/15', '2603:1063::/38'];
const failed = (leaks: string[]) => ({ code: 1, status: 'Fail', routes: 'Fail', leaks });

describe('a profile for a real OpenVPN', function () {
  requireOrSkip(this, [...network, 'openssl', 'openvpn']);
  const { topology, write, exclusions, whatIf, live, seen } = withRelay();

  const ovpn = (...lines: string[]) =>
    write('client.ovpn', ['client', 'dev tun', 'remote 203.0.113.2', 'route-nopull', ...lines]);
  const connect = (file: string) => startOpenVpn(topology(), { clientConfig: [`config ${file}`] });

  it('passes with the exclusions, before it connects and after', async () => {
    const file = ovpn('redirect-gateway def1', ...(await exclusions('OpenVpn')));
    assert.deepEqual(await whatIf(file), passed);
    await connect(file);
    assert.deepEqual(await live(), passed);
    assert.deepEqual(await seen(), direct);
  });

  it('passes with the default route replaced', async () => {
    const file = ovpn('redirect-gateway', ...(await exclusions('OpenVpn')));
    assert.deepEqual(await whatIf(file), passed);
    await connect(file);
    assert.deepEqual(await live(), passed);
  });

  it('is judged without the VPN that is connected, and without its exclusions', async () => {
    const good = ovpn('redirect-gateway', ...(await exclusions('OpenVpn')));
    const bad = write('bad.ovpn', ['client', 'dev tun', 'route-nopull', 'redirect-gateway']);
    await connect(good);
    assert.deepEqual(await whatIf(good), passed);
    assert.deepEqual(await whatIf(bad), failed(['52.112.0.0/14', '52.122.0.0/15']));
  });

  it('passes with IPv6 in the tunnel by what is routed instead of redirect-gateway ipv6', async () => {
    const lines = (await exclusions('OpenVpn')).map((line) => line.replace(/^# (?=route-ipv6 )/, ''));
    const file = ovpn('redirect-gateway def1', ...lines);
    assert.deepEqual(await whatIf(file), passed);
    await connect(file);
    assert.deepEqual(await live(), passed);
    assert.equal(topology().client.routeGet('2001:db8:ffff::1')?.dev, 'tun0');
    assert.deepEqual(await seen(), direct);
  });

  it('fails without them', async () => {
    const file = ovpn('redirect-gateway def1 ipv6');
    assert.deepEqual(await whatIf(file, '--assume', 'ipv6=tunnel'), failed(everything));
    await connect(file);
    assert.deepEqual(await live(), failed(everything));
  });

  it('fails where a narrower route goes back into the tunnel', async () => {
    const file = ovpn('redirect-gateway def1', ...(await exclusions('OpenVpn')), 'route 52.113.0.0 255.255.0.0');
    assert.deepEqual(await whatIf(file), failed(['52.113.0.0/16']));
    await connect(file);
    assert.deepEqual(await live(), failed(['52.113.0.0/16']));
  });

  it('is Unknown where the server may push, and so it does', async () => {
    const file = write('pulling.ovpn', ['client', 'dev tun', 'remote 203.0.113.2', ...(await exclusions('OpenVpn'))]);
    assert.equal((await whatIf(file)).status, 'Unknown');
    await startOpenVpn(topology(), { clientConfig: [`config ${file}`], push: ['route 52.114.0.0 255.255.0.0'] });
    assert.deepEqual(await live(), failed(['52.114.0.0/16']));
  });
});

describe('a configuration for a real WireGuard', function () {
  requireOrSkip(this, [...network, 'wireguard-go', 'wg', 'wg-quick', 'nft']);
  const { topology, write, exclusions, whatIf, live, seen } = withRelay();

  const conf = (allowedIps: string) =>
    write('wg.conf', [
      '[Interface]',
      'PrivateKey = x',
      'Address = 10.8.1.2/24, fd00:8:1::2/64',
      '[Peer]',
      `AllowedIPs = ${allowedIps}`,
    ]);
  const complement = async () => (await exclusions('WireGuard')).at(-1)!.replace('AllowedIPs = ', '');

  it('passes with the complement by wg-quick, before it connects and after', async () => {
    const allowed = await complement();
    assert.deepEqual(await whatIf(conf(allowed)), passed);
    const vpn = await startWgQuick(topology(), { allowedIps: allowed.split(', ') });
    assert.deepEqual(await live(), passed);
    assert.equal(topology().client.routeGet('8.8.8.8')?.dev, vpn.interfaceName);
    assert.equal(topology().client.routeGet('2001:db8:ffff::1')?.dev, vpn.interfaceName);
    assert.deepEqual(await seen(), direct);
  });

  it('passes with the complement by wg alone', async () => {
    const allowed = await complement();
    await startWireGuard(topology(), { allowedIps: allowed.split(', ') });
    assert.deepEqual(await live(), passed);
    assert.deepEqual(await seen(), direct);
  });

  for (const allowed of ['0.0.0.0/0, ::/0', '0.0.0.0/1, 128.0.0.0/1, ::/1, 8000::/1', '52.112.0.0/14', '52.113.7.9'])
    it(`says the same before and after for ${allowed}`, async () => {
      const before = await whatIf(conf(allowed));
      assert.equal(before.status, 'Fail');
      await startWgQuick(topology(), { allowedIps: allowed.split(', ') });
      assert.deepEqual(await live(), before);
    });
});

describe('Cisco split-exclude, served by ocserv to openconnect', function () {
  requireOrSkip(this, [...network, 'openssl', 'ocserv', 'openconnect', 'vpnc-script']);
  const { topology, write, exclusions, whatIf, live, seen } = withRelay();

  /** The access list's entries as the server's configuration has them. */
  const noRoutesOf = (lines: readonly string[]) =>
    lines
      .filter((line) => line.startsWith('access-list'))
      .map((line) => {
        const [network, mask] = line.split(' permit ip ')[1].split(' ');
        return network.includes('/') ? network : `${network}/${mask}`;
      });
  const asa = (lines: readonly string[]) => write('asa.txt', [...lines, ' ipv6-address-pools value pool']);

  it('passes with both families excluded, before it connects and after', async () => {
    const lines = await exclusions('Cisco');
    assert.deepEqual(await whatIf(asa(lines)), passed);
    await startAnyConnect(topology(), { noRoutes: noRoutesOf(lines) });
    assert.deepEqual(await live(), passed);
    assert.deepEqual(await seen(), direct);
  });

  it('fails in IPv6 with only IPv4 excluded', async () => {
    const lines = (await exclusions('Cisco')).filter((line) => !/ipv6|any6/.test(line));
    assert.deepEqual(await whatIf(asa(lines)), failed(['2603:1063::/38']));
    await startAnyConnect(topology(), { noRoutes: noRoutesOf(lines) });
    assert.deepEqual(await live(), failed(['2603:1063::/38']));
  });
});
