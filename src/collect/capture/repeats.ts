import type { Frame } from './frame.ts';
import type { Flow } from './payload.ts';
import { optionCodes, readOptions } from './pcapng-options.ts';

const slots = 1024;
/** How many packets may lie between: further away in the file they are a second recording, of whatever time. */
const reach = 64;
const payloadRead = 64;
/** Fewer bytes don't tell two packets apart that have no number. */
const leastPayload = 8;

/**
 * Recognises a packet that the file had a moment before: pktmon logs each one at every component that it passes, and
 * pktmon's own converter to pcapng drops what tells the components apart.
 */
export class Repeats {
  readonly #hashes = new Int32Array(slots);
  readonly #checks = new Int32Array(slots);
  readonly #seconds = new Float64Array(slots).fill(-Infinity);
  readonly #flows: (Flow | null)[] = new Array<Flow | null>(slots).fill(null);
  readonly #ids: (bigint | null)[] = new Array<bigint | null>(slots).fill(null);
  readonly #numbers = new Float64Array(slots);
  #number = 0;

  /** The flow that had this packet a moment before; null for a new one. */
  find(frame: Frame, flow: Flow, isSent: boolean): Flow | null {
    const payloadAt = frame.transport + 8;
    const payloadEnd = Math.min(frame.end, frame.transport + frame.length, payloadAt + payloadRead);
    if (frame.datagram === 0 && payloadEnd - payloadAt < leastPayload) return null;
    setHash(frame, flow, isSent, payloadAt, payloadEnd);
    const slot = hash & (slots - 1);
    const id = packetId(frame);
    const isSame = this.#hashes[slot] === hash && this.#checks[slot] === check && this.#ids[slot] === id;
    const elapsed = Math.abs(frame.seconds - this.#seconds[slot]);
    const isNear = ++this.#number - this.#numbers[slot] <= reach && elapsed <= (id === null ? frame.repeatsWithin : 1);
    if (isSame && isNear) return this.#flows[slot];
    this.#hashes[slot] = hash;
    this.#checks[slot] = check;
    this.#seconds[slot] = frame.seconds;
    this.#numbers[slot] = this.#number;
    this.#flows[slot] = flow;
    this.#ids[slot] = id;
    return null;
  }
}

let hash = 0;
let check = 0;

/**
 * Of the ends, the datagram's number and length, and its first bytes; not of checksums, which a network card may fill in
 * after some components had the packet.
 */
function setHash(frame: Frame, flow: Flow, isSent: boolean, at: number, end: number): void {
  hash = flow.hash() ^ (isSent ? 0x55555555 : 0);
  check = frame.datagram;
  mix((frame.length << 16) ^ frame.datagram);
  for (; at + 4 <= end; at += 4) mix(frame.view.getInt32(at));
}

function mix(word: number): void {
  hash = Math.imul(((hash << 13) | (hash >>> 19)) ^ word, 0x9e3779b1);
  check = Math.imul(((check << 7) | (check >>> 25)) ^ word, 0x85ebca6b);
}

/** epb_packetid: the same number for the same packet, where the program knew (etl2pcapng, from pktmon's group). */
function packetId({ view, optionsAt, optionsEnd, littleEndian }: Frame): bigint | null {
  if (optionsAt >= optionsEnd) return null;
  for (const { code, at, length } of readOptions(view, optionsAt, optionsEnd, littleEndian)) {
    if (code === optionCodes.packetId && length === 8) return view.getBigUint64(at, littleEndian);
  }
  return null;
}
