import assert from 'node:assert/strict';
import type { Verdict } from '../../src/contract/verdict.ts';
import { layTopology, requireOrSkip, startOpenVpn, Wine, type Topology } from '../bed/index.ts';
import { leaksOf, readVerdict, statusOf, windowsProgram } from './program.ts';

const prefixes = ['52.112.0.0/14', '52.122.0.0/15', '2603:1063::/38'];
const excluding = [
  'redirect-gateway def1',
  'route 52.112.0.0 255.252.0.0 net_gateway',
  'route 52.122.0.0 255.254.0.0 net_gateway',
];

/** Wine counts whole octets of a mask, so it takes this shorter but earlier route for an equal one. */
const otherRoute = 'route 52.0.0.0 255.0.0.0 vpn_gateway';

/** Wine knows no PnP instance of a network card, so both interfaces are named. */
const named = ['--vpn-interface', 'tun0', '--local-interface', 'lan0'];

describe('the Windows program, under Wine with a real VPN', function () {
  requireOrSkip(this, ['root', 'namespaces', 'ip', 'openssl', 'tun', 'openvpn', 'wine']);
  this.timeout(120_000);
  let topology: Topology;
  beforeEach(() => {
    topology = layTopology();
  });
  afterEach(() => topology.bed.close());

  async function testUnderWine(...options: string[]): Promise<{ code: number | undefined; verdict: Verdict }> {
    const wine = await Wine.start(topology.bed, topology.client);
    return readVerdict(await wine.run(windowsProgram, ['test', '--json', ...options]));
  }

  it('proves a full tunnel', async () => {
    await startOpenVpn(topology, { push: ['redirect-gateway def1 ipv6'] });
    const { code, verdict } = await testUnderWine(...named);
    assert.equal(code, 1);
    assert.deepEqual(leaksOf(verdict), prefixes);
    assert.ok(verdict.segments.every((segment) => segment.interfaceName === 'tun0' && segment.path === 'Vpn'));
  });

  it('proves an exclusion, and a more specific route inside it', async () => {
    await startOpenVpn(topology, { push: [...excluding, 'route 52.113.64.0 255.255.192.0 vpn_gateway'] });
    const { code, verdict } = await testUnderWine(...named);
    assert.equal(code, 1);
    assert.deepEqual(leaksOf(verdict), ['52.113.64.0/18']);
  });

  it('proves a clean table, while the GetBestRoute of Wine is wrong and is heard', async () => {
    await startOpenVpn(topology, { push: [...excluding, otherRoute] });
    const { verdict } = await testUnderWine(...named);
    assert.equal(statusOf(verdict, 'OptimizeRoutes'), 'Pass', JSON.stringify(verdict.checks));
    assert.ok(verdict.segments.every((segment) => segment.path === 'Local'));
    assert.match(String(statusOf(verdict, 'OsWitness')), /Fail|Warning/);
    assert.notEqual(verdict.status, 'Pass');
  });

  it('does not call an interface local that nothing proves to be', async () => {
    const { code, verdict } = await testUnderWine();
    assert.deepEqual([code, statusOf(verdict, 'OptimizeRoutes')], [4, 'Unknown']);
  });
});
