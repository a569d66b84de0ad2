/** Frames of every kind that a capture can hold, as bytes. */

export interface Ends {
  readonly from: string;
  readonly fromPort: number;
  readonly to: string;
  readonly toPort: number;
}

const be16 = (value: number) => Buffer.from([(value >> 8) & 255, value & 255]);
const be32 = (value: number) => Buffer.from([24, 16, 8, 0].map((shift) => (value >>> shift) & 255));
const octets = (address: string) => Buffer.from(address.split('.').map(Number));

function groups(address: string): Buffer {
  const [head, tail = ''] = address.split('::');
  const words = (text: string) => text.split(':').filter(Boolean);
  const gap = 8 - words(head!).length - words(tail).length;
  const all = [...words(head!), ...Array<string>(address.includes('::') ? gap : 0).fill('0'), ...words(tail)];
  return Buffer.concat(all.map((word) => be16(parseInt(word, 16))));
}

export const isIPv6 = (address: string) => address.includes(':');

/** A UDP header and payload, with a checksum that is wrong. */
export function udp({ fromPort, toPort }: Ends, payload: Uint8Array): Buffer {
  return Buffer.concat([be16(fromPort), be16(toPort), be16(8 + payload.length), be16(0xbad0), payload]);
}

export interface IpOptions {
  readonly protocol?: number;
  readonly id?: number;
  /** Bytes before this fragment's, and whether more follow. */
  readonly offset?: number;
  readonly more?: boolean;
  /** IPv4 options, in whole words. */
  readonly options?: Uint8Array;
  /** IPv6 extension headers before the transport header: protocol numbers. */
  readonly extensions?: readonly number[];
}

export function ip({ from, to }: Ends, payload: Uint8Array, options: IpOptions = {}): Buffer {
  return isIPv6(from) ? ip6(from, to, payload, options) : ip4(from, to, payload, options);
}

function ip4(from: string, to: string, payload: Uint8Array, more: IpOptions): Buffer {
  const options = more.options ?? Buffer.alloc(0);
  const header = Buffer.alloc(20);
  header[0] = 0x45 + options.length / 4;
  header.writeUInt16BE(20 + options.length + payload.length, 2);
  header.writeUInt16BE(more.id ?? 0, 4);
  header.writeUInt16BE((more.more ? 0x2000 : 0) | ((more.offset ?? 0) >> 3), 6);
  header[8] = 64;
  header[9] = more.protocol ?? 17;
  octets(from).copy(header, 12);
  octets(to).copy(header, 16);
  return Buffer.concat([header, options, payload]);
}

function ip6(from: string, to: string, payload: Uint8Array, more: IpOptions): Buffer {
  const chain = [...(more.extensions ?? []), more.protocol ?? 17];
  const headers = chain.slice(0, -1).map((type, i) => extension(type, chain[i + 1]!, more));
  const body = Buffer.concat([...headers, payload]);
  const start = Buffer.from([0x60, 0, 0, 0, ...be16(body.length), chain[0]!, 64]);
  return Buffer.concat([start, groups(from), groups(to), body]);
}

const fragmentHeader = 44;
const authenticationHeader = 51;

function extension(type: number, next: number, { id = 0, offset = 0, more = false }: IpOptions): Buffer {
  if (type === fragmentHeader) return Buffer.from([next, 0, ...be16(offset | (more ? 1 : 0)), ...be32(id)]);
  if (type === authenticationHeader) return Buffer.from([next, 4, ...Array<number>(22).fill(0)]);
  // A PadN option fills hop-by-hop and destination options; a routing header (of an experimental type) has no segments left.
  return type === 43 ? Buffer.from([next, 0, 253, 0, 0, 0, 0, 0]) : Buffer.from([next, 0, 1, 4, 0, 0, 0, 0]);
}

const etherTypeOf = (packet: Uint8Array) => (packet[0]! >> 4 === 6 ? 0x86dd : 0x0800);
const macs = Buffer.from('020000000001020000000002', 'hex');

/** Link layers by name: LINKTYPE_ number, and how a packet is wrapped. */
export const links = {
  ethernet: [1, (packet) => Buffer.concat([macs, be16(etherTypeOf(packet)), packet])],
  vlan: [1, (packet) => Buffer.concat([macs, be16(0x8100), be16(7), be16(etherTypeOf(packet)), packet])],
  qinq: [
    1,
    (packet) => Buffer.concat([macs, be16(0x88a8), be16(7), be16(0x8100), be16(9), be16(etherTypeOf(packet)), packet]),
  ],
  pppoe: [
    1,
    (packet) => {
      const protocol = etherTypeOf(packet) === 0x86dd ? 0x0057 : 0x0021;
      const session = [be16(0x8864), be16(0x1100), be16(1), be16(packet.length + 2), be16(protocol)];
      return Buffer.concat([macs, ...session, packet]);
    },
  ],
  raw: [101, (packet) => Buffer.from(packet)],
  rawOf4: [228, (packet) => Buffer.from(packet)],
  rawOf6: [229, (packet) => Buffer.from(packet)],
  nullLittle: [0, (packet) => Buffer.concat([Buffer.from([packet[0]! >> 4 === 6 ? 24 : 2, 0, 0, 0]), packet])],
  nullBig: [0, (packet) => Buffer.concat([be32(packet[0]! >> 4 === 6 ? 30 : 2), packet])],
  loop: [108, (packet) => Buffer.concat([be32(packet[0]! >> 4 === 6 ? 24 : 2), packet])],
  cooked: [
    113,
    (packet) => Buffer.concat([be16(0), be16(1), be16(6), macs.subarray(0, 8), be16(etherTypeOf(packet)), packet]),
  ],
  cookedVlan: [
    113,
    (packet) =>
      Buffer.concat([
        be16(0),
        be16(1),
        be16(6),
        macs.subarray(0, 8),
        be16(0x8100),
        be16(5),
        be16(etherTypeOf(packet)),
        packet,
      ]),
  ],
  cooked2: [276, (packet) => cooked2(packet, 3)],
  ppp: [9, (packet) => Buffer.concat([be16(0xff03), be16(packet[0]! >> 4 === 6 ? 0x57 : 0x21), packet])],
  wifi: [105, (packet) => wifi(packet)],
  radiotap: [127, (packet) => Buffer.concat([Buffer.from('0000080000000000', 'hex'), wifi(packet)])],
} satisfies Record<string, [number, (packet: Uint8Array) => Buffer]>;

export type Link = keyof typeof links;

/** Linux cooked v2, whose header holds the interface's index. */
export function cooked2(packet: Uint8Array, index: number): Buffer {
  const header = [be16(etherTypeOf(packet)), be16(0), be32(index), be16(1), Buffer.from([0, 6]), macs.subarray(0, 8)];
  return Buffer.concat([...header, packet]);
}

/** A QoS data frame of IEEE 802.11 to an access point. */
export function wifi(packet: Uint8Array): Buffer {
  const header = Buffer.from('88010000' + '020000000001020000000002020000000003' + '0000' + '0000', 'hex');
  return Buffer.concat([header, Buffer.from('aaaa03000000', 'hex'), be16(etherTypeOf(packet)), packet]);
}

export function frame(link: Link, ends: Ends, payload: Uint8Array, options: IpOptions = {}): Buffer {
  return links[link][1](ip(ends, options.protocol === undefined ? udp(ends, payload) : payload, options));
}

export function rtp(sequence: number, timestamp: number, ssrc = 0x1234, payloadType = 111, size = 80): Buffer {
  const head = Buffer.concat([Buffer.from([0x80, payloadType]), be16(sequence & 0xffff), be32(timestamp), be32(ssrc)]);
  return Buffer.concat([head, Buffer.alloc(size, sequence)]);
}

export function stun(type: number, attributes: Uint8Array = Buffer.alloc(0), transaction = 1): Buffer {
  return Buffer.concat([
    be16(type),
    be16(attributes.length),
    be32(0x2112a442),
    be32(transaction),
    be32(0),
    be32(0),
    attributes,
  ]);
}

export function stunAttribute(type: number, value: Uint8Array): Buffer {
  const padding = Buffer.alloc((4 - (value.length % 4)) % 4);
  return Buffer.concat([be16(type), be16(value.length), value, padding]);
}

export function channelData(payload: Uint8Array, channel = 0x4000): Buffer {
  return Buffer.concat([be16(channel), be16(payload.length), payload, Buffer.alloc((4 - (payload.length % 4)) % 4)]);
}

export function dtls(type = 23, body: Uint8Array = Buffer.alloc(40), version = 0xfefd): Buffer {
  return Buffer.concat([Buffer.from([type]), be16(version), Buffer.alloc(8), be16(body.length), body]);
}

/** An RTCP sender report without blocks. */
export function rtcp(ssrc = 0x1234): Buffer {
  return Buffer.concat([Buffer.from([0x80, 200]), be16(6), be32(ssrc), Buffer.alloc(20)]);
}
