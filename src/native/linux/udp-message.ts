import { pointerTo } from '../ffi.ts';
import { cmsghdr, iovec, msghdr, sockaddr_in6 } from './layouts.ts';

const bodyBytes = 2048;
const controlBytes = 512;

/** Ancillary data of a received datagram (cmsg(3)). */
export interface Control {
  readonly level: number;
  readonly type: number;
  readonly payload: Buffer;
}

/** Memory for one datagram that recvmsg(2) fills; what is longer than 2,048 bytes is cut off and said to be. */
export class ReceivedMessage {
  /** A `struct msghdr`. */
  readonly header = Buffer.alloc(msghdr.size);
  readonly #name = Buffer.alloc(sockaddr_in6.size);
  readonly #vector = Buffer.alloc(iovec.size);
  readonly #body = Buffer.alloc(bodyBytes);
  readonly #control = Buffer.alloc(controlBytes);

  constructor() {
    this.#vector.writeBigUInt64LE(pointerTo(this.#body), iovec.iov_base);
    this.#vector.writeBigUInt64LE(BigInt(bodyBytes), iovec.iov_len);
    this.header.writeBigUInt64LE(pointerTo(this.#name), msghdr.msg_name);
    this.header.writeBigUInt64LE(pointerTo(this.#vector), msghdr.msg_iov);
    this.header.writeBigUInt64LE(1n, msghdr.msg_iovlen);
    this.header.writeBigUInt64LE(pointerTo(this.#control), msghdr.msg_control);
  }

  /** The kernel overwrites the lengths with what it used. */
  prepare(): void {
    this.header.writeUInt32LE(this.#name.length, msghdr.msg_namelen);
    this.header.writeBigUInt64LE(BigInt(controlBytes), msghdr.msg_controllen);
  }

  /** The other end's socket address. */
  get name(): Buffer {
    return this.#name.subarray(0, this.header.readUInt32LE(msghdr.msg_namelen));
  }

  /** A copy of a datagram of `length` bytes; null where it was longer than the memory. */
  body(length: number): Buffer | null {
    return length > bodyBytes ? null : Buffer.from(this.#body.subarray(0, length));
  }

  /** The ancillary data, one behind the other at multiples of eight bytes. */
  *controls(): Generator<Control> {
    const end = Number(this.header.readBigUInt64LE(msghdr.msg_controllen));
    for (let at = 0; at + cmsghdr.size <= end;) {
      const length = Number(this.#control.readBigUInt64LE(at + cmsghdr.cmsg_len));
      if (length < cmsghdr.size || at + length > end) return;
      yield {
        level: this.#control.readInt32LE(at + cmsghdr.cmsg_level),
        type: this.#control.readInt32LE(at + cmsghdr.cmsg_type),
        payload: this.#control.subarray(at + cmsghdr.size, at + length),
      };
      at += (length + 7) & ~7;
    }
  }
}
