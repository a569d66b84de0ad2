/** Capture files of every kind, as bytes. */

export interface Packet {
  readonly data: Uint8Array;
  /** Nanoseconds since 1970. */
  readonly time: bigint;
  /** Its length on the wire, where less was captured. */
  readonly original?: number;
  /** Position in `interfaces` (pcapng). */
  readonly interface?: number;
  /** Options of its block (pcapng). */
  readonly options?: readonly Option[];
  /** In the obsolete packet block (pcapng). */
  readonly isOld?: boolean;
}

export type Option = readonly [code: number, value: Uint8Array | string];

export interface PcapOptions {
  readonly bigEndian?: boolean;
  readonly nanoseconds?: boolean;
  readonly linkType?: number;
  readonly snapLength?: number;
  /** The record headers of a patched libpcap, eight bytes longer. */
  readonly modified?: boolean;
}

const writer = (bigEndian: boolean) => ({
  u16: (value: number) => {
    const bytes = Buffer.alloc(2);
    if (bigEndian) bytes.writeUInt16BE(value);
    else bytes.writeUInt16LE(value);
    return bytes;
  },
  u32: (value: number) => {
    const bytes = Buffer.alloc(4);
    if (bigEndian) bytes.writeUInt32BE(value >>> 0);
    else bytes.writeUInt32LE(value >>> 0);
    return bytes;
  },
});

export function pcap(packets: readonly Packet[], options: PcapOptions = {}): Buffer {
  const { bigEndian = false, nanoseconds = false, linkType = 1, snapLength = 262_144, modified = false } = options;
  const { u16, u32 } = writer(bigEndian);
  const magic = modified ? 0xa1b2cd34 : nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4;
  const header = [u32(magic), u16(2), u16(4), u32(0), u32(0), u32(snapLength), u32(linkType)];
  const records = packets.flatMap(({ data, time, original = data.length }) => {
    const fraction = Number(time % 1_000_000_000n) / (nanoseconds ? 1 : 1000);
    const record = [u32(Number(time / 1_000_000_000n)), u32(Math.floor(fraction)), u32(data.length), u32(original)];
    return [...record, ...(modified ? [Buffer.alloc(8)] : []), data];
  });
  return Buffer.concat([...header, ...records]);
}

export interface Interface {
  readonly linkType?: number;
  readonly snapLength?: number;
  readonly options?: readonly Option[];
  /** if_tsresol: an exponent of ten, or of two with 0x80 set. */
  readonly resolution?: number;
  /** if_tsoffset, in seconds. */
  readonly offset?: number;
}

export interface PcapngOptions {
  readonly bigEndian?: boolean;
  readonly section?: readonly Option[];
  readonly interfaces?: readonly Interface[];
  /** In simple packet blocks, which have no time. */
  readonly isSimple?: boolean;
}

export function pcapng(packets: readonly Packet[], options: PcapngOptions = {}): Buffer {
  const { bigEndian = false, section = [], interfaces = [{}], isSimple = false } = options;
  const format = new Blocks(bigEndian);
  return Buffer.concat([
    format.section(section),
    ...interfaces.map((each) => format.interface(each)),
    ...packets.map((packet) => format.packet(packet, interfaces[packet.interface ?? 0]!, isSimple)),
  ]);
}

/** Blocks of pcapng, one by one. */
export class Blocks {
  readonly #u16: (value: number) => Buffer;
  readonly #u32: (value: number) => Buffer;
  readonly #bigEndian: boolean;

  constructor(bigEndian: boolean) {
    this.#bigEndian = bigEndian;
    ({ u16: this.#u16, u32: this.#u32 } = writer(bigEndian));
  }

  block(type: number, ...body: Uint8Array[]): Buffer {
    const bytes = padded(Buffer.concat(body));
    const length = this.#u32(bytes.length + 12);
    return Buffer.concat([this.#u32(type), length, bytes, length]);
  }

  section(options: readonly Option[]): Buffer {
    const version = [this.#u32(0x1a2b3c4d), this.#u16(1), this.#u16(0), this.#u32(0xffffffff), this.#u32(0xffffffff)];
    return this.block(0x0a0d0d0a, ...version, this.#options(options));
  }

  interface({ linkType = 1, snapLength = 0, options = [], resolution, offset }: Interface): Buffer {
    const resolutions: Option[] = resolution === undefined ? [] : [[9, Buffer.from([resolution])]];
    const offsets: Option[] = offset === undefined ? [] : [[14, this.#u64(BigInt(offset))]];
    const body = [this.#u16(linkType), this.#u16(0), this.#u32(snapLength)];
    return this.block(1, ...body, this.#options([...options, ...resolutions, ...offsets]));
  }

  packet(packet: Packet, { resolution = 6, offset = 0 }: Interface, isSimple: boolean): Buffer {
    const { data, time, original = data.length, interface: number = 0, options = [], isOld } = packet;
    if (isSimple) return this.block(3, this.#u32(original), data);
    const perSecond = resolution & 0x80 ? 2n ** BigInt(resolution & 0x7f) : 10n ** BigInt(resolution);
    const units = ((time - BigInt(offset) * 1_000_000_000n) * perSecond) / 1_000_000_000n;
    const when = [this.#u32(Number(units >> 32n)), this.#u32(Number(units & 0xffffffffn))];
    const lengths = [this.#u32(data.length), this.#u32(original)];
    const from = isOld ? [this.#u16(number), this.#u16(0)] : [this.#u32(number)];
    return this.block(isOld ? 2 : 6, ...from, ...when, ...lengths, padded(data), this.#options(options));
  }

  u64(value: bigint): Buffer {
    return this.#u64(value);
  }

  #u64(value: bigint): Buffer {
    const [high, low] = [this.#u32(Number((value >> 32n) & 0xffffffffn)), this.#u32(Number(value & 0xffffffffn))];
    return this.#bigEndian ? Buffer.concat([high, low]) : Buffer.concat([low, high]);
  }

  #options(options: readonly Option[]): Buffer {
    if (options.length === 0) return Buffer.alloc(0);
    const all = options.map(([code, value]) => {
      const bytes = Buffer.from(value as string);
      return Buffer.concat([this.#u16(code), this.#u16(bytes.length), padded(bytes)]);
    });
    return Buffer.concat([...all, Buffer.alloc(4)]);
  }
}

function padded(bytes: Uint8Array): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}
