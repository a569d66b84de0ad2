import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { DnsAnswer, NameResolution } from '../../../src/contract/name-resolution.ts';
import type { Snapshot } from '../../../src/contract/snapshot.ts';
import { checkout, layTopology, requireOrSkip, type Topology } from '../../bed/index.ts';
import { local, localDefaults, machine, row, vpn } from '../../judge/machine.ts';

const node = join(checkout, 'node_modules/.bin/node');
const name = 'worldaz.tr.teams.microsoft.com';

interface Asked {
  answers: DnsAnswer[] | null;
  milliseconds: number;
}

describe('the resolvers, asked', function () {
  requireOrSkip(this, ['root', 'namespaces', 'ip']);
  let topology: Topology;
  before(async () => {
    topology = layTopology();
    await serve('203.0.113.1', { [name]: ['52.112.7.9', '2603:1063::7'] });
    await serve('2001:db8:113::1', { [name]: ['52.122.1.1'] });
    await serve('198.51.100.53', { [name]: ['10.0.0.1'] });
    await serve('198.51.100.54', { [name]: 'silent' });
    await serve('198.51.100.55', { [name]: 'refused' });
    await serve('198.51.100.56', {});
    await serve('198.51.100.57', { [name]: 'garbage' });
    await serve('198.51.100.58', { [name]: [] });
  });
  after(() => topology?.bed.close());

  async function serve(address: string, behaviours: object): Promise<void> {
    const { bed, isp } = topology;
    if (address.startsWith('198.')) isp.ip(`addr add ${address}/32 dev lo`);
    const script = join(import.meta.dirname, 'dns-server.ts');
    const server = await isp.start([node, script, JSON.stringify(behaviours), address], { ready: /listening/ });
    bed.onClose(() => server.stop());
  }

  async function ask(nameResolution: NameResolution | null, more: Partial<Snapshot> = {}, ...args: string[]) {
    const snapshot = machine(localDefaults, { nameResolution, ...more });
    const script = join(import.meta.dirname, 'ask.ts');
    const { stdout, stderr } = await topology.client.run([node, script, ...args], { input: JSON.stringify(snapshot) });
    assert.equal(stderr, '');
    return JSON.parse(stdout) as Asked;
  }
  const at = (address: string, interfaceIndex: number | null = null) => ({ address, interfaceIndex });
  const told = async (...servers: NameResolution['servers']) =>
    (await ask({ servers })).answers!.map(({ server, addresses, error }) => [server, addresses.join(), error]);

  it('tell both families, and whose they are', async () => {
    const { answers } = await ask({ servers: [at('203.0.113.1', local), at('2001:db8:113::1')] });
    assert.deepEqual(answers, [
      { name, server: '203.0.113.1', interfaceIndex: local, addresses: ['52.112.7.9', '2603:1063::7'], error: null },
      { name, server: '2001:db8:113::1', interfaceIndex: null, addresses: ['52.122.1.1'], error: null },
    ]);
  });

  it('are each asked themselves, and their silence and errors are told', async () => {
    assert.deepEqual(
      await told(...['53', '54', '55', '56', '57', '58'].map((last) => at(`198.51.100.${last}`)), at('192.0.2.77')),
      [
        ['198.51.100.53', '10.0.0.1', null],
        ['198.51.100.54', '', 'ETIMEOUT'],
        ['198.51.100.55', '', 'EREFUSED'],
        ['198.51.100.56', '', 'ENOTFOUND'],
        ['198.51.100.57', '', 'EBADRESP'],
        ['198.51.100.58', '', 'ENODATA'],
        ['192.0.2.77', '', 'ETIMEOUT'],
      ],
    );
  });

  it('are all asked at once: thirty silent ones take no longer than one', async () => {
    const servers = Array.from({ length: 30 }, () => at('198.51.100.54'));
    const { answers, milliseconds } = await ask({ servers });
    assert.equal(answers!.length, 30);
    assert.ok(milliseconds < 6000, `${milliseconds} ms`);
  });

  it('of an interface that is not connected are left alone', async () => {
    const interfaces = [row(local), row(vpn, { connected4: false, connected6: false })];
    const { answers } = await ask({ servers: [at('198.51.100.53', vpn), at('198.51.100.53', 99)] }, { interfaces });
    assert.deepEqual(answers, []);
  });

  describe('with rules of the Name Resolution Policy Table', () => {
    const rule = (namespace: string, server: string) => ({ namespaces: [namespace], servers: [server] });
    const byRule = async (...rules: NonNullable<NameResolution['rules']>) =>
      (await ask({ servers: [at('203.0.113.1')], rules }))
        .answers!.filter((each) => each.byRule)
        .map((each) => each.server);
    it("the rule's servers are asked too, those of the longest name that fits", async () => {
      assert.deepEqual(await byRule(rule('.', '198.51.100.53')), ['198.51.100.53']);
      assert.deepEqual(
        await byRule(
          rule('.', '198.51.100.56'),
          rule('.Microsoft.com', '198.51.100.53'),
          rule('.com', '198.51.100.56'),
        ),
        ['198.51.100.53'],
      );
      assert.deepEqual(await byRule(rule(name, '198.51.100.53'), rule('.com', '198.51.100.56')), ['198.51.100.53']);
      assert.deepEqual(await byRule(rule('.oft.com', '198.51.100.53'), rule('microsoft.com', '198.51.100.53')), []);
    });
  });

  it('are not asked for a cloud without a name, nor where they are not known', async () => {
    assert.equal((await ask(null)).answers, null);
    assert.equal((await ask({ servers: [at('198.51.100.53')] }, {}, 'China')).answers, undefined);
  });

  it('are let go when the caller gives up', async () => {
    const { answers, milliseconds } = await ask({ servers: [at('198.51.100.54')] }, {}, 'Worldwide', '200');
    assert.equal(answers![0].error, 'ECANCELLED');
    assert.ok(milliseconds < 1200, `${milliseconds} ms`);
  });

  it('are asked by the program only with --online', async () => {
    const main = ['--experimental-ffi', '--disable-warning=ExperimentalWarning', join(checkout, 'src/main.ts')];
    const dnsOf = async (...options: string[]) => {
      const before = await datagramsSent();
      const { stdout } = await topology.client.run([node, ...main, 'test', '--json', ...options]);
      const { checks } = JSON.parse(stdout) as { checks: { id: string; status: string }[] };
      return { status: checks.find(({ id }) => id === 'Dns')?.status, sent: (await datagramsSent()) - before };
    };
    assert.deepEqual(await dnsOf(), { status: 'NotApplicable', sent: 0 });
    const online = await dnsOf('--online');
    assert.notEqual(online.status, 'NotApplicable');
    assert.ok(online.sent > 0);
  });

  /** By the kernel's own count, RFC 4113's udpOutDatagrams. */
  async function datagramsSent(): Promise<number> {
    const { stdout } = await topology.client.run(['/bin/cat', '/proc/net/snmp']);
    const [names, numbers] = stdout
      .split('\n')
      .filter((line) => line.startsWith('Udp: '))
      .map((line) => line.split(' '));
    return Number(numbers[names.indexOf('OutDatagrams')]);
  }
});
