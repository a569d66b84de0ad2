import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { CaptureVerdict } from '../../src/contract/capture.ts';
import type { OutputMessage } from '../../src/contract/message.ts';
import { barOf } from '../../src/commands/progress-bar.ts';
import { pcap, type Packet } from '../collect/capture/files.ts';
import { frame, rtp } from '../collect/capture/frames.ts';
import { computer, onEthernet, onVpn } from '../judge/capture/captures.ts';
import { program } from '../live/program.ts';

const start = BigInt(Date.parse('2026-11-20T08:00:00Z')) * 1_000_000n;
const media = (from: string, to = '52.112.0.10'): Packet[] =>
  Array.from({ length: 10 }, (_, i) => ({
    data: frame('ethernet', { from, fromPort: 50_000, to, toPort: 3478 }, rtp(i, i * 960)),
    time: start + BigInt(i) * 20_000_000n,
  }));

describe('capture', function () {
  this.timeout(20_000);
  let folder: string;
  const file = (name: string) => join(folder, name);
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'capture-'));
    const files = {
      'local.pcap': pcap(media(onEthernet)),
      'vpn.pcap': pcap(media(onVpn)),
      'none.pcap': pcap(media(onEthernet, '203.0.113.9')),
      'cut.pcap.gz': gzipSync(pcap(media(onEthernet)).subarray(0, -7)),
      'snapshot.json': JSON.stringify(computer()),
      'old.json': JSON.stringify(computer({ collectedAt: '2020-01-01T00:00:00Z' })),
    };
    for (const [name, content] of Object.entries(files)) writeFileSync(file(name), content);
  });
  after(() => rmSync(folder, { recursive: true }));

  function run(args: readonly string[], input: Uint8Array | string = '') {
    const { status, stdout, stderr } = spawnSync(program, ['capture', ...args], { input, encoding: 'utf8' });
    return { status, stdout, stderr };
  }
  const withSnapshot = (name: string) => [file(name), '--snapshot', file('snapshot.json')];

  for (const [word, name, code] of [
    ['Pass', 'local.pcap', 0],
    ['Fail', 'vpn.pcap', 1],
    ['Unknown', 'none.pcap', 4],
  ] as const) {
    it(`exits ${code} for ${word}, in every format`, () => {
      const text = run(withSnapshot(name));
      assert.equal(text.status, code);
      assert.match(text.stdout, new RegExp(`^${word}: Teams media in `));
      assert.ok(text.stdout.split('\n').every((line) => line.length <= 100));
      const json = run([...withSnapshot(name), '--json']);
      assert.deepEqual(
        [json.status, (JSON.parse(json.stdout) as CaptureVerdict).status, json.stderr],
        [code, word, ''],
      );
      const quiet = run([...withSnapshot(name), '--quiet']);
      assert.deepEqual(quiet, { status: code, stdout: '', stderr: '' });
    });
  }

  it('holds the fields that other programs lean on', () => {
    const verdict = JSON.parse(run([...withSnapshot('local.pcap'), '--json']).stdout) as CaptureVerdict;
    const {
      local,
      localPort,
      remote,
      remotePort,
      interface: name,
      packets,
      bytes,
      kinds,
      first,
      last,
    } = verdict.flows[0]!;
    assert.deepEqual(
      { local, localPort, remote, remotePort, name, packets, bytes, kinds, first, last },
      {
        local: onEthernet,
        localPort: 50_000,
        remote: '52.112.0.10',
        remotePort: 3478,
        name: 'Ethernet',
        packets: 10,
        bytes: 10 * (14 + 20 + 8 + 92),
        kinds: ['RTP'],
        first: '2026-11-20T08:00:00.000000Z',
        last: '2026-11-20T08:00:00.180000Z',
      },
    );
  });

  it('reads either of the two from standard input', () => {
    assert.equal(run(['-', '--snapshot', file('snapshot.json')], pcap(media(onVpn))).status, 1);
    assert.equal(run([file('local.pcap'), '--snapshot', '-'], JSON.stringify(computer())).status, 0);
    const both = run(['-', '--snapshot', '-'], pcap(media(onVpn)));
    assert.equal(both.status, 2);
    assert.match(both.stderr, /one thing.*BadUsage/);
  });

  it('warns of a damaged file on standard error, and names the offset', () => {
    const { status, stdout, stderr } = run([...withSnapshot('cut.pcap.gz'), '--json']);
    assert.equal(status, 0);
    assert.match(stderr, /^warning: The last packet, at offset \d+, is cut/);
    assert.equal((JSON.parse(stdout) as CaptureVerdict).flows[0]!.packets, 9);
  });

  for (const [id, args] of [
    ['BadUsage', () => []],
    ['BadUsage', () => [file('local.pcap'), file('vpn.pcap')]],
    ['BadUsage', () => [...withSnapshot('local.pcap'), '--snapshot', file('snapshot.json')]],
    ['FileUnreadable', () => [file('nowhere.pcap')]],
    ['FileUnreadable', () => [folder]],
    ['CaptureInvalid', () => [file('snapshot.json')]],
    ['SnapshotOtherTime', () => [file('local.pcap'), '--snapshot', file('old.json')]],
    ['InterfaceNotFound', () => [...withSnapshot('local.pcap'), '--vpn-interface', 'x', '--strict-interfaces']],
  ] as const) {
    it(`refuses ${/=>(.*)/s.exec(String(args))![1]!.trim()}: ${id}`, () => {
      const { status, stdout, stderr } = run([...args(), '--json']);
      assert.deepEqual([status, stdout], [2, '']);
      assert.match(stderr, new RegExp(`\\[${id}\\]`));
    });
  }

  it('speaks with PowerShell: a snapshot object, progress, one verdict', () => {
    const request = { type: 'request', command: 'capture', positionals: [file('local.pcap')] };
    const lines = [request, { type: 'input', value: computer() }, { type: 'end' }];
    const { status, stdout } = spawnSync(program, ['--ndjson'], {
      input: lines.map((line) => JSON.stringify(line) + '\n').join(''),
      encoding: 'utf8',
    });
    const messages = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as OutputMessage)
      .filter(({ type }) => type !== 'verbose');
    assert.equal(status, 0);
    assert.deepEqual(
      messages.map(({ type }) => type),
      ['progress', 'progress', 'object'],
    );
    const [first, last] = messages as { percent: number; completed: boolean }[];
    assert.deepEqual([first!.percent, first!.completed, last!.completed], [100, false, true]);
  });

  it('draws a progress bar where the size is known, and what was read where not', () => {
    const progress = { activity: 'Reading', status: '5 MB', completed: false };
    assert.equal(barOf({ ...progress, percent: 50 }), 'Reading [###############...............] 50 % 5 MB');
    assert.equal(barOf({ ...progress, percent: null }), 'Reading: 5 MB');
  });
});
