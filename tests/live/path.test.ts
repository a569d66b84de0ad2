import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MediaPath } from '../../src/contract/media-path.ts';
import type { Trace } from '../../src/contract/trace.ts';
import type { Verdict } from '../../src/contract/verdict.ts';
import {
  layTopology,
  requireOrSkip,
  startOpenVpn,
  startRelay,
  tool,
  Wine,
  type RunResult,
  type Topology,
} from '../bed/index.ts';
import { chainAddresses, cutOff, layChain, silence, type Chain } from '../bed/chain.ts';
import { leaksOf, program, windowsProgram } from './program.ts';

const excluding = ['redirect-gateway def1 ipv6', 'route 52.112.0.0 255.252.0.0 net_gateway'];
/** Wine knows no PnP instance of a network card, so both interfaces are named. */
const named = ['--vpn-interface', 'tun0', '--local-interface', 'lan0'];

function read<T>({ code, stdout, stderr }: RunResult): { code: number | undefined; answer: T } {
  assert.notEqual(stdout, '', `exit code ${code}: ${stderr}`);
  return { code, answer: JSON.parse(stdout) as T };
}

const check = ({ checks }: { checks: Trace['checks'] }, id: string) => checks.find((each) => each.id === id)!;

describe('trace and media-path with a real VPN', function () {
  requireOrSkip(this, ['root', 'namespaces', 'ip', 'openssl', 'tun', 'openvpn', 'coturn', 'nft']);
  this.timeout(120_000);
  let topology: Topology;
  beforeEach(() => {
    topology = layTopology();
  });
  afterEach(() => topology.bed.close());

  const run = async (...args: string[]) => topology.client.run([program, ...args, '--json']);
  const trace = async (...args: string[]) => read<Trace>(await run('trace', ...args));
  const mediaPath = async (...args: string[]) => read<MediaPath>(await run('media-path', '--timeout', '1', ...args));

  it('say local where there is no VPN, and prove it', async () => {
    await startRelay(topology);
    const traced = await trace('52.112.0.10');
    assert.deepEqual([traced.code, traced.answer.status, traced.answer.path], [0, 'Pass', 'Local']);
    const { code, answer } = await mediaPath('52.112.0.10', '2603:1063::10');
    assert.deepEqual([code, answer.status], [0, 'Pass']);
    assert.ok(answer.paths.every(({ answers, path }) => answers.length === 4 && path === 'Local'));
  });

  it('say VPN of a full tunnel', async () => {
    await startRelay(topology);
    await startOpenVpn(topology, { push: ['redirect-gateway def1 ipv6'] });
    for (const address of ['52.112.0.10', '2603:1063::10']) {
      const traced = await trace(address);
      assert.deepEqual([traced.code, traced.answer.status, traced.answer.path], [1, 'Fail', 'Vpn']);
      assert.equal(traced.answer.hops[0].interfaceName, 'tun0');
    }
    const { code, answer } = await mediaPath('52.112.0.10', '2603:1063::10');
    assert.equal(code, 1);
    for (const id of ['MediaSource', 'MediaAnswer']) assert.equal(check(answer, id).status, 'Fail', id);
    const mapped = answer.paths.filter(({ boundTo }) => boundTo === null).map(({ answers }) => answers[1].mapped);
    assert.match(mapped.join(), /^10\.8\.0\.\d+:\d+,\[fd00:8::/, 'the relay saw the address of the tunnel');
  });

  it('say local of an exclusion, and that media could still use the tunnel', async () => {
    await startRelay(topology);
    await startOpenVpn(topology, { push: excluding });
    const traced = await trace('52.112.0.10');
    assert.deepEqual([traced.code, traced.answer.path], [0, 'Local'], JSON.stringify(traced.answer.checks));
    const { code, answer } = await mediaPath('52.112.0.10');
    assert.deepEqual([code, answer.status, check(answer, 'BoundMedia').status], [0, 'Warning', 'Warning']);
    const bound = answer.paths.find(({ boundTo }) => boundTo === 'tun0')!;
    assert.ok(bound.answers.every(({ interfaceName }) => interfaceName === 'tun0'));
  });

  it('are not deceived where something below the routes takes the packets', async () => {
    await startRelay(topology);
    await startOpenVpn(topology, { push: excluding });
    // What a filter driver does: the route table is right, and the packets go elsewhere.
    topology.client.ip('rule add fwmark 7 lookup 77 priority 50');
    topology.client.ip('route add default via 10.8.0.1 dev tun0 table 77');
    for (const device of ['all', 'lan0', 'tun0']) topology.client.setKernel(`net/ipv4/conf/${device}/rp_filter`, '0');
    const rules = join(topology.bed.directory, 'divert.nft');
    writeFileSync(
      rules,
      `table ip divert {
        chain out { type route hook output priority mangle; udp dport 3478-3481 meta mark set 7; }
        chain post { type nat hook postrouting priority srcnat; oifname "tun0" masquerade; }
      }\n`,
    );
    assert.equal((await topology.client.run([tool('nft'), '-f', rules])).code, 0);
    const { answer: verdict } = read<Verdict>(await run('test'));
    assert.deepEqual(leaksOf(verdict), ['52.122.0.0/15', '2603:1063::/38'], 'the rest is right by its routes');
    const traced = await trace('52.112.0.10');
    assert.deepEqual([traced.code, traced.answer.path], [1, 'Vpn'], JSON.stringify(traced.answer));
    const { code, answer } = await mediaPath('52.112.0.10');
    assert.deepEqual(
      [code, check(answer, 'MediaSource').status, check(answer, 'MediaAnswer').status],
      [1, 'Pass', 'Fail'],
    );
  });

  it('hear a block rule: a socket bound to the VPN cannot send', async () => {
    await startRelay(topology);
    await startOpenVpn(topology, { push: excluding });
    const rules = join(topology.bed.directory, 'block.nft');
    writeFileSync(
      rules,
      'table inet t {\n chain c { type filter hook output priority 0; ip saddr 10.8.0.0/24 udp dport 3478-3481 drop; }\n}\n',
    );
    assert.equal((await topology.client.run([tool('nft'), '-f', rules])).code, 0);
    const { answer } = await mediaPath('52.112.0.10');
    assert.deepEqual([answer.status, check(answer, 'BoundMedia').status], ['Pass', 'Pass']);
    assert.deepEqual(answer.paths.find(({ boundTo }) => boundTo === 'tun0')!.errors, ['EPERM']);
  });

  it('take silence for no proof', async () => {
    await startOpenVpn(topology, { push: excluding });
    const { code, answer } = await mediaPath('52.112.0.10');
    assert.deepEqual([code, answer.status], [4, 'Unknown']);
  });

  describe('in the Windows program, under Wine', function () {
    requireOrSkip(this, ['wine']);
    let wine: Wine;
    const runThere = (...args: string[]) => wine.run(windowsProgram, [...args, '--json', ...named]);

    it('say VPN of a full tunnel, and local of an exclusion', async () => {
      await startRelay(topology);
      const vpn = await startOpenVpn(topology, { push: ['redirect-gateway def1 ipv6'] });
      wine = await Wine.start(topology.bed, topology.client);
      const full = read<Trace>(await runThere('trace', '52.112.0.10'));
      assert.deepEqual([full.code, full.answer.status, full.answer.path], [1, 'Fail', 'Vpn']);
      const media = read<MediaPath>(await runThere('media-path', '52.112.0.10', '2603:1063::10', '--timeout', '1'));
      assert.deepEqual([media.code, check(media.answer, 'MediaAnswer').status], [1, 'Fail']);
      await vpn.stop();
    });

    it('say local of an exclusion, and that media could still use the tunnel', async () => {
      await startRelay(topology);
      await startOpenVpn(topology, { push: excluding });
      wine = await Wine.start(topology.bed, topology.client);
      const traced = read<Trace>(await runThere('trace', '52.112.0.10'));
      assert.deepEqual([traced.code, traced.answer.path], [0, 'Local'], JSON.stringify(traced.answer.checks));
      const { answer } = read<MediaPath>(
        await runThere('media-path', '52.112.0.10', '--count', '20', '--timeout', '1'),
      );
      assert.deepEqual([check(answer, 'MediaAnswer').status, check(answer, 'BoundMedia').status], ['Pass', 'Warning']);
      assert.equal(answer.paths[0].quality!.received, 20);
    });
  });
});

describe('trace over four namespaces', function () {
  requireOrSkip(this, ['root', 'namespaces', 'ip']);
  this.timeout(120_000);
  let chain: Chain;
  beforeEach(() => {
    chain = layChain();
  });
  afterEach(() => chain.bed.close());

  it('by the built program, without privileges', async () => {
    const user = [tool('setpriv'), '--reuid', '65534', '--regid', '65534', '--clear-groups', '--'];
    const { code, answer } = read<Trace>(
      await chain.client.run([...user, program, 'trace', '2603:1063::10', '--json']),
    );
    assert.equal(code, 0);
    assert.deepEqual(
      answer.hops.map(({ addresses }) => addresses[0]),
      [chainAddresses.home[6], chainAddresses.isp[6], chainAddresses.relay[6]],
    );
  });

  it('gives on Ctrl+C what is there, and exit code 3', async () => {
    silence(chain.isp);
    const child = await chain.client.start([program, 'trace', '52.112.0.10', '--timeout', '30', '--json']);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    child.process.kill('SIGINT');
    await child.until(() => /\n$/.test(child.log) && child.log.includes('[Stopped]'), 'stop', 5000).catch(() => {});
    await child.stop();
    const [line, complaint] = child.log.trim().split('\n');
    const trace = JSON.parse(line) as Trace;
    assert.deepEqual([trace.complete, trace.status, child.process.exitCode], [false, 'Pass', 3]);
    assert.deepEqual(
      trace.hops.map(({ addresses }) => addresses[0] ?? '*'),
      ['192.168.77.1', '*', '52.112.0.10'],
    );
    assert.match(complaint, /stopped early.*\[Stopped\]$/);
  });

  describe('by the Windows program, under Wine', function () {
    requireOrSkip(this, ['wine']);

    it('finds hops, a silent one and a dead end', async () => {
      const wine = await Wine.start(chain.bed, chain.client);
      const trace = async () =>
        read<Trace>(await wine.run(windowsProgram, ['trace', '52.112.0.10', '--json', '--local-interface', 'lan0']));
      silence(chain.isp);
      const silent = await trace();
      assert.deepEqual([silent.code, silent.answer.status, silent.answer.method], [0, 'Pass', 'ICMP echo']);
      assert.deepEqual(
        silent.answer.hops.map(({ addresses }) => addresses[0] ?? '*'),
        ['192.168.77.1', '*', '52.112.0.10'],
      );
      cutOff(chain);
      for (const family of ['-4', '-6']) chain.isp.ip(`${family} rule del priority 1`);
      const dead = await trace();
      assert.deepEqual([dead.code, dead.answer.status, dead.answer.hops.length], [0, 'Warning', 2]);
    });
  });
});
