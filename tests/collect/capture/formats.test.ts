import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { requireOrSkip } from '../../bed/require.ts';
import { pcap, pcapng, type Packet } from './files.ts';
import { channelData, dtls, frame, links, rtp, stun, type Ends, type Link } from './frames.ts';
import { readBytes, readPath, summaries } from './reading.ts';
import { flowsByTshark } from './tshark.ts';

const start = 1_790_000_000_123_456_789n;
const relay4 = '52.112.0.10';
const relay6 = '2603:1063:0:7::10';
const local4 = '192.168.77.10';
const local6 = '2001:db8:77::10';

/** A mixture of flows to and from relays and of other traffic, each packet's time unlike the others'. */
function traffic(link: Link, families: readonly (4 | 6)[] = [4, 6]): Packet[] {
  const packets: Packet[] = [];
  const add = (ends: Ends, payload: Uint8Array, options = {}) =>
    packets.push({ data: frame(link, ends, payload, options), time: start + BigInt(packets.length) * 7_654_321n });
  for (let i = 0; i < 120; i++) {
    const family = families[i % families.length]!;
    const [local, relay] = family === 4 ? [local4, relay4] : [local6, relay6];
    const [other, far] = family === 4 ? ['203.0.113.9', '52.124.0.1'] : ['2001:db8::9', '2603:1063:400::1'];
    const port = 50_000 + (i % 3);
    const out: Ends = { from: local, fromPort: port, to: relay, toPort: 3478 + (i % 4) };
    const back: Ends = { from: out.to, fromPort: out.toPort, to: out.from, toPort: out.fromPort };
    const payload = [rtp(i, i * 960), channelData(rtp(i, i)), stun(1), dtls()][i % 4]!;
    add(i % 5 === 0 ? back : out, payload, { id: i + 1 });
    if (i % 6 === 0) add({ ...out, to: other, toPort: 443 }, payload, { id: i });
    if (i % 7 === 0) add({ ...out, to: far }, payload, { id: i });
    if (i % 9 === 0) add(out, Buffer.alloc(40), { protocol: 6, id: i });
  }
  return packets;
}

describe('capture files are read as tshark reads them', function () {
  requireOrSkip(this, ['tshark']);
  this.timeout(60_000);
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'captures-'))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  async function compare(bytes: Uint8Array, flows: number): Promise<void> {
    const path = join(folder, 'capture');
    writeFileSync(path, bytes);
    const expected = flowsByTshark(path);
    const capture = await readPath(path);
    assert.deepEqual(summaries(capture), expected);
    assert.equal(Object.keys(expected).length, flows);
    assert.deepEqual(capture.damage, []);
    assert.deepEqual(summaries(await readBytes(bytes, 997)), expected, 'in pieces of 997 bytes');
  }

  it('every link layer, each on an interface of its own', () => {
    const names = Object.keys(links) as Link[];
    const interfaces = names.map((name) => ({ linkType: links[name][0], options: [[2, name]] as const }));
    const families = { rawOf4: [4], rawOf6: [6] } as Partial<Record<Link, (4 | 6)[]>>;
    const packets = names.flatMap((link, number) =>
      traffic(link, families[link]).map((packet) => ({ ...packet, interface: number })),
    );
    return compare(pcapng(packets, { interfaces }), 12 * names.length);
  });

  for (const link of ['ethernet', 'raw', 'cooked', 'cooked2', 'nullBig'] as const) {
    it(`pcap of link layer ${link}`, () => compare(pcap(traffic(link), { linkType: links[link][0] }), 12));
  }

  for (const bigEndian of [false, true]) {
    const order = bigEndian ? 'big endian' : 'little endian';
    for (const more of [{}, { nanoseconds: true }, { modified: true }]) {
      it(`pcap, ${order}, ${Object.keys(more)[0] ?? 'microseconds'}`, () =>
        compare(pcap(traffic('ethernet'), { bigEndian, ...more }), 12));
    }
  }

  for (const bigEndian of [false, true]) {
    it(`pcapng, ${bigEndian ? 'big' : 'little'} endian: resolutions and offsets, enhanced and old packets`, () => {
      const interfaces = [6, 9, 3, 0x80 | 20].map((resolution, i) => {
        return { resolution, offset: i * 1000, options: [[2, `resolution ${resolution}`]] as const };
      });
      const packets = interfaces.flatMap((_, number) =>
        traffic('ethernet').map((packet, i) => ({ ...packet, interface: number, isOld: i % 3 === 0 })),
      );
      return compare(pcapng(packets, { bigEndian, interfaces }), 12 * interfaces.length);
    });
  }

  it('pcapng: an interface of the same name in a later section is the same', () => {
    const interfaces = [{ options: [[2, 'lan0']] as const }];
    const [first, second] = [false, true].map((bigEndian) => pcapng(traffic('ethernet'), { bigEndian, interfaces }));
    return compare(Buffer.concat([first!, second!]), 12);
  });

  it('packets without a time', async () => {
    const bytes = pcapng(traffic('ethernet'), { isSimple: true });
    const [flow] = (await readBytes(bytes)).flows;
    assert.deepEqual([flow!.first, flow!.last], [null, null]);
    const path = join(folder, 'simple');
    writeFileSync(path, bytes);
    const count = (all: object) => Object.values(all).map(({ packets, bytes }) => [packets, bytes]);
    assert.deepEqual(count(summaries(await readBytes(bytes))), count(flowsByTshark(path)));
  });

  it('frames of which only the start was captured: their original lengths count', () => {
    const cut = traffic('ethernet').map(({ data, ...packet }) => ({
      ...packet,
      data: data.subarray(0, 70),
      original: data.length,
    }));
    return compare(pcap(cut, { snapLength: 70 }), 12);
  });

  it('IPv4 options and IPv6 extension headers', () => {
    const packets = [[], [0], [0, 60, 43], [60, 51], [44], [0, 44, 60]].flatMap((extensions, i) => [
      {
        data: frame('ethernet', { from: local6, fromPort: 5, to: relay6, toPort: 3478 }, rtp(i, i), {
          extensions,
          id: i,
        }),
        time: start + BigInt(i) * 5_000_000n,
      },
      {
        data: frame('ethernet', { from: relay4, fromPort: 3479, to: local4, toPort: 6 }, rtp(i, i), {
          options: Buffer.alloc(4 * i, 1),
        }),
        time: start + BigInt(i) * 5_000_000n + 1n,
      },
    ]);
    return compare(pcap(packets), 2);
  });

  it('compressed by gzip, whole and in members', async () => {
    const bytes = pcap(traffic('ethernet'));
    const path = join(folder, 'plain');
    writeFileSync(path, bytes);
    const expected = flowsByTshark(path);
    assert.deepEqual(summaries(await readBytes(gzipSync(bytes))), expected);
    const members = Buffer.concat([gzipSync(bytes.subarray(0, 1000)), gzipSync(bytes.subarray(1000))]);
    assert.deepEqual(summaries(await readBytes(members, 100)), expected);
  });

  it('frames of random bytes of every link type: nothing is found, and nothing breaks', async () => {
    const linkTypes = Object.values(links).map(([linkType]) => linkType);
    const packets = Array.from({ length: 3000 }, (_, i) => ({
      data: Buffer.from(Array.from({ length: i % 150 }, () => Math.floor(Math.random() * 256))),
      time: start,
      interface: i % linkTypes.length,
    }));
    await compare(pcapng(packets, { interfaces: linkTypes.map((linkType) => ({ linkType })) }), 0);
  });
});
