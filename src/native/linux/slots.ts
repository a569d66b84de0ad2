import { pointerTo } from '../ffi.ts';
import { iovec, mmsghdr } from './layouts.ts';
import { malformed } from './message.ts';

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

  /** Copies of the first `received` datagrams. */
  take(received: number): Buffer[] {
    return Array.from({ length: received }, (_, i) => {
      const length = this.headers.readUInt32LE(i * mmsghdr.size + mmsghdr.msg_len);
      if (length > slotBytes) throw malformed();
      return Buffer.from(this.#bytes.subarray(i * slotBytes, i * slotBytes + length));
    });
  }
}
