import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Check } from '../../src/contract/verdict.ts';
import {
  addresses,
  checkout,
  layTopology,
  relay4,
  relay6,
  requireOrSkip,
  startOpenVpn,
  tool,
  type Topology,
} from '../bed/index.ts';

const node = [process.execPath, '--experimental-ffi', '--disable-warning=ExperimentalWarning'];
const program = [...node, join(checkout, 'src/main.ts')];

const media = [3478, 3479, 3480, 3481];
const otherPorts = [443, 3477, 3482];
const elsewhere = ['203.0.113.1', '2001:db8:113::1'];
const prefixes = ['52.112.0.0/14', '52.122.0.0/15', '2603:1063::/38'];

const questions = [relay4, relay6, ...elsewhere].flatMap((address) =>
  [...media, ...otherPorts].flatMap((port) => [`udp ${address} ${port}`, `tcp ${address} ${port}`]),
);
const isMedia = (question: string) => {
  const [protocol, address, port] = question.split(' ');
  return protocol === 'udp' && [relay4, relay6].includes(address) && media.includes(Number(port));
};

describe('block rules on Linux, by their effect', function () {
  requireOrSkip(this, ['root', 'namespaces', 'ip', 'tun', 'openssl', 'openvpn', 'nft']);
  let topology: Topology;
  const others =
    'table inet others {\n\tchain output {\n\t\ttype filter hook output priority 10; policy accept;\n\t\ttcp dport 9 drop\n\t}\n}\n';

  beforeEach(async () => {
    topology = layTopology();
    const { client, isp } = topology;
    const ports = [...media, ...otherPorts].join();
    await isp.start([process.execPath, join(import.meta.dirname, 'echo.ts'), ports, relay4, relay6, ...elsewhere], {
      ready: /listening/,
    });
    await startOpenVpn(topology, { push: ['redirect-gateway def1 ipv6'] });
    leaveOut();
    await nft(['--file', '-'], others);
    assert.equal(client.routeGet(elsewhere[0])?.dev, 'tun0');
  });
  afterEach(() => topology?.bed.close());

  /** Media has its own way, which is what a block rule presupposes. */
  function leaveOut(verb = 'replace'): void {
    for (const prefix of prefixes)
      topology.client.ip(
        `route ${verb} ${prefix} via ${prefix.includes(':') ? addresses.lanGateway6 : addresses.lanGateway4}`,
      );
  }
  /** Media takes the tunnel after all. */
  const takeAlong = () => leaveOut('del');

  async function nft(args: string[], input?: string): Promise<string> {
    const { code, stdout, stderr } = await topology.client.run([tool('nft'), ...args], { input });
    assert.equal(code, 0, stderr);
    return stdout;
  }
  const ruleset = () => nft(['list', 'ruleset']);

  async function rules(...args: string[]) {
    return topology.client.run([...program, 'rules', ...args]);
  }

  async function checks(): Promise<Record<string, Check>> {
    const { stdout } = await topology.client.run([...program, 'test', '--json']);
    return Object.fromEntries((JSON.parse(stdout).checks as Check[]).map((check) => [check.id, check]));
  }

  /** What arrives, and with which address. */
  async function answers(): Promise<Record<string, string | null>> {
    const { stdout, stderr } = await topology.client.run([
      ...node,
      join(import.meta.dirname, 'asking.ts'),
      ...questions,
    ]);
    assert.notEqual(stdout, '', stderr);
    return JSON.parse(stdout);
  }

  async function assertAllArrives(by: (question: string) => 'lan0' | 'tun0'): Promise<void> {
    for (const [question, answer] of Object.entries(await answers())) {
      const own = by(question) === 'tun0' ? /^(10\.8\.|fd00:8:)/ : /^(192\.168\.77\.10|2001:db8:77::10)$/;
      assert.match(answer ?? 'nothing', own, question);
    }
  }
  const isTeams = (question: string) => [relay4, relay6].includes(question.split(' ')[1]);

  async function assertOnlyMediaIsStopped(): Promise<void> {
    const lost = Object.entries(await answers()).filter(([, answer]) => answer === null);
    assert.deepEqual(
      lost.map(([question]) => question),
      questions.filter(isMedia),
    );
  }

  it('stop media on the tunnel, and nothing else there or elsewhere; removed, they leave no trace', async () => {
    const before = await ruleset();
    const installed = await rules('--install');
    assert.equal(installed.code, 0, installed.stderr);
    await assertAllArrives((question) => (isTeams(question) ? 'lan0' : 'tun0'));

    takeAlong();
    await assertOnlyMediaIsStopped();

    const removed = await rules('--remove');
    assert.equal(removed.code, 0, removed.stderr);
    await assertAllArrives(() => 'tun0');
    assert.equal(await ruleset(), before);
  });

  it('do the same when the text is loaded, and loaded again; removal finds them there too', async () => {
    const before = await ruleset();
    const text = await rules('--as', 'nftables');
    assert.equal(text.code, 0, text.stderr);
    await nft(['--file', '-'], text.stdout);
    const once = await ruleset();
    await nft(['--file', '-'], text.stdout);
    assert.equal(await ruleset(), once);
    takeAlong();
    await assertOnlyMediaIsStopped();
    assert.equal((await rules('--remove')).code, 0);
    assert.equal(await ruleset(), before);
  });

  it('are judged: missing, in force, and fatal where media has no other way', async () => {
    const before = await checks();
    assert.deepEqual([before['FirewallRules'].status, before['BoundPath'].status], ['Warning', 'Warning']);
    assert.equal((await rules('--install')).code, 0);
    const after = await checks();
    assert.deepEqual([after['FirewallRules'].status, after['BoundPath'].status], ['Pass', 'Pass']);
    const listed = JSON.parse((await rules('--list', '--json')).stdout) as { state: string }[];
    assert.deepEqual(
      listed.map(({ state }) => state),
      ['Right', 'Right'],
    );
    takeAlong();
    const leaking = await checks();
    assert.equal(leaking['FirewallRules'].status, 'Fail');
    assert.match(leaking['FirewallRules'].message, /stops media on tun0 \(52\.112\.0\.0\/14/);
  });

  it('are not proposed while media takes the tunnel, unless forced; nothing is touched', async () => {
    takeAlong();
    const before = await ruleset();
    for (const args of [['--install'], ['--as', 'nftables'], ['--as', 'powershell'], []]) {
      const { code, stdout, stderr } = await rules(...args);
      assert.deepEqual([code, stdout], [1, ''], args.join(' '));
      assert.match(stderr, /OptimizeRoutes is Fail/);
      assert.match(stderr, /media would have no path/);
    }
    assert.equal(await ruleset(), before);
    assert.equal((await rules('--install', '--force')).code, 0);
    await assertOnlyMediaIsStopped();
  });

  it('are removed where there are none', async () => {
    const before = await ruleset();
    assert.equal((await rules('--remove')).code, 0);
    assert.equal(await ruleset(), before);
  });

  it('are changed by root alone, and nothing is half installed', async () => {
    const before = await ruleset();
    const unprivileged = [tool('setpriv'), '--bounding-set=-all', '--inh-caps=-all', '--ambient-caps=-all', ...program];
    for (const verb of ['--install', '--remove']) {
      const { code, stderr } = await topology.client.run([...unprivileged, 'rules', verb]);
      assert.equal(code, 3, stderr);
      assert.match(stderr, /NotPrivileged/);
    }
    const { code, stderr } = await rules('--install', '--interface-alias', 'nowhere0');
    assert.equal(code, 2);
    assert.match(stderr, /InterfaceNotFound/);
    assert.equal(await ruleset(), before);
  });

  it('widened, stop what they say: all UDP ports, further prefixes', async () => {
    const { code, stderr } = await rules('--install', '--ports', 'All', '--prefixes', '203.0.113.0/24');
    assert.equal(code, 0);
    assert.match(stderr, /All UDP ports/);
    assert.match(stderr, /203\.0\.113\.0\/24 is not Teams media/);
    takeAlong();
    const lost = Object.entries(await answers()).filter(([, answer]) => answer === null);
    assert.deepEqual(
      lost.map(([question]) => question),
      questions.filter((question) => /^udp (52|2603|203)/.test(question)),
    );
  });
});
