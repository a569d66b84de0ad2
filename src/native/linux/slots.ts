import { pointerTo } from '../ffi.ts';
import { iovec, mmsghdr } from './layouts.ts';
import { aligned, malformed } from './message.ts';

/** The kernel fills at most 32 KiB in a list (netlink_recvmsg). */
const slotBytes = 65_536;
const count = 32;

/** Memory for several datagrams that one recvmmsg(2) fills. */
export class Slots {
  readonly count = count;
  /** An array of `struct mmsghdr`. */
  readonly headers = Buffer.alloc(count * mmsghdr.size);
  readonly #vectors = Buffer.alloc(count * iovec.size);
  readonly #bytes = Buffer.allocUnsafe(count * slotBytes);

  constructor() {
    for (let i = 0; i < count; i++) {
      const [header, vector] = [i * mmsghdr.size, i * iovec.size];
      this.#vectors.writeBigUInt64LE(pointerTo(this.#bytes) + BigInt(i * slotBytes), vector + iovec.iov_base);
      this.#vectors.writeBigUInt64LE(BigInt(slotBytes), vector + iovec.iov_len);
      this.headers.writeBigUInt64LE(pointerTo(this.#vectors) + BigInt(vector), header + mmsghdr['msg_hdr.msg_iov']);
      this.headers.writeBigUInt64LE(1n, header + mmsghdr['msg_hdr.msg_iovlen']);
    }
  }

  /** A copy of the first `received` datagrams, one behind the other. */
  take(received: number): Buffer {
    const lengths = Array.from({ length: received }, (_, i) => this.#lengthOf(i));
    const copy = Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + aligned(length), 0));
    let at = 0;
    lengths.forEach((length, i) => {
      this.#bytes.copy(copy, at, i * slotBytes, i * slotBytes + length);
      at += aligned(length);
    });
    return copy;
  }

  #lengthOf(slot: number): number {
    const length = this.headers.readUInt32LE(slot * mmsghdr.size + mmsghdr.msg_len);
    if (length > slotBytes) throw malformed();
    return length;
  }
}
