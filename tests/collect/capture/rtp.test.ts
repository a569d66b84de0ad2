import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RtpStream } from '../../../src/contract/capture.ts';
import { requireOrSkip } from '../../bed/require.ts';
import { pcap, type Packet } from './files.ts';
import { channelData, frame, rtp, stun, stunAttribute, type Ends } from './frames.ts';
import { readPath } from './reading.ts';
import { fieldsOf, streamsByTshark } from './tshark.ts';

const start = 1_790_000_000_000_000_000n;
const out: Ends = { from: '192.168.77.10', fromPort: 50_000, to: '52.112.0.10', toPort: 3478 };
const back: Ends = { from: out.to, fromPort: out.toPort, to: out.from, toPort: out.fromPort };

interface Sent {
  readonly ssrc: number;
  readonly payloadType: number;
  /** Milliseconds and ticks between packets. */
  readonly interval: number;
  readonly ticks: number;
  readonly firstSequence?: number;
  readonly firstTimestamp?: number;
  readonly count?: number;
  /** Every so many packets one is missing. */
  readonly lossEvery?: number;
  /** Whether packet `i` is sent late, behind the next. */
  readonly isLate?: (i: number) => boolean;
  readonly ends?: Ends;
  readonly wrap?: (packet: Buffer) => Buffer;
}

/** A stream with jitter of up to 10 ms that is the same in every run. */
function send({ ends = out, wrap = (packet) => packet, count = 500, ...stream }: Sent): Packet[] {
  const packets: Packet[] = [];
  for (let i = 0; i < count; i++) {
    if (stream.lossEvery && i % stream.lossEvery === stream.lossEvery - 1) continue;
    const late = stream.isLate?.(i) ? 1.5 * stream.interval : 0;
    const milliseconds = i * stream.interval + late + ((i * 7919) % 1000) / 100;
    const timestamp = ((stream.firstTimestamp ?? 0) + i * stream.ticks) >>> 0;
    const packet = rtp((stream.firstSequence ?? 0) + i, timestamp, stream.ssrc, stream.payloadType);
    packets.push({
      data: frame('ethernet', ends, wrap(packet), { id: i + 1 }),
      time: start + BigInt(Math.round(milliseconds * 1e6)),
    });
  }
  return packets;
}

const byTime = (a: Packet, b: Packet) => (a.time < b.time ? -1 : 1);

describe('RTP streams', function () {
  requireOrSkip(this, ['tshark']);
  this.timeout(60_000);
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'rtp-'))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  async function read(packets: readonly Packet[]): Promise<{ path: string; streams: readonly RtpStream[] }> {
    const path = join(folder, 'rtp.pcap');
    writeFileSync(path, pcap([...packets].sort(byTime), { nanoseconds: true }));
    const { flows } = await readPath(path);
    return { path, streams: flows.flatMap((flow) => flow.streams) };
  }

  const counts = (streams: readonly { ssrc: string; packets: number; lost: number }[]) =>
    streams.map(({ ssrc, packets, lost }) => `${ssrc} ${packets} ${lost}`).sort();

  /** RFC 3550 A.8 over tshark's own fields, in milliseconds. */
  function jitterByFormula(rows: readonly string[][], rate: number): number {
    let jitter = 0;
    for (let i = 1; i < rows.length; i++) {
      const [seconds, ticks] = [0, 1].map((column) => Number(rows[i]![column]) - Number(rows[i - 1]![column]));
      const unwrapped = ((ticks! + 3 * 2 ** 31) % 2 ** 32) - 2 ** 31;
      jitter += (Math.abs(seconds! * rate - unwrapped) - jitter) / 16;
    }
    return (jitter / rate) * 1000;
  }

  it('lose, wrap and come late as in tshark', async () => {
    const streams: Sent[] = [
      { ssrc: 0x11, payloadType: 0, interval: 20, ticks: 160 },
      { ssrc: 0x12, payloadType: 111, interval: 20, ticks: 960, lossEvery: 10 },
      { ssrc: 0x13, payloadType: 96, interval: 33, ticks: 2970, lossEvery: 3, firstSequence: 65_400 },
      { ssrc: 0x14, payloadType: 104, interval: 20, ticks: 320, firstSequence: 65_535, isLate: (i) => i % 20 === 5 },
      { ssrc: 0x15, payloadType: 8, interval: 20, ticks: 160, lossEvery: 7, ends: back, firstTimestamp: 0xffff0000 },
      { ssrc: 0x15, payloadType: 8, interval: 20, ticks: 160, lossEvery: 9 },
    ];
    const { path, streams: found } = await read(streams.flatMap(send));
    const expected = streamsByTshark(path, 'rtp_udp');
    assert.equal(expected.length, streams.length);
    assert.deepEqual(counts(found), counts(expected));
    assert.ok(expected.some(({ lost }) => lost > 100));
  });

  it("have the jitter of RFC 3550's formula, and tshark's where tshark has one", async () => {
    const clocks = [
      [0, 160, 8000],
      [9, 160, 8000],
      [104, 320, 16_000],
      [105, 480, 24_000],
      [107, 640, 32_000],
      [111, 960, 48_000],
      [96, 1800, 90_000],
    ] as const;
    const sent = clocks.map(([payloadType, ticks]) =>
      send({ ssrc: payloadType, payloadType, interval: 20, ticks, firstTimestamp: 0xfffff000, lossEvery: 11 }),
    );
    const { path, streams } = await read(sent.flat());
    const rows = fieldsOf(
      path,
      'rtp',
      ['frame.time_epoch', 'rtp.timestamp', 'rtp.ssrc'],
      '--enable-heuristic',
      'rtp_udp',
    );
    const byTshark = streamsByTshark(path, 'rtp_udp');
    for (const [payloadType, , rate] of clocks) {
      const isIt = ({ ssrc }: { ssrc: string }) => Number(ssrc) === payloadType;
      const stream = streams.find(isIt)!;
      const expected = jitterByFormula(
        rows.filter(([, , ssrc]) => Number(ssrc) === payloadType),
        rate,
      );
      assert.equal(stream.clockRate, rate);
      assert.ok(expected > 1, `${expected}`);
      assert.ok(Math.abs(stream.jitter! - expected) < 0.002, `${stream.jitter} and ${expected} at ${rate}`);
      const { maxJitter } = byTshark.find(isIt)!;
      if (maxJitter) assert.ok(Math.abs(stream.maxJitter! - maxJitter) < 0.002, `${stream.maxJitter} and ${maxJitter}`);
    }
    assert.equal(byTshark.filter(({ maxJitter }) => maxJitter).length, 2);
  });

  it('are read inside TURN: ChannelData and Send indications', async () => {
    const ends = { ...out, fromPort: 50_001 };
    const inChannel = send({
      ssrc: 0x31,
      payloadType: 111,
      interval: 20,
      ticks: 960,
      lossEvery: 10,
      wrap: channelData,
    });
    const inIndication = send({
      ssrc: 0x32,
      payloadType: 111,
      interval: 20,
      ticks: 960,
      lossEvery: 6,
      ends,
      wrap: (packet) =>
        stun(0x0016, Buffer.concat([stunAttribute(0x0012, Buffer.alloc(8)), stunAttribute(0x0013, packet)])),
    });
    const { path, streams } = await read([...inChannel, ...inIndication]);
    assert.deepEqual(counts(streams), ['0x00000031 450 49', '0x00000032 417 83']);
    assert.deepEqual(counts(streams), counts(streamsByTshark(path, 'rtp_stun')));
  });

  it('start anew where the numbering does, as RFC 3550 has it', async () => {
    const first = send({ ssrc: 0x41, payloadType: 0, interval: 20, ticks: 160, count: 100 });
    const second = send({ ssrc: 0x41, payloadType: 0, interval: 20, ticks: 160, count: 100, firstSequence: 30_000 });
    const later = second.map((packet) => ({ ...packet, time: packet.time + 3_000_000_000n }));
    const { streams } = await read([...first, ...later]);
    assert.deepEqual(counts(streams), ['0x00000041 200 0']);
  });

  it('of no known clock have no jitter; what looks like many streams is not kept without end', async () => {
    const odd = send({ ssrc: 0x51, payloadType: 120, interval: 20, ticks: 60 });
    const many = Array.from({ length: 200 }, (_, i) =>
      send({
        ssrc: 0x1000 + i,
        payloadType: 0,
        interval: 20,
        ticks: 160,
        count: 1,
        ends: { ...out, fromPort: 50_009 },
      }),
    ).flat();
    const { streams } = await read([...odd, ...many]);
    assert.equal(streams.find(({ ssrc }) => ssrc === '0x00000051')!.jitter, null);
    assert.equal(streams.length, 65);
  });
});
