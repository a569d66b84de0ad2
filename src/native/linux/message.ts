import { ToolError } from '../../contract/error.ts';
import { NLA_TYPE_MASK } from './constants.ts';
import { nlattr, nlmsghdr } from './layouts.ts';

/** One netlink message (RFC 3549 section 2.3.2). Bytes are in the order of this machine, little-endian. */
export interface Message {
  readonly type: number;
  readonly flags: number;
  readonly sequence: number;
  readonly body: Buffer;
}

export type Attributes = ReadonlyMap<number, Buffer>;

/** The messages of one datagram; their bodies are parts of its bytes. */
export function* messagesIn(datagram: Buffer): Generator<Message> {
  for (let at = 0; at + nlmsghdr.size <= datagram.length;) {
    const length = datagram.readUInt32LE(at + nlmsghdr.nlmsg_len);
    if (length < nlmsghdr.size || at + length > datagram.length) throw malformed();
    yield {
      type: datagram.readUInt16LE(at + nlmsghdr.nlmsg_type),
      flags: datagram.readUInt16LE(at + nlmsghdr.nlmsg_flags),
      sequence: datagram.readUInt32LE(at + nlmsghdr.nlmsg_seq),
      body: datagram.subarray(at + nlmsghdr.size, at + length),
    };
    at += aligned(length);
  }
}

export function message(type: number, flags: number, sequence: number, body: Uint8Array): Buffer {
  const bytes = Buffer.alloc(nlmsghdr.size + aligned(body.length));
  bytes.writeUInt32LE(nlmsghdr.size + body.length, nlmsghdr.nlmsg_len);
  bytes.writeUInt16LE(type, nlmsghdr.nlmsg_type);
  bytes.writeUInt16LE(flags, nlmsghdr.nlmsg_flags);
  bytes.writeUInt32LE(sequence, nlmsghdr.nlmsg_seq);
  bytes.set(body, nlmsghdr.size);
  return bytes;
}

/** The attributes behind a header of `headerSize` bytes; of equal ones the last. */
export function attributesIn(bytes: Buffer, headerSize = 0): Attributes {
  if (bytes.length < headerSize) throw malformed();
  const attributes = new Map<number, Buffer>();
  for (let at = aligned(headerSize); at + nlattr.size <= bytes.length;) {
    const length = bytes.readUInt16LE(at + nlattr.nla_len);
    if (length < nlattr.size || at + length > bytes.length) throw malformed();
    const type = bytes.readUInt16LE(at + nlattr.nla_type) & NLA_TYPE_MASK;
    attributes.set(type, bytes.subarray(at + nlattr.size, at + length));
    at += aligned(length);
  }
  return attributes;
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

export function malformed(): ToolError {
  return new ToolError(
    'KernelAnswerMalformed',
    'DeviceError',
    'the kernel sent routing data that this version of the tool cannot read; please report it with the output of "uname -r".',
  );
}
