import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { Capture } from '../../../src/contract/capture.ts';
import { pcap, pcapng, type Packet } from './files.ts';
import { frame, rtp, type Ends } from './frames.ts';
import { readBytes } from './reading.ts';

const out: Ends = { from: '192.168.77.10', fromPort: 50_000, to: '52.112.0.10', toPort: 3478 };
const packets: Packet[] = Array.from({ length: 100 }, (_, i) => ({
  data: frame('ethernet', out, rtp(i, i * 960), { id: i + 1 }),
  time: 1_790_000_000_000_000_000n + BigInt(i) * 20_000_000n,
}));
const headerOf = { pcap: 24, pcapng: pcapng([]).length };
const recordOf = { pcap: 16 + packets[0]!.data.length, pcapng: (pcapng(packets).length - headerOf.pcapng) / 100 };
const garbage = (size: number, seed = 7) =>
  Buffer.from(Array.from({ length: size }, (_, i) => (i * i * 31 + i * seed) & 255));

const seen = ({ flows }: Capture) =>
  flows.reduce((sum, { sent, received }) => sum + sent.packets + received.packets, 0);

for (const [format, write] of [
  ['pcap', pcap],
  ['pcapng', pcapng],
] as const) {
  const whole = write(packets);
  /** Where record number `i` begins. */
  const place = (i: number) => headerOf[format] + i * recordOf[format];

  describe(`a damaged ${format} file`, () => {
    it('cut anywhere in the last packet', async () => {
      for (const end of [place(99) + 1, place(99) + 15, place(99) + 60, place(100) - 1]) {
        const capture = await readBytes(whole.subarray(0, end));
        assert.equal(seen(capture), 99, `cut at ${end}`);
        assert.equal(capture.damage.length, 1);
        assert.match(capture.damage[0]!, new RegExp(`offset ${place(99)}\\b.*cut`));
        assert.equal(capture.hasGap, false);
      }
      assert.deepEqual((await readBytes(whole.subarray(0, place(99)))).damage, []);
    });

    for (const size of [1, 3, 4, 100, 5000, 2_000_000]) {
      it(`${size} bytes of garbage between two packets`, async () => {
        const capture = await readBytes(
          Buffer.concat([whole.subarray(0, place(50)), garbage(size), whole.subarray(place(50))]),
        );
        assert.equal(seen(capture), 100);
        assert.match(
          capture.damage.join(),
          new RegExp(`damaged at offset ${place(50)}; .*at offset ${place(50) + size}\\b`),
        );
        assert.equal(capture.hasGap, true);
      });
    }

    it('zeros in place of packets, as a file system leaves them', async () => {
      const bytes = Buffer.from(whole);
      bytes.fill(0, place(20), place(30));
      const capture = await readBytes(bytes);
      assert.equal(seen(capture), 90);
      assert.match(capture.damage.join(), new RegExp(`offset ${place(20)}; .*at offset ${place(30)}\\b`));
    });

    it('garbage to the end', async () => {
      const capture = await readBytes(Buffer.concat([whole.subarray(0, place(50)), garbage(100_000)]));
      assert.equal(seen(capture), 50);
      assert.match(capture.damage.join(), new RegExp(`offset ${place(50)} to the end`));
      assert.equal(capture.hasGap, true);
    });

    it('several places, of which not all are told', async () => {
      const parts = packets.map((_, i) => whole.subarray(place(i), place(i + 1)));
      const spoilt = parts.flatMap((part, i) => (i % 4 === 3 ? [part, garbage(30 + i)] : [part]));
      const capture = await readBytes(Buffer.concat([whole.subarray(0, headerOf[format]), ...spoilt]));
      assert.equal(seen(capture), 100);
      assert.equal(capture.damage.length, 11);
    });
  });
}

describe('a pcap file that lies', () => {
  const whole = pcap(packets);
  const place = (i: number) => headerOf.pcap + i * recordOf.pcap;
  const lying = (record: number, length: number) => {
    const bytes = Buffer.from(whole);
    bytes.writeUInt32LE(length, place(record) + 8);
    return readBytes(bytes);
  };

  for (const length of [1, 100, 5000, 262_144, 262_145, 0x7fffffff, 0xffffffff]) {
    it(`about a packet's length: ${length}`, async () => {
      const capture = await lying(40, length);
      assert.ok(seen(capture) >= 99, `${seen(capture)} packets`);
      assert.match(capture.damage.join(), new RegExp(`reading went on at offset ${place(41)}\\b`));
      assert.equal(capture.hasGap, true);
    });
  }

  it("about the last packet's length", async () => {
    const capture = await lying(99, 5000);
    assert.equal(seen(capture), 99);
    assert.match(capture.damage.join(), new RegExp(`offset ${place(99)}\\b`));
  });

  it('and ends soon after: two records and the start of a third are a row', async () => {
    const bytes = Buffer.concat([whole.subarray(0, place(40)), garbage(77), whole.subarray(place(40), place(42) + 9)]);
    const capture = await readBytes(bytes);
    assert.equal(seen(capture), 42);
    assert.match(capture.damage.join(), new RegExp(`offset ${place(40)}; .*offset ${place(40) + 77}\\b.*cut`));
  });

  it('about a snap length of 4 GB: that costs no memory', async () => {
    const before = process.memoryUsage().rss;
    const capture = await readBytes(pcap(packets, { snapLength: 0xffffffff }));
    assert.equal(seen(capture), 100);
    assert.deepEqual(capture.damage, []);
    assert.ok(process.memoryUsage().rss - before < 100e6);
  });
});

describe('a pcapng file that lies', () => {
  const whole = pcapng(packets);
  const place = (i: number) => headerOf.pcapng + i * recordOf.pcapng;
  const with32 = (offset: number, value: number) => {
    const bytes = Buffer.from(whole);
    bytes.writeUInt32LE(value, offset);
    return readBytes(bytes);
  };

  for (const length of [0, 8, 13, 100, 5000, 1_000_000, 0x7ffffffc, 0xffffffff]) {
    it(`about a block's length: ${length}`, async () => {
      const capture = await with32(place(40) + 4, length);
      assert.equal(seen(capture), 99);
      assert.match(capture.damage.join(), new RegExp(`offset ${place(40)}; reading went on at offset ${place(41)}\\b`));
    });
  }

  for (const [what, offset] of [
    ["a block's length at its end", recordOf.pcapng - 4],
    ["a packet's interface", 8],
  ] as const) {
    it(`about ${what}`, async () => {
      const capture = await with32(place(40) + offset, 77);
      assert.equal(seen(capture), 99);
      assert.match(capture.damage.join(), new RegExp(`offset ${place(40)}\\b`));
    });
  }

  it("about a packet's length: what is in its block is read", async () => {
    for (const length of [5000, 0xffffffff]) {
      const capture = await with32(place(40) + 20, length);
      assert.equal(seen(capture), 100);
      assert.match(capture.damage.join(), new RegExp(`offset ${place(40)} is said to be longer`));
    }
  });

  it('about a snap length of 4 GB', async () => {
    const capture = await readBytes(pcapng(packets, { interfaces: [{ snapLength: 0xffffffff }], isSimple: true }));
    assert.equal(seen(capture), 100);
  });

  describe('with a huge block of another type', () => {
    const size = 3_000_000;
    const block = Buffer.alloc(size, 1);
    block.writeUInt32LE(0x0a, 0);
    block.writeUInt32LE(size, 4);
    block.writeUInt32LE(size, size - 4);

    it('skips it', async () => {
      const capture = await readBytes(Buffer.concat([whole.subarray(0, place(50)), block, whole.subarray(place(50))]));
      assert.deepEqual([seen(capture), capture.damage], [100, []]);
    });

    it('still knows where it is behind it', async () => {
      const parts = [
        whole.subarray(0, place(50)),
        block,
        whole.subarray(place(50), place(60)),
        garbage(50),
        whole.subarray(place(60)),
      ];
      const capture = await readBytes(Buffer.concat(parts));
      assert.equal(seen(capture), 100);
      assert.match(
        capture.damage.join(),
        new RegExp(`offset ${place(60) + size}; .*offset ${place(60) + size + 50}\\b`),
      );
    });

    it('says so where it is longer than the file', async () => {
      const capture = await readBytes(Buffer.concat([whole.subarray(0, place(50)), block.subarray(0, 1_000_000)]));
      assert.equal(seen(capture), 50);
      assert.equal(capture.hasGap, true);
      assert.match(capture.damage.join(), new RegExp(`reach to offset ${place(50) + size}, behind the end`));
    });
  });
});

describe('damage of any kind', () => {
  it('never breaks the reader, and what was intact before it is counted', async () => {
    const files = [
      pcap(packets),
      pcapng(packets),
      pcap(packets, { bigEndian: true }),
      pcapng(packets, { bigEndian: true }),
    ];
    const spoilt = fc.record({
      number: fc.nat(files.length - 1),
      at: fc.nat(10_000),
      bytes: fc.uint8Array({ minLength: 1, maxLength: 200 }),
      cut: fc.nat(400),
      step: fc.integer({ min: 1, max: 3000 }),
    });
    await fc.assert(
      fc.asyncProperty(spoilt, async ({ number, at, bytes, cut, step }) => {
        const file = files[number]!;
        const spoiltFile = Buffer.from(file.subarray(0, file.length - cut));
        spoiltFile.set(bytes, 200 + at);
        const capture = await readBytes(spoiltFile, step);
        const before = Math.floor((at + 200 - 60) / 190);
        const after = Math.floor((spoiltFile.length - 200 - at - bytes.length) / 190);
        // A record whose time alone was spoilt is still one: no more can be asked than two lost around the place.
        assert.ok(
          seen(capture) >= Math.max(0, before - 1) + Math.max(0, after - 4),
          `${seen(capture)} of ${before}+${after}`,
        );
      }),
      { numRuns: 500 },
    );
  });

  it('of compressed data: what was inflated is read', async () => {
    const compressed = gzipSync(pcap(packets));
    const cut = await readBytes(compressed.subarray(0, compressed.length - 300));
    assert.ok(seen(cut) > 50 && seen(cut) < 100, `${seen(cut)} packets`);
    assert.equal(cut.hasGap, true);
    assert.match(cut.damage.join(), /compressed data.*(end|unexpected)/);
  });

  for (const [what, bytes] of [
    ['an empty file', Buffer.alloc(0)],
    ['a text', Buffer.from('this is not a capture at all, only a text of some length')],
    ['the first bytes of a capture', pcap(packets).subarray(0, 20)],
    ['compressed text', gzipSync('nothing to see here, and this is long enough')],
    ['a pcapng block without its magic number', Buffer.concat([pcapng([]).subarray(0, 8), Buffer.alloc(40)])],
  ] as const) {
    it(`${what} is refused`, () => assert.rejects(readBytes(bytes), { id: 'CaptureInvalid' }));
  }
});
