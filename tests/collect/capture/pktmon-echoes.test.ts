import assert from 'node:assert/strict';
import { Blocks, pcap, pcapng, type Option, type Packet } from './files.ts';
import { rtp, stun } from './frames.ts';
import { back, out, packet, start, totals } from './packets.ts';
import { readBytes } from './reading.ts';

describe('a packet that pktmon logged at several components', () => {
  const micro = 1000n;
  /** Each of 20 packets, in both directions, at components of the numbers given, some microseconds apart. */
  const logged = (components: readonly number[], apart = 7n, options: (i: number) => Option[] = () => []): Packet[] =>
    Array.from({ length: 20 }, (_, i) => {
      const ends = i % 2 === 0 ? out : back;
      const order = i % 2 === 0 ? components : [...components].reverse();
      return order.map((number, step) => ({
        ...packet(
          ends,
          rtp(i >> 1, i * 960),
          { id: 100 + i },
          start + BigInt(i) * 20_000_000n + BigInt(step) * apart * micro,
        ),
        interface: number,
        options: options(i),
      }));
    }).flat();
  const names = (...all: string[]) => all.map((name) => ({ options: [[2, name]] as Option[] }));

  it("counts once where pktmon's converter made one interface of them", async () => {
    const capture = await readBytes(pcapng(logged([0, 0, 0])));
    assert.deepEqual([totals(capture), capture.counts.duplicates], [[[10, 10]], 40]);
    assert.equal(capture.flows[0]!.streams[0]!.packets, 10);
    assert.equal(capture.flows[0]!.streams[0]!.lost, 0);
  });

  it('is told as an echo where the file has an interface for each component', async () => {
    const capture = await readBytes(pcapng(logged([0, 1]), { interfaces: names('Intel Wi-Fi', 'TCPIP') }));
    assert.deepEqual(totals(capture), [
      [10, 10],
      [10, 10],
    ]);
    const [first, other] = capture.flows.map(({ echoes }) => [echoes.sent.packets, echoes.received.packets, echoes.of]);
    assert.deepEqual(
      [first, other],
      [
        [0, 10, [1]],
        [10, 0, [0]],
      ],
    );
  });

  it('is known by its packet id, far apart too', async () => {
    const blocks = new Blocks(false);
    const id = (i: number): Option[] => [
      [2, Buffer.from([1, 0, 0, 0])],
      [5, blocks.u64(BigInt(i + 1))],
    ];
    const section: Option[] = [[4, 'Mergecap (Wireshark) 4.0.17']];
    const capture = await readBytes(pcapng(logged([0, 0], 5000n, id), { section }));
    assert.deepEqual([totals(capture), capture.counts.duplicates], [[[10, 10]], 20]);
  });

  it('is not confused with others of its group, nor with another of the same content and id of its own', async () => {
    const blocks = new Blocks(false);
    const group: Option[] = [[5, blocks.u64(1n)]];
    const different = Array.from({ length: 10 }, (_, i) => ({ ...packet(out, rtp(i, i)), options: group }));
    assert.deepEqual(totals(await readBytes(pcapng(different))), [[10, 0]]);
    const same = Array.from({ length: 10 }, (_, i) => ({
      ...packet(out, stun(1)),
      options: [[5, blocks.u64(BigInt(i + 1))] as Option],
    }));
    assert.deepEqual(totals(await readBytes(pcapng(same))), [[10, 0]]);
  });

  it('is a different one after a retransmission: 50 ms are no duplicate', async () => {
    const repeated = Array.from({ length: 5 }, (_, i) => packet(out, stun(1), {}, start + BigInt(i) * 50_000_000n));
    assert.deepEqual(totals(await readBytes(pcapng(repeated))), [[5, 0]]);
  });

  it('does not exist in what other programs wrote: there every packet counts', async () => {
    const repeated = Array.from({ length: 5 }, (_, i) => packet(out, stun(1), {}, start + BigInt(i) * micro));
    const section: Option[] = [[4, 'Dumpcap (Wireshark) 4.0.17']];
    assert.deepEqual(totals(await readBytes(pcapng(repeated, { section }))), [[5, 0]]);
    assert.deepEqual(totals(await readBytes(pcap(repeated))), [[5, 0]]);
  });

  it('a second recording of the same in the same file is another one', async () => {
    const packets = Array.from({ length: 100 }, (_, i) =>
      packet(out, rtp(i, i), { id: i + 1 }, start + BigInt(i) * micro),
    );
    assert.deepEqual(totals(await readBytes(pcapng([...packets, ...packets]))), [[200, 0]]);
  });
});
