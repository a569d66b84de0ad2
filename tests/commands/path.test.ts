import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Trace } from '../../src/contract/trace.ts';
import { layChain, silence, type Chain } from '../bed/chain.ts';
import { checkout } from '../bed/paths.ts';
import { requireOrSkip } from '../bed/require.ts';
import { tool } from '../bed/tools.ts';
import { tracert, unix } from '../collect/trace/outputs.ts';
import { localDefaults, machine, row, local } from '../judge/machine.ts';

const argv = ['--experimental-ffi', '--disable-warning=ExperimentalWarning', join(checkout, 'src/main.ts')];

function run(args: readonly string[], input: string | Buffer = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...argv, ...args], { input, encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('teams-split-tunnel trace and media-path', function () {
  if (process.platform !== 'linux') this.pending = true;
  let folder: string;
  const file = (name: string) => join(folder, name);
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'path-'));
    const interfaces = [row(local, { addresses: ['192.168.178.20/24'] }), row(20)];
    const routes = localDefaults.map((text) => text.replace('192.168.1.1', '192.168.178.1'));
    writeFileSync(file('local.json'), JSON.stringify(machine(routes, { interfaces })));
    writeFileSync(file('vpn.json'), JSON.stringify(machine(['0.0.0.0/0 dev vpn'], { interfaces })));
    writeFileSync(file('tracert.txt'), tracert.Japanese.text);
    writeFileSync(file('noise.txt'), 'no trace\n');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  describe('a saved trace', () => {
    const traced = (snapshot: string, ...args: string[]) => {
      const { status, stdout, stderr } = run(
        ['trace', ...args, '--snapshot', file(snapshot), '--json'],
        unix['traceroute -n'],
      );
      assert.notEqual(stdout, '', stderr);
      return { status, trace: JSON.parse(stdout) as Trace };
    };

    it('is judged by the snapshot of its machine', () => {
      const { status, trace } = traced('local.json', '--path', file('tracert.txt'));
      assert.deepEqual([status, trace.status, trace.path, trace.computer], [0, 'Pass', 'Local', 'PC']);
      assert.deepEqual([trace.target, trace.optimize], ['worldaz.tr.teams.microsoft.com', '52.112.0.0/14']);
      assert.equal(trace.hops[0].network, 'gateway of Ethernet');
      const leaking = traced('vpn.json', '--path', file('tracert.txt'));
      assert.deepEqual([leaking.status, leaking.trace.status], [1, 'Fail']);
    });

    it('comes by standard input too', () => {
      const { status, trace } = traced('local.json', '--path', '-');
      assert.deepEqual([status, trace.hops.length, trace.reached], [0, 4, true]);
    });

    it('of another machine proves nothing here', () => {
      const { status, stdout } = run(['trace', '--path', file('tracert.txt'), '--json']);
      assert.equal(status, 4, stdout);
    });

    it('is shown to people in 100 columns', () => {
      const { stdout } = run(['trace', '--path', file('tracert.txt'), '--snapshot', file('local.json')]);
      const lines = stdout.trimEnd().split('\n');
      assert.equal(lines[0], 'Pass: path to worldaz.tr.teams.microsoft.com [52.112.0.10]');
      assert.ok(lines.includes('  1     <1 ms  192.168.178.1            gateway of Ethernet'), stdout);
      assert.ok(lines.includes('  2         *'), stdout);
      assert.ok(lines.every((line) => line.length <= 100));
    });
  });

  for (const [args, id, status] of [
    [['trace', '1.2.3.4', '5.6.7.8'], 'BadUsage', 2],
    [['trace', '--path', 'FILE', '1.2.3.4'], 'BadUsage', 2],
    [['trace', '--snapshot', 'FILE'], 'BadUsage', 2],
    [['trace', '--cloud', 'USGovDoD'], 'BadUsage', 2],
    [['trace', '--timeout', '0'], 'BadUsage', 2],
    [['trace', '--max-hops', '256'], 'BadUsage', 2],
    [['trace', '256.1.1.1'], 'AddressInvalid', 2],
    [['trace', 'fe80::1%eth0'], 'AddressInvalid', 2],
    [['trace', '--path', 'FILE'], 'TraceUnreadable', 2],
    [['trace', '--path', '/nowhere/file'], 'FileUnreadable', 2],
    [['media-path', '8.8.8.8'], 'AddressNotOptimize', 2],
    [['media-path', '--cloud', 'China'], 'MediaNotUdp', 2],
    [['media-path', '--count', '1'], 'BadUsage', 2],
    [['media-path', '--count', 'many'], 'BadUsage', 2],
  ] as const) {
    it(`says what is wrong with: ${args.join(' ')}`, () => {
      const named = args.map((arg) => (arg === 'FILE' ? file('noise.txt') : arg));
      const result = run(named);
      assert.deepEqual([result.status, result.stdout], [status, ''], result.stderr);
      assert.match(result.stderr, new RegExp(`^error: .*\\[${id}\\]$`, 'm'));
    });
  }

  it('names the file of a saved trace that cannot be read', () => {
    assert.match(run(['trace', '--path', file('noise.txt')]).stderr, /noise\.txt: this is no output of tracert/);
  });
});

describe('teams-split-tunnel trace, asked by messages', function () {
  requireOrSkip(this, ['root', 'namespaces', 'ip']);
  let chain: Chain;
  before(() => {
    chain = layChain();
    silence(chain.isp);
  });
  after(() => chain.bed.close());

  const ask = async (ends: (child: ChildProcessWithoutNullStreams) => void) => {
    const child = spawn(tool('ip'), ['netns', 'exec', chain.client.name, process.execPath, ...argv, '--ndjson']);
    let said = '';
    child.stdout.on('data', (text) => (said += text));
    const request = { type: 'request', command: 'trace', options: { timeout: '3' }, positionals: ['52.112.0.10'] };
    child.stdin.write(`${JSON.stringify(request)}\n`);
    ends(child);
    const [code] = await once(child, 'exit');
    const messages = said
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    return { code, messages, object: messages.find(({ type }) => type === 'object') };
  };

  it('tells its progress and its answer', async () => {
    const { code, messages, object } = await ask((child) => child.stdin.end('{"type":"end"}\n'));
    assert.deepEqual([code, object.typeName, object.value.complete], [0, 'TeamsSplitTunnel.Trace', true]);
    const progress = messages.filter(({ type }) => type === 'progress');
    assert.ok(progress.length > 5);
    assert.deepEqual([progress.at(-1).completed, progress.at(-1).percent], [true, 100]);
  });

  it('tells what is known when standard input closes early, and exits with 3', async () => {
    const { code, messages, object } = await ask((child) => setTimeout(() => child.stdin.end(), 1500));
    assert.deepEqual([code, object.value.complete, object.value.status], [3, false, 'Pass']);
    assert.deepEqual([messages.at(-1).type, messages.at(-1).id], ['error', 'Stopped']);
  });
});
