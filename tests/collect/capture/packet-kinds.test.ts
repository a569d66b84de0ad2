import assert from 'node:assert/strict';
import type { PacketKind } from '../../../src/contract/capture.ts';
import { pcap } from './files.ts';
import { channelData, dtls, rtcp, rtp, stun, stunAttribute } from './frames.ts';
import { out, packet } from './packets.ts';
import { readBytes } from './reading.ts';

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
      rtp(1, 1, 1),
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
