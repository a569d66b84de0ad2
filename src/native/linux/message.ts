import { ToolError } from '../../contract/error.ts';
import { NLA_F_NESTED, NLA_F_NET_BYTEORDER } from './constants.ts';
import { nlattr, nlmsghdr } from './layouts.ts';

/** One netlink message (RFC 3549 section 2.3.2). Bytes are in the order of this machine, little-endian. */
export interface Message {
  readonly type: number;
  readonly flags: number;
  readonly sequence: number;
  readonly body: Buffer;
}

/** Adds the messages that lie one behind the other; their bodies are parts of the bytes. */
export function readMessages(bytes: Buffer, messages: Message[]): void {
  for (let at = 0; at + nlmsghdr.size <= bytes.length;) {
    const end = at + bytes.readUInt32LE(at + nlmsghdr.nlmsg_len);
    if (end < at + nlmsghdr.size || end > bytes.length) throw malformed();
    messages.push({
      type: bytes.readUInt16LE(at + nlmsghdr.nlmsg_type),
      flags: bytes.readUInt16LE(at + nlmsghdr.nlmsg_flags),
      sequence: bytes.readUInt32LE(at + nlmsghdr.nlmsg_seq),
      body: bytes.subarray(at + nlmsghdr.size, end),
    });
    at = aligned(end);
  }
}

/** Messages of one kind, one behind the other, numbered from `sequence`. */
export function requests(type: number, flags: number, sequence: number, bodies: readonly Uint8Array[]): Buffer {
  const bytes = Buffer.alloc(bodies.reduce((sum, body) => sum + nlmsghdr.size + aligned(body.length), 0));
  let at = 0;
  for (const body of bodies) {
    bytes.writeUInt32LE(nlmsghdr.size + body.length, at + nlmsghdr.nlmsg_len);
    bytes.writeUInt16LE(type, at + nlmsghdr.nlmsg_type);
    bytes.writeUInt16LE(flags, at + nlmsghdr.nlmsg_flags);
    bytes.writeUInt32LE(sequence++, at + nlmsghdr.nlmsg_seq);
    bytes.set(body, at + nlmsghdr.size);
    at += nlmsghdr.size + aligned(body.length);
  }
  return bytes;
}

/** The attributes behind a header of `headerSize` bytes, looked up in place: most of them nobody asks for. */
export class Attributes {
  readonly #bytes: Buffer;
  readonly #start: number;

  constructor(bytes: Buffer, headerSize = 0) {
    if (bytes.length < headerSize) throw malformed();
    this.#bytes = bytes;
    this.#start = aligned(headerSize);
  }

  /** An attribute's payload; undefined where it is absent. */
  get(type: number): Buffer | undefined {
    const at = this.#find(type);
    return at < 0 ? undefined : this.#bytes.subarray(at + nlattr.size, this.#endOf(at));
  }

  uint32(type: number): number | undefined {
    const at = this.#find(type);
    return at < 0 ? undefined : this.#bytes.readUInt32LE(at + nlattr.size);
  }

  uint16(type: number): number | undefined {
    const at = this.#find(type);
    return at < 0 ? undefined : this.#bytes.readUInt16LE(at + nlattr.size);
  }

  types(): number[] {
    const types: number[] = [];
    for (let at = this.#start; at + nlattr.size <= this.#bytes.length; at = aligned(this.#endOf(at)))
      types.push(this.#typeOf(at));
    return types;
  }

  #find(type: number): number {
    for (let at = this.#start; at + nlattr.size <= this.#bytes.length; at = aligned(this.#endOf(at))) {
      if (this.#typeOf(at) === type) return at;
    }
    return -1;
  }

  #typeOf(at: number): number {
    return this.#bytes.readUInt16LE(at + nlattr.nla_type) & ~(NLA_F_NESTED | NLA_F_NET_BYTEORDER);
  }

  /** Also tells that the attribute ends inside. */
  #endOf(at: number): number {
    const end = at + this.#bytes.readUInt16LE(at + nlattr.nla_len);
    if (end < at + nlattr.size || end > this.#bytes.length) throw malformed();
    return end;
  }
}

export function attribute(type: number, payload: Uint8Array): Buffer {
  const bytes = Buffer.alloc(aligned(nlattr.size + payload.length));
  bytes.writeUInt16LE(nlattr.size + payload.length, nlattr.nla_len);
  bytes.writeUInt16LE(type, nlattr.nla_type);
  bytes.set(payload, nlattr.size);
  return bytes;
}

/** A NUL-terminated text, or null where the attribute is absent. */
export function textOf(payload: Buffer | undefined): string | null {
  return payload ? payload.toString('utf8').replace(/\0.*$/s, '') : null;
}

/** Messages and attributes start at multiples of four bytes. */
export function aligned(length: number): number {
  return (length + 3) & ~3;
}

/** Reads a message; one that is shorter than its kind is malformed. */
export function reading<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof RangeError ? malformed() : error;
  }
}

export function malformed(): ToolError {
  return new ToolError(
    'KernelAnswerMalformed',
    'DeviceError',
    'the kernel sent routing data that this version of the tool cannot read; please report it with the output of "uname -r".',
  );
}
