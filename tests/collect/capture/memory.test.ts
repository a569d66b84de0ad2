import assert from 'node:assert/strict';
import { pcap } from './files.ts';
import { rtp } from './frames.ts';
import { out, packet, totals } from './packets.ts';
import { readChunks } from './reading.ts';

describe('memory', () => {
  it('stays flat over half a gigabyte', async function () {
    this.timeout(60_000);
    const chunk = pcap(
      Array.from({ length: 1000 }, (_, i) => packet({ ...out, fromPort: 50_000 + (i % 4) }, rtp(i, i))),
    );
    const records = chunk.subarray(24);
    const source = async function* () {
      yield chunk.subarray(0, 24);
      for (let sent = 0; sent < 500e6; sent += records.length) yield records;
    };
    const before = process.memoryUsage();
    const capture = await readChunks(source());
    const after = process.memoryUsage();
    assert.ok(
      totals(capture)
        .flat()
        .reduce((a, b) => a + b) > 3e6,
    );
    assert.ok(after.rss - before.rss < 60e6, `${(after.rss - before.rss) / 1e6} MB more`);
  });

  it('keeps so many flows and counts the rest', async function () {
    this.timeout(60_000);
    const source = async function* () {
      yield pcap([]);
      for (let i = 0; i < 70_000; i += 1000) {
        const packets = Array.from({ length: 1000 }, (_, k) =>
          packet({ ...out, fromPort: (i + k) & 0xffff, to: `52.112.${(i + k) >> 16}.1` }, rtp(1, 1)),
        );
        yield pcap(packets).subarray(24);
      }
    };
    const capture = await readChunks(source());
    assert.equal(capture.flows.length, 65_536);
    assert.equal(capture.counts.unlisted, 70_000 - 65_536);
  });
});
