import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { CaptureVerdict } from '../../src/contract/capture.ts';
import { Bed } from '../bed/netns.ts';
import { requireOrSkip } from '../bed/require.ts';
import { Wine } from '../bed/wine.ts';
import { built } from '../build/dist.ts';
import { pcapng, type Packet } from '../collect/capture/files.ts';
import { frame, rtp } from '../collect/capture/frames.ts';
import { adapterGuid, computer, onEthernet } from '../judge/capture/captures.ts';

const start = BigInt(Date.parse('2026-11-20T08:00:00Z')) * 1_000_000n;
const media: Packet[] = Array.from({ length: 5000 }, (_, i) => ({
  data: frame('ethernet', { from: onEthernet, fromPort: 50_000, to: '52.112.0.10', toPort: 3479 }, rtp(i, i * 960)),
  time: start + BigInt(i) * 20_000_000n,
}));
const byNpcap = pcapng(media, {
  section: [
    [3, '64-bit Windows 11 (23H2), build 22631'],
    [4, 'Dumpcap (Wireshark) 4.4.1'],
  ],
  interfaces: [{ options: [[2, `\\Device\\NPF_${adapterGuid}`]] }],
});

describe('capture (the executable, under Wine)', function () {
  requireOrSkip(this, ['root', 'namespaces', 'wine']);
  this.timeout(60_000);
  let bed: Bed;
  let wine: Wine;
  before(async () => {
    bed = new Bed();
    wine = await Wine.start(bed, bed.namespace('windows'));
    writeFileSync(join(wine.driveC, 'call.pcapng'), byNpcap);
    writeFileSync(join(wine.driveC, 'call.pcapng.gz'), gzipSync(byNpcap));
    writeFileSync(join(wine.driveC, 'snapshot.json'), JSON.stringify(computer()));
  });
  after(() => bed.close());

  for (const [file, input] of [
    ['C:\\call.pcapng', undefined],
    ['C:\\call.pcapng.gz', undefined],
    ['-', byNpcap],
  ] as const) {
    it(`judges ${file} by the adapter's GUID`, async () => {
      const args = ['capture', file, '--snapshot', 'C:\\snapshot.json', '--json'];
      const { code, stdout, stderr } = await wine.run(built('win-x64/teams-split-tunnel.exe'), args, { input });
      assert.equal(code, 0, stderr);
      const { status, flows } = JSON.parse(stdout) as CaptureVerdict;
      assert.deepEqual(
        [status, flows.length, flows[0]!.interface, flows[0]!.interfaceSource, flows[0]!.packets, flows[0]!.kinds],
        ['Pass', 1, 'Ethernet', 'file', 5000, ['RTP']],
      );
    });
  }
});
