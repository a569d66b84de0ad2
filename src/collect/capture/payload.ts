import type { PacketKind } from '../../contract/capture.ts';
import { packetKinds } from '../../contract/capture.ts';
import { isDtlsRecord } from './dtls.ts';
import { Pair, Count } from './pairs.ts';
import { RtpCounter } from './rtp.ts';

const bits = { stun: 1, channelData: 2, dtls: 4, rtp: 8, rtcp: 16 } as const;

const stun = { header: 20, cookie: 0x2112a442, data: 0x0013, magicCookie: 0x000f_0004, msCookie: 0x72c6_4bc6 } as const;
/** More would be noise that looks like RTP, or an attack on memory. */
const mostStreams = 64;

/** A flow of the Optimize prefixes on one interface, with what its packets' headers show. */
export class Flow extends Pair {
  /** Of the counts: packets that another interface had a moment before, and which. */
  readonly echoes = { sent: new Count(), received: new Count(), of: new Set<number>() };
  readonly streams: RtpCounter[] = [];
  #kinds = 0;

  get kinds(): PacketKind[] {
    return packetKinds.filter((_, i) => this.#kinds & (1 << i));
  }

  /**
   * Reads the headers of a UDP payload: `length` bytes by its datagram's word, of which those up to `end` were captured.
   * What TURN wraps is read too. The first byte tells kinds apart (RFC 7983); the rest of the header must agree.
   */
  see(view: DataView, at: number, length: number, end: number, isSent: boolean, seconds: number): void {
    if (length < 4 || at + 4 > end) return;
    const first = view.getUint8(at);
    if (first >= 128) {
      if (first < 192) this.#seeRtp(view, at, length, end, isSent, seconds);
    } else if (first < 4) this.#seeStun(view, at, length, end, isSent, seconds);
    else if (first >= 64 && first < 80) this.#seeChannelData(view, at, length, end, isSent, seconds);
    else if (isDtlsRecord(view, at, length, end)) this.#kinds |= bits.dtls;
  }

  /** RFC 8489, or MS-TURN, whose messages begin with a cookie attribute of their own. */
  #seeStun(view: DataView, at: number, length: number, end: number, isSent: boolean, seconds: number): void {
    const messageEnd = at + stun.header + view.getUint16(at + 2);
    if (messageEnd > at + length || at + 8 > end) return;
    const isMsTurn =
      at + 28 <= end && view.getUint32(at + 20) === stun.magicCookie && view.getUint32(at + 24) === stun.msCookie;
    if (!isMsTurn && view.getUint32(at + 4) !== stun.cookie) return;
    this.#kinds |= bits.stun;
    const limit = Math.min(messageEnd, end);
    let attribute = at + stun.header;
    while (attribute + 4 <= limit) {
      const size = view.getUint16(attribute + 2);
      if (view.getUint16(attribute) === stun.data) {
        this.see(view, attribute + 4, size, end, isSent, seconds);
        return;
      }
      attribute += 4 + (isMsTurn ? size : (size + 3) & ~3);
    }
  }

  /** RFC 8656 section 12.4: channel number and length before the data. */
  #seeChannelData(view: DataView, at: number, length: number, end: number, isSent: boolean, seconds: number): void {
    const size = view.getUint16(at + 2);
    const padding = length - 4 - size;
    if (padding < 0 || padding > 3) return;
    this.#kinds |= bits.channelData;
    this.see(view, at + 4, size, end, isSent, seconds);
  }

  /** RFC 3550; payload types tell RTCP apart (RFC 5761). */
  #seeRtp(view: DataView, at: number, length: number, end: number, isSent: boolean, seconds: number): void {
    const second = view.getUint8(at + 1);
    if (second >= 192 && second < 224) {
      if (length >= 8 && 4 * (view.getUint16(at + 2) + 1) <= length) this.#kinds |= bits.rtcp;
      return;
    }
    const first = view.getUint8(at);
    const headerLength = 12 + 4 * (first & 15) + (first & 16 ? 4 : 0);
    if (length < headerLength || at + 12 > end) return;
    this.#kinds |= bits.rtp;
    const stream = this.#streamOf(view.getUint32(at + 8), isSent);
    stream?.see(view.getUint16(at + 2), view.getUint32(at + 4), second & 127, seconds);
  }

  #streamOf(ssrc: number, isSent: boolean): RtpCounter | undefined {
    for (const stream of this.streams) if (stream.ssrc === ssrc && stream.isSent === isSent) return stream;
    if (this.streams.length === mostStreams) return undefined;
    const stream = new RtpCounter(ssrc, isSent);
    this.streams.push(stream);
    return stream;
  }
}
