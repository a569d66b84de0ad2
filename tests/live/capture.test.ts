import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import type { CaptureFlow, CaptureVerdict, RtpStream } from '../../src/contract/capture.ts';
import {
  addresses,
  layTopology,
  relay4,
  requireOrSkip,
  startOpenVpn,
  startRelay,
  tool,
  type Topology,
} from '../bed/index.ts';
import { makeCall, obeysRoutingTable, startBrowser, type ReceivedStream } from '../bed/call.ts';
import { fieldsOf, flowsByTshark, streamsByTshark, type TsharkStream } from '../collect/capture/tshark.ts';
import { losing } from './losing.ts';
import { backwards } from './packet-order.ts';
import { program } from './program.ts';
import { startTcpdump } from './tcpdump.ts';

const heuristic = ['--enable-heuristic', 'rtp_stun'];
const mediaKinds = ['STUN', 'ChannelData', 'DTLS', 'RTP', 'RTCP'];
const toRelay = `52.112.0.0/14 via ${addresses.lanGateway4}`;

/** What was recorded of one call at the caller. */
interface Recording {
  /** Captures by name, each with the snapshot taken during the call. */
  readonly lan: string;
  readonly tunnel: string;
  readonly both: string;
  readonly any: string;
  readonly snapshot: string;
  /** What the browser counted. */
  readonly received: readonly ReceivedStream[];
  /** How many packets the kernel dropped, by SSRC. */
  readonly dropped: ReadonlyMap<number, number>;
}

describe('captures of a real call through a relay, beside a real VPN', function () {
  requireOrSkip(this, [
    'root',
    'namespaces',
    'ip',
    'openssl',
    'tun',
    'openvpn',
    'coturn',
    'chromium',
    'tcpdump',
    'tshark',
    'nft',
  ]);
  this.timeout(120_000);
  let topology: Topology;
  let full: Recording;
  let split: Recording;
  let ignoring: Recording;

  before(async () => {
    topology = layTopology();
    const { client, corp } = topology;
    await startRelay(topology);
    await startOpenVpn(topology, {
      push: ['redirect-gateway def1'],
      clientNetworks: ['192.168.77.0 255.255.255.0'],
    });
    const callee = await startBrowser(topology, corp);
    const obeying = await startBrowser(topology, client, obeysRoutingTable);
    full = await record('full', obeying, callee);
    client.ip(`route add ${toRelay}`);
    assert.equal(client.routeGet(relay4)?.dev, 'lan0');
    split = await record('split', obeying, callee);
    client.ip(`route del ${toRelay}`);
    ignoring = await record('ignoring', await startBrowser(topology, client), callee);
  });
  after(() => topology?.bed.close());

  async function run(running: Promise<{ code: number | undefined; stdout: string; stderr: string }>): Promise<string> {
    const { code, stdout, stderr } = await running;
    assert.equal(code, 0, stderr);
    return stdout;
  }

  /** Captures a call by tcpdump on each interface and on all of them, and by dumpcap with the interfaces' names. */
  async function record(name: string, caller: Page, callee: Page): Promise<Recording> {
    const { bed, client } = topology;
    const path = (what: string) => `${bed.directory}/${name}-${what}`;
    const files = {
      lan: path('lan.pcap'),
      tunnel: path('tunnel.pcap'),
      both: path('both.pcapng'),
      any: path('any.pcap'),
    };
    const dumpcap = [tool('dumpcap'), '-q', '-B', '64', '-i', 'lan0', '-i', 'tun0', '-w', files.both];
    const both = await client.start(dumpcap, { ready: /Capturing on/ });
    const stops = await Promise.all([
      startTcpdump(client, 'lan0', files.lan),
      startTcpdump(client, 'tun0', files.tunnel),
      startTcpdump(client, 'any', files.any),
    ]);
    const snapshot = path('snapshot.json');
    writeFileSync(snapshot, await run(client.run([program, 'snapshot'])));
    let dropped: Recording['dropped'] = new Map();
    const received = await makeCall(caller, callee, async () => {
      dropped = await losing(topology, 3000);
    });
    for (const stop of stops) await stop();
    await both.stop('SIGINT');
    return { ...files, snapshot, received, dropped };
  }

  async function judge(file: string, ...options: string[]): Promise<CaptureVerdict> {
    const { stdout, stderr } = await topology.client.run([program, 'capture', file, '--json', ...options]);
    assert.notEqual(stdout, '', stderr);
    return JSON.parse(stdout) as CaptureVerdict;
  }

  const judged = (recording: Recording, file: 'lan' | 'tunnel' | 'both' | 'any') =>
    judge(recording[file], '--snapshot', recording.snapshot);
  const interfaces = ({ flows }: CaptureVerdict) => [...new Set(flows.map((flow) => flow.interface))].sort();
  const call = ({ flows }: CaptureVerdict) => flows.filter(({ kinds }) => kinds.includes('RTP'));
  const checkOf = ({ checks }: CaptureVerdict, id: string) => checks.find((check) => check.id === id)!;

  it('not split: media is on the VPN, which is Fail', async () => {
    for (const file of ['tunnel', 'both', 'any'] as const) {
      const verdict = await judged(full, file);
      assert.deepEqual([verdict.status, interfaces(verdict)], ['Fail', ['tun0']], file);
      const [flow] = call(verdict);
      assert.deepEqual(flow!.kinds, mediaKinds);
      assert.deepEqual([flow!.local, flow!.remote, flow!.remotePort], ['10.8.0.2', relay4, 3478]);
    }
  });

  it("not split, the local interface alone: nothing but the VPN's own stream, which is Unknown and named", async () => {
    const verdict = await judged(full, 'lan');
    assert.deepEqual([verdict.status, verdict.flows], ['Unknown', []]);
    const [tunnel] = verdict.tunnels;
    assert.deepEqual(
      [tunnel!.protocol, tunnel!.local, tunnel!.remote, tunnel!.interface],
      ['OpenVPN', addresses.client4, addresses.corp4, 'lan0'],
    );
    assert.match(checkOf(verdict, 'MediaInterface').message, /inside the tunnel.*OpenVPN/);
  });

  it('split: media is on the local interface alone, which is Pass', async () => {
    for (const file of ['lan', 'both', 'any'] as const) {
      const verdict = await judged(split, file);
      assert.deepEqual([verdict.status, interfaces(verdict)], ['Pass', ['lan0']], JSON.stringify(verdict.checks));
      const [flow] = call(verdict);
      assert.deepEqual([flow!.kinds, flow!.local], [mediaKinds, addresses.client4]);
    }
    assert.equal((await judged(split, 'tunnel')).status, 'Unknown');
  });

  it('which end is the relay does not depend on whose packet comes first', async () => {
    const path = `${topology.bed.directory}/backwards.pcap`;
    writeFileSync(path, backwards(readFileSync(split.lan)));
    const ends = ({ flows }: CaptureVerdict) =>
      flows.map(({ local, localPort, remote, remotePort, sent, received }) => ({
        local,
        localPort,
        remote,
        remotePort,
        sent,
        received,
      }));
    const [one, other] = [ends(await judge(split.lan)), ends(await judge(path))];
    assert.deepEqual(new Set(other), new Set(one));
    for (const { local, remote } of call(await judge(path)))
      assert.deepEqual([local, remote], [addresses.client4, relay4]);
  });

  it('without a snapshot the interfaces stay unknown, whatever the link type', async () => {
    for (const file of [full.tunnel, split.lan, split.both]) {
      const verdict = await judge(file);
      assert.deepEqual([verdict.status, interfaces(verdict)], ['Unknown', [null]]);
    }
  });

  it('a browser that ignores the routing table is named as such', async () => {
    for (const file of ['both', 'any'] as const) {
      const verdict = await judged(ignoring, file);
      assert.equal(verdict.status, 'Fail');
      const { status, message } = checkOf(verdict, 'MediaSource');
      assert.equal(status, 'Warning');
      assert.match(message, /packets on tun0 had the address 192\.168\.77\.10 of lan0.*answers came back on lan0/);
      assert.match(message, /ignores the routing table/);
      const ofLan = call(verdict).filter(({ local }) => local === addresses.client4);
      const ways = ofLan.map((flow: CaptureFlow) => [
        flow.interface,
        flow.sent.packets > 50,
        flow.received.packets > 50,
      ]);
      assert.deepEqual(ways.sort(), [
        ['lan0', false, true],
        ['tun0', true, false],
      ]);
    }
  });

  it('and never looks clean where one of its interfaces is missing from the capture', async () => {
    const lan = await judged(ignoring, 'lan');
    assert.equal(lan.status, 'Warning');
    assert.match(checkOf(lan, 'MediaSource').message, /none left there/);
    const tunnel = await judged(ignoring, 'tunnel');
    assert.notEqual(tunnel.status, 'Pass');
    const word = await judge(ignoring.tunnel, '--snapshot', ignoring.snapshot, '--interface', 'tun0');
    assert.equal(word.status, 'Fail');
    assert.match(checkOf(word, 'MediaSource').message, /ignores the routing table/);
  });

  it('flows, packets, bytes and times are those of tshark', async () => {
    for (const recording of [full, split, ignoring]) {
      for (const file of ['lan', 'tunnel', 'any'] as const) {
        const verdict = await judged(recording, file);
        const found = verdict.flows.map(({ local, localPort, remote, remotePort, packets, bytes, first, last }) => [
          `${local} ${localPort} ${remote} ${remotePort}`,
          { packets, bytes, first, last },
        ]);
        const expected = Object.entries(flowsByTshark(recording[file])).map(([ends, flow]) => [ends.trim(), flow]);
        // On all interfaces one pair of ends may be on two of them; tshark does not tell these apart.
        if (file !== 'any' || recording !== ignoring) assert.deepEqual(found.sort(), expected.sort(), file);
      }
    }
  });

  it("RTP loss is tshark's, what the kernel dropped, and what the browser itself counted", async () => {
    for (const [recording, file] of [
      [full, 'tunnel'],
      [split, 'lan'],
    ] as const) {
      const streams = call(await judged(recording, file)).flatMap((flow) => flow.streams);
      const expected = streamsByTshark(recording[file], 'rtp_stun');
      // tshark believes the padding's length, which is encrypted, and then drops packets as malformed.
      const padded = new Set(fieldsOf(recording[file], 'rtp.padding == 1', ['rtp.ssrc'], ...heuristic).flat());
      const counts = (all: readonly TsharkStream[] | readonly RtpStream[]) =>
        all
          .filter(({ ssrc }) => !padded.has(ssrc))
          .map(({ ssrc, packets, lost }) => `${ssrc} ${packets} ${lost}`)
          .sort();
      assert.deepEqual(counts(streams), counts(expected));
      assert.ok(counts(streams).length >= 4);
      assert.deepEqual(streams.map(({ ssrc }) => ssrc).sort(), expected.map(({ ssrc }) => ssrc).sort());

      const received = streams.filter(({ direction }) => direction === 'received');
      assert.ok(received.some(({ lost }) => lost > 2));
      assert.ok(streams.filter(({ direction }) => direction === 'sent').every(({ lost }) => lost === 0));
      assert.deepEqual(recording.received.map(({ kind }) => kind).sort(), ['audio', 'video']);
      for (const { ssrc, kind, packetsReceived, packetsLost } of recording.received) {
        const stream = received.find((each) => Number(each.ssrc) === ssrc)!;
        assert.equal(stream.lost, recording.dropped.get(ssrc), `${kind}, by the kernel`);
        // Of video the browser does not count as lost what was sent again.
        if (kind === 'audio') assert.deepEqual([stream.packets, stream.lost], [packetsReceived, packetsLost]);
      }
    }
  });

  it('a snapshot of another time is refused, unless forced', async () => {
    const old = { ...JSON.parse(readFileSync(split.snapshot, 'utf8')), collectedAt: '2020-01-01T00:00:00Z' };
    const path = `${topology.bed.directory}/old.json`;
    writeFileSync(path, JSON.stringify(old));
    const { code, stdout, stderr } = await topology.client.run([
      program,
      'capture',
      split.lan,
      '--snapshot',
      path,
      '--json',
    ]);
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /another time.*--force.*SnapshotOtherTime/);
    assert.equal((await judge(split.lan, '--snapshot', path, '--force')).status, 'Pass');
  });

  it('comes by standard input and compressed, with the same answer', async () => {
    const file = readFileSync(split.lan);
    const expected = await judged(split, 'lan');
    const { gzipSync } = await import('node:zlib');
    for (const input of [file, gzipSync(file)]) {
      const { code, stdout } = await topology.client.run(
        [program, 'capture', '-', '--snapshot', split.snapshot, '--json'],
        { input },
      );
      assert.equal(code, 0);
      assert.deepEqual({ ...(JSON.parse(stdout) as CaptureVerdict), file: split.lan }, expected);
    }
  });
});
