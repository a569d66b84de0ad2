import assert from 'node:assert/strict';
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
  tool,
  type Need,
  type Topology,
} from './index.ts';

const network: Need[] = ['root', 'namespaces', 'ip', 'coturn'];

/** Gives each test of a suite a topology with a relay. */
function withRelay(): () => Topology {
  let topology: Topology;
  beforeEach(async () => {
    topology = layTopology();
    await startRelay(topology);
  });
  afterEach(() => topology.bed.close());
  return () => topology;
}

/** The interfaces by which the kernel sends packets to the relay's two addresses. */
function ways({ client }: Topology) {
  return [relay4, relay6].map((relay) => client.routeGet(relay)?.dev);
}

/** The addresses from which packets to the relay's two addresses arrive there. */
async function seen({ client }: Topology) {
  return [await addressSeenByRelay(client, relay4), await addressSeenByRelay(client, relay6)];
}

const direct = ['192.168.77.10', '2001:db8:77::10'];

describe('the topology', function () {
  requireOrSkip(this, [...network, 'ping']);
  const topology = withRelay();

  it('carries packets of both families from the client to the relay', async () => {
    for (const relay of [relay4, relay6]) {
      const { code, stdout } = await topology().client.run([tool('ping'), '-c', '1', '-W', '2', relay]);
      assert.equal(code, 0, stdout);
    }
    assert.deepEqual(ways(topology()), ['lan0', 'lan0']);
    assert.deepEqual(await seen(topology()), direct);
  });

  it('has no answer where there is no route or no relay', async () => {
    const { client } = topology();
    assert.equal(await addressSeenByRelay(client, '192.168.77.1'), undefined);
    client.ip('route del default');
    assert.equal(client.routeGet(relay4), undefined);
    assert.equal(await addressSeenByRelay(client), undefined);
  });

  it('can be without IPv6', async () => {
    const legacy = layTopology({ ipv6: false });
    try {
      assert.deepEqual(ways(legacy), ['lan0', undefined]);
    } finally {
      await legacy.bed.close();
    }
  });
});

describe('OpenVPN', function () {
  requireOrSkip(this, [...network, 'tun', 'openssl', 'openvpn']);
  const topology = withRelay();

  it('takes everything along by replacing the default route, and gives it back', async () => {
    const vpn = await startOpenVpn(topology(), { push: ['redirect-gateway'] });
    assert.deepEqual(ways(topology()), ['tun0', 'lan0']);
    assert.deepEqual(await seen(topology()), ['10.8.0.2', direct[1]]);
    await vpn.stop();
    assert.deepEqual(await seen(topology()), direct);
  });

  it('takes everything along by two halves, IPv6 too', async () => {
    await startOpenVpn(topology(), { push: ['redirect-gateway def1 ipv6'] });
    assert.match(topology().client.ip('route'), /^128\.0\.0\.0\/1 via 10\.8\.0\.1 dev tun0/m);
    assert.deepEqual(ways(topology()), ['tun0', 'tun0']);
    assert.deepEqual(await seen(topology()), ['10.8.0.2', 'fd00:8::1000']);
  });

  it('leaves out what is pushed with net_gateway', async () => {
    const exclusion = 'route 52.112.0.0 255.252.0.0 net_gateway';
    const inclusion = 'route 52.114.0.0 255.255.0.0 vpn_gateway';
    await startOpenVpn(topology(), { push: ['redirect-gateway def1', exclusion, inclusion] });
    assert.deepEqual(ways(topology()), ['lan0', 'lan0']);
    assert.equal(topology().client.routeGet('52.114.0.1')?.dev, 'tun0');
    assert.deepEqual(await seen(topology()), direct);
  });
});

describe('WireGuard', function () {
  requireOrSkip(this, [...network, 'tun', 'wireguard-go', 'wg', 'wg-quick', 'nft']);
  const topology = withRelay();

  it('takes along what routes send into it', async () => {
    const vpn = await startWireGuard(topology(), { allowedIps: ['52.112.0.0/14', '2603:1063::/38'] });
    assert.deepEqual(ways(topology()), [vpn.interfaceName, vpn.interfaceName]);
    assert.deepEqual(await seen(topology()), ['10.8.1.2', 'fd00:8:1::2']);
    await vpn.stop();
    assert.deepEqual(await seen(topology()), direct);
  });

  it('takes everything along by wg-quick, though the main table looks clean', async () => {
    const vpn = await startWgQuick(topology());
    const { client } = topology();
    assert.doesNotMatch(client.ip('route show table main default'), new RegExp(vpn.interfaceName));
    assert.match(client.ip('rule'), /suppress_prefixlength 0/);
    assert.deepEqual(await seen(topology()), ['10.8.1.2', 'fd00:8:1::2']);
    await vpn.stop();
    assert.doesNotMatch(client.ip('rule'), /suppress_prefixlength 0/);
    assert.deepEqual(await seen(topology()), direct);
  });
});

describe('AnyConnect', function () {
  requireOrSkip(this, [...network, 'tun', 'openssl', 'ocserv', 'openconnect', 'vpnc-script']);
  const topology = withRelay();

  it('takes everything along, and gives it back', async () => {
    const vpn = await startAnyConnect(topology());
    assert.deepEqual(ways(topology()), ['tun0', 'tun0']);
    const [address4, address6] = await seen(topology());
    assert.match(address4!, /^10\.8\.2\./);
    assert.match(address6!, /^fd00:8:2:/);
    await vpn.stop();
    assert.equal(await addressSeenByRelay(topology().client), direct[0]);
  });

  it('leaves out what is excluded, per family', async () => {
    await startAnyConnect(topology(), { noRoutes: ['52.112.0.0/14'] });
    assert.deepEqual(ways(topology()), ['lan0', 'tun0']);
    assert.equal((await seen(topology()))[0], direct[0]);
  });
});
