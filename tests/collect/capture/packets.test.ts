import assert from 'node:assert/strict';
import type { Capture, PacketKind } from '../../../src/contract/capture.ts';
import { Blocks, pcap, pcapng, type Option, type Packet } from './files.ts';
import {
  channelData,
  dtls,
  frame,
  ip,
  rtcp,
  rtp,
  stun,
  stunAttribute,
  udp,
  wifi,
  type Ends,
  type IpOptions,
} from './frames.ts';
import { readBytes, readChunks } from './reading.ts';

const second = 1_000_000_000n;
const start = 1_790_000_000n * second;
const out: Ends = { from: '192.168.77.10', fromPort: 50_000, to: '52.112.0.10', toPort: 3478 };
const back: Ends = { from: out.to, fromPort: out.toPort, to: out.from, toPort: out.fromPort };
const packet = (ends: Ends, payload: Uint8Array, options: IpOptions = {}, time = start): Packet => ({
  data: frame('ethernet', ends, payload, options),
  time,
});
const totals = ({ flows }: Capture) => flows.map(({ sent, received }) => [sent.packets, received.packets]);
const attribute = (type: number, hex: string) => Buffer.from(type.toString(16).padStart(4, '0') + hex, 'hex');

describe('what packets are, by their headers', () => {
  const msAllocate = Buffer.concat([
    Buffer.from('0003' + '001c' + '2112a442' + '00'.repeat(12), 'hex'),
    attribute(0x000f, '000472c64bc6'),
    attribute(0x8008, '000400000004'),
    attribute(0x0006, '0008' + '61'.repeat(8)),
  ]);
  const msData = (data: Buffer) =>
    Buffer.concat([
      Buffer.from([0x01, 0x15, 0, 8 + 4 + data.length]),
      Buffer.alloc(16, 0xee),
      attribute(0x000f, '000472c64bc6'),
      Buffer.from([0x00, 0x13, data.length >> 8, data.length & 255]),
      data,
    ]);
  const cases: [string, Uint8Array, PacketKind[]][] = [
    ['an RFC 8489 Binding request', stun(1), ['STUN']],
    ['an MS-TURN Allocate request', msAllocate, ['STUN']],
    ['an MS-TURN Data indication with RTP of odd length', msData(rtp(1, 1, 9, 111, 33)), ['STUN', 'RTP']],
    ['STUN whose length is more than the datagram', Buffer.from(stun(1)).fill(255, 2, 4), []],
    [
      'what begins like STUN without any cookie',
      Buffer.concat([Buffer.from('00010000', 'hex'), Buffer.alloc(40, 3)]),
      [],
    ],
    ['ChannelData with RTP', channelData(rtp(1, 1, 9, 111, 33)), ['ChannelData', 'RTP']],
    ['ChannelData with DTLS', channelData(dtls()), ['ChannelData', 'DTLS']],
    ['ChannelData with STUN', channelData(stun(0x0101)), ['STUN', 'ChannelData']],
    ['ChannelData whose length is not that of its data', Buffer.from(channelData(rtp(1, 1))).fill(9, 2, 4), []],
    ['ChannelData with more behind it than padding', Buffer.from(channelData(rtp(1, 1))).fill(1, 3, 4), []],
    [
      'a Send indication with RTP behind an attribute that is padded',
      stun(0x0016, Buffer.concat([stunAttribute(0x8022, Buffer.from('a-bcd')), stunAttribute(0x0013, rtp(1, 1))])),
      ['STUN', 'RTP'],
    ],
    ['a DTLS 1.2 handshake', dtls(22), ['DTLS']],
    ['DTLS 1.0 application data', dtls(23, Buffer.alloc(9), 0xfeff), ['DTLS']],
    ['TLS, which is not DTLS', dtls(23, Buffer.alloc(9), 0x0303), []],
    ['RTP', rtp(1, 1), ['RTP']],
    ['RTP with a marker', rtp(1, 1, 1, 111 | 0x80), ['RTP']],
    ['RTP too short for its contributing sources', Buffer.from(rtp(1, 1, 1, 111, 2)).fill(0x8f, 0, 1), []],
    ...[192, 195, 200, 201, 205, 206, 207, 223].map((type): [string, Uint8Array, PacketKind[]] => [
      `RTCP of type ${type}`,
      Buffer.from(rtcp()).fill(type, 1, 2),
      ['RTCP'],
    ]),
    ...[191, 224].map((second): [string, Uint8Array, PacketKind[]] => [
      `RTP with the second byte ${second}`,
      rtp(1, 1, 1, second),
      ['RTP'],
    ]),
    ['RTCP longer than the datagram', Buffer.from(rtcp()).fill(99, 3, 4), []],
    ['QUIC, with its fixed bit', Buffer.alloc(1200, 0xc3), []],
    ['an empty datagram', Buffer.alloc(0), []],
    ['one byte', Buffer.from([0x80]), []],
  ];
  for (const [what, payload, kinds] of cases) {
    it(`${what}: ${kinds.join(' ') || 'nothing known'}`, async () => {
      const [flow] = (await readBytes(pcap([packet(out, payload)]))).flows;
      assert.deepEqual(flow!.kinds, kinds);
    });
  }

  it('all kinds of a flow are listed, each once', async () => {
    const payloads = [rtcp(), rtp(1, 1), dtls(), stun(1), channelData(rtp(2, 2)), rtp(3, 3)];
    const [flow] = (await readBytes(pcap(payloads.map((payload) => packet(out, payload))))).flows;
    assert.deepEqual(flow!.kinds, ['STUN', 'ChannelData', 'DTLS', 'RTP', 'RTCP']);
  });
});

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

describe('streams of VPNs', () => {
  const peers: Ends = { from: '192.168.77.10', fromPort: 40_000, to: '203.0.113.2', toPort: 51_820 };
  const answers: Ends = { from: peers.to, fromPort: peers.toPort, to: peers.from, toPort: peers.fromPort };
  const wireGuard = (type: number, length: number) =>
    Buffer.concat([Buffer.from([type, 0, 0, 0]), Buffer.alloc(length - 4, 0xa5)]);
  const tunnels = async (packets: readonly Packet[]) =>
    (await readBytes(pcap(packets))).tunnels.map(({ protocol, ends: [one, other] }) => [
      protocol,
      other.address,
      one.sent.packets,
      other.sent.packets,
    ]);

  it('WireGuard: handshake, cookie and data', async () => {
    const packets = [
      packet(peers, wireGuard(1, 148)),
      packet(answers, wireGuard(2, 92)),
      packet(peers, wireGuard(4, 128)),
      packet(answers, wireGuard(3, 64)),
    ];
    assert.deepEqual(await tunnels(packets), [['WireGuard', '203.0.113.2', 2, 2]]);
    assert.deepEqual(await tunnels([packet(peers, wireGuard(4, 129)), packet(peers, wireGuard(1, 147))]), []);
  });

  it('ESP, plain and in UDP, without its key exchange and its keepalives', async () => {
    const nat = { ...peers, fromPort: 4500, toPort: 4500 };
    const packets = [
      packet(peers, Buffer.from('00001000' + '00000001' + 'aa'.repeat(80), 'hex'), { protocol: 50 }),
      packet(nat, Buffer.from('00001000' + '00000001' + 'aa'.repeat(80), 'hex')),
      packet(nat, Buffer.from('00000000' + 'aa'.repeat(80), 'hex')),
      packet(nat, Buffer.from('ff', 'hex')),
    ];
    assert.deepEqual(await tunnels(packets), [
      ['ESP', '203.0.113.2', 1, 0],
      ['ESP', '203.0.113.2', 1, 0],
    ]);
  });

  it('OpenVPN on its port', async () => {
    const ends = { ...peers, toPort: 1194 };
    const data = Buffer.concat([Buffer.from([0x48, 0, 0, 0]), Buffer.alloc(100, 0x77)]);
    assert.deepEqual(await tunnels([packet(ends, data), packet(ends, data)]), [['OpenVPN', '203.0.113.2', 2, 0]]);
    assert.deepEqual(await tunnels([packet({ ...ends, toPort: 1195 }, data)]), []);
  });

  it("DTLS that carries data; a handshake alone is a call's", async () => {
    const ends = { ...peers, toPort: 443 };
    const data = Array.from({ length: 20 }, () => packet(ends, dtls(23)));
    assert.deepEqual(await tunnels([packet(ends, dtls(22)), ...data]), [['DTLS', '203.0.113.2', 21, 0]]);
    assert.deepEqual(await tunnels(Array.from({ length: 20 }, () => packet(ends, dtls(22)))), []);
  });

  it('are none of ordinary traffic', async () => {
    assert.deepEqual(
      await tunnels([packet(peers, rtp(1, 1)), packet(peers, stun(1)), packet(peers, Buffer.alloc(600))]),
      [],
    );
  });
});

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
