import assert from 'node:assert/strict';
import { pcap, pcapng, type Option, type Packet } from './files.ts';
import { frame, ip, rtp, udp, wifi, type Ends } from './frames.ts';
import { back, out, packet, start, totals } from './packets.ts';
import { readBytes } from './reading.ts';

describe('which packets count', () => {
  it('fragments count for the flow of their first one', async () => {
    const whole = udp(out, rtp(1, 1, 1, 111, 3000));
    const piece = (at: number, size: number, id: number): Packet => ({
      data: Buffer.concat([
        frame('ethernet', out, Buffer.alloc(0)).subarray(0, 14),
        ip(out, whole.subarray(at, at + size), { id, offset: at, more: at + size < whole.length }),
      ]),
      time: start,
    });
    const capture = await readBytes(
      pcap([piece(0, 1480, 7), piece(1480, 1480, 7), piece(2960, 100, 7), piece(1480, 8, 8)]),
    );
    assert.deepEqual(totals(capture), [[3, 0]]);
    assert.equal(capture.flows[0]!.sent.bytes, 3 * 34 + whole.length);
    assert.deepEqual(capture.flows[0]!.kinds, ['RTP']);
    assert.equal(capture.counts.withoutPorts, 1);
  });

  it('IPv6 fragments do so too', async () => {
    const [from, to] = ['2001:db8::10', '2603:1063::10'];
    const ends: Ends = { from, fromPort: 50_000, to, toPort: 3478 };
    const whole = udp(ends, rtp(1, 1, 1, 111, 2000));
    const piece = (at: number, size: number): Packet => ({
      data: Buffer.concat([
        frame('ethernet', ends, Buffer.alloc(0)).subarray(0, 14),
        ip(ends, whole.subarray(at, at + size), {
          id: 99,
          offset: at,
          more: at + size < whole.length,
          extensions: [44],
        }),
      ]),
      time: start,
    });
    assert.deepEqual(totals(await readBytes(pcap([piece(0, 1232), piece(1232, 788)]))), [[2, 0]]);
  });

  it('an ICMP error that quotes media is no media; TCP is told apart', async () => {
    const quoted = ip(out, udp(out, rtp(1, 1)));
    const error = packet(back, Buffer.concat([Buffer.from('0303000000000000', 'hex'), quoted]), { protocol: 1 });
    const tcp = packet(out, Buffer.alloc(40, 0x50), { protocol: 6 });
    const capture = await readBytes(pcap([error, tcp, tcp]));
    assert.deepEqual([capture.flows, capture.counts.otherProtocol], [[], 2]);
  });

  it('frames cut before their ports are counted without a flow', async () => {
    const cut = { ...packet(out, rtp(1, 1)), data: frame('ethernet', out, rtp(1, 1)).subarray(0, 36), original: 134 };
    const capture = await readBytes(pcap([cut]));
    assert.deepEqual([capture.flows, capture.counts.withoutPorts], [[], 1]);
  });

  it('lengths that lie in IP and UDP headers are no harm', async () => {
    for (const [offset, value] of [
      [16, 0],
      [16, 20],
      [16, 65_535],
      [38, 0],
      [38, 7],
      [38, 65_535],
    ] as const) {
      const data = Buffer.from(frame('ethernet', out, rtp(1, 1)));
      data.writeUInt16BE(value, offset);
      const capture = await readBytes(pcap([{ data, time: start }]));
      assert.deepEqual(totals(capture), [[1, 0]], `${value} at ${offset}`);
      assert.equal(capture.flows[0]!.sent.bytes, data.length);
      if (offset === 38) assert.deepEqual(capture.flows[0]!.kinds, ['RTP']);
    }
  });

  it('where both ends are in the prefixes, the one with a media port is the relay', async () => {
    const ends: Ends = { from: '52.113.0.1', fromPort: 3479, to: '52.112.0.10', toPort: 50_000 };
    const answer: Ends = { from: ends.to, fromPort: ends.toPort, to: ends.from, toPort: ends.fromPort };
    const { flows } = await readBytes(pcap([packet(ends, rtp(1, 1)), packet(answer, rtp(1, 1))]));
    assert.deepEqual(
      flows.map(({ remote, sent, received }) => [remote, sent.packets, received.packets]),
      [['52.113.0.1', 1, 1]],
    );
  });

  it('a frame of a link type that is not read is counted as such', async () => {
    const capture = await readBytes(pcap([packet(out, rtp(1, 1))], { linkType: 147 }));
    assert.deepEqual([capture.flows, capture.counts.unreadLinkType], [[], 1]);
  });

  it('a Wi-Fi frame that a converter took for Ethernet is read', async () => {
    const capture = await readBytes(pcap([{ data: wifi(ip(out, udp(out, rtp(1, 1)))), time: start }]));
    assert.deepEqual(totals(capture), [[1, 0]]);
  });

  it("China's media is TCP: then its flows are", async () => {
    const what = {
      prefixes: [{ family: 4 as const, first: 0x34700000n, length: 14 }],
      protocol: 'tcp' as const,
      ports: [{ first: 443, last: 443 }],
    };
    const segment = Buffer.concat([udp({ ...out, toPort: 443 }, Buffer.alloc(12)), Buffer.alloc(100)]);
    const capture = await readBytes(
      pcap([packet({ ...out, toPort: 443 }, segment, { protocol: 6 }), packet(out, rtp(1, 1))]),
      1e6,
      what,
    );
    assert.deepEqual(
      capture.flows.map(({ remotePort, kinds }) => [remotePort, kinds]),
      [[443, []]],
    );
    assert.equal(capture.counts.otherProtocol, 1);
  });

  it('interfaces of Linux cooked v2 are told apart by index', async () => {
    const bytes = (index: number) =>
      Buffer.from([0x08, 0, 0, 0, 0, 0, 0, index, 0, 1, 0, 6, ...Array<number>(8).fill(0)]);
    const packets = [3, 5, 3, 5, 5].map((index, i) => ({
      data: Buffer.concat([bytes(index), ip(out, udp(out, rtp(i, i)))]),
      time: start,
    }));
    const { flows, interfaces } = await readBytes(pcap(packets, { linkType: 276 }));
    assert.deepEqual(
      flows.map((flow) => [interfaces[flow.interface]!.index, flow.sent.packets]),
      [
        [3, 2],
        [5, 3],
      ],
    );
  });

  it('the file tells its interfaces, addresses, computer, system and program', async () => {
    const section: Option[] = [
      [1, 'Computer: PC-7, taken by hand'],
      [3, 'Windows 11'],
      [4, 'pktmon'],
    ];
    const options: Option[] = [
      [2, '\\Device\\NPF_{A}'],
      [3, 'Ether\u001bnet'],
      [4, Buffer.from([192, 168, 1, 7, 255, 255, 255, 0])],
      [5, Buffer.from('20010db8000000000000000000000007' + '40', 'hex')],
    ];
    const capture = await readBytes(pcapng([], { section, interfaces: [{ options }] }));
    const { computer, operatingSystem, application, interfaces } = capture;
    assert.deepEqual([computer, operatingSystem, application], ['PC-7', 'Windows 11', 'pktmon']);
    assert.deepEqual(interfaces, [
      {
        name: '\\Device\\NPF_{A}',
        description: 'Ether net',
        index: null,
        addresses: ['192.168.1.7', '2001:db8::7'],
        linkType: 1,
      },
    ]);
  });
});
