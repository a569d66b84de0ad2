import type { Damage } from './damage.ts';
import type { Frame } from './frame.ts';
import type { Interfaces } from './interfaces.ts';
import { isRecord, isRow, pcapVariants, type PcapVariant } from './pcap-records.ts';
import type { Clock } from './time.ts';
import { largestRecord, type Window } from './window.ts';

const fileHeaderLength = 24;

export function isPcap(window: Window): boolean {
  return window.end >= fileHeaderLength && pcapVariants.has(window.view.getUint32(0, true));
}

/** The records of a pcap file (draft-ietf-opsawg-pcap). */
export class PcapReader {
  readonly format = 'pcap';
  readonly section = { computer: null, operatingSystem: null, application: null };
  packets = 0;
  readonly #window: Window;
  readonly #frame: Frame;
  readonly #clock: Clock;
  readonly #damage: Damage;
  readonly #variant: PcapVariant;
  readonly #interface: number;
  /** Bytes from the window's start to the next record: the one before stays, in case that it lies about its length. */
  #ahead = 0;
  /** The seconds of the last record, which may be damaged, and of the one before. */
  #second = NaN;
  #secondBefore = NaN;
  /** Where the file stopped making sense; -1 while it does. */
  #lostAt = -1;
  /** The record before that place. */
  #suspect = -1;

  constructor(window: Window, frame: Frame, interfaces: Interfaces, clock: Clock, damage: Damage) {
    this.#window = window;
    this.#frame = frame;
    this.#clock = clock;
    this.#damage = damage;
    this.#variant = pcapVariants.get(window.view.getUint32(0, true))!;
    const linkType = window.view.getUint32(20, this.#variant.littleEndian) & 0xffff;
    this.#interface = interfaces.add({ name: null, description: null, index: null, addresses: [], linkType });
    frame.linkType = linkType;
    window.start = fileHeaderLength;
  }

  /** Hands every whole record of the window to `see`. */
  read(see: () => void): void {
    do {
      if (this.#lostAt >= 0 && !this.#findWay()) return;
      this.#readRecords(see);
    } while (this.#lostAt >= 0);
  }

  /** What is left at the file's end is a cut record, or the rest of one that lies about its length. */
  finish(see: () => void): void {
    while (this.#lostAt >= 0 || this.#window.start + this.#ahead < this.#window.end) {
      const isCut = this.#lostAt < 0;
      if (isCut) {
        this.#window.start += this.#ahead;
        this.#lostAt = this.#window.offsetOf(this.#window.start);
        this.#ahead = 1;
      }
      if (!this.#findWay()) {
        if (isCut) this.#damage.tell(`The last packet, at offset ${this.#lostAt}, is cut: the capture ended there.`);
        else this.#damage.gap(`From offset ${this.#lostAt} to the end nothing is readable.`);
        return;
      }
      this.#readRecords(see);
    }
  }

  #readRecords(see: () => void): void {
    const { view } = this.#window;
    const { littleEndian, unit, headerLength } = this.#variant;
    const frame = this.#frame;
    let previous = this.#window.start;
    let at = previous + this.#ahead;
    const last = this.#window.end - headerLength;
    while (at <= last) {
      if (!isRecord(view, at, littleEndian)) {
        this.#lostAt = this.#window.offsetOf(at);
        break;
      }
      const next = at + headerLength + view.getUint32(at + 8, littleEndian);
      if (next > this.#window.end) break;
      this.#secondBefore = this.#second;
      this.#second = view.getUint32(at, littleEndian);
      frame.interface = this.#interface;
      frame.at = at + headerLength;
      frame.end = next;
      frame.original = view.getUint32(at + 12, littleEndian);
      frame.seconds = this.#clock.since(this.#second) + view.getUint32(at + 4, littleEndian) * unit;
      this.packets++;
      see();
      previous = at;
      at = next;
    }
    this.#window.start = previous;
    this.#ahead = at - previous;
  }

  /** Goes on at the next row of records, looked for from within the record before; false where there is none yet. */
  #findWay(): boolean {
    const window = this.#window;
    if (this.#ahead > 0) {
      this.#suspect = window.offsetOf(window.start);
      window.start++;
      this.#ahead = 0;
    }
    if (!this.#findRow()) return false;
    const offset = window.offsetOf(window.start);
    const damaged = offset < this.#lostAt ? this.#suspect : this.#lostAt;
    this.#damage.gap(`The file is damaged at offset ${damaged}; reading went on at offset ${offset}.`);
    this.#lostAt = -1;
    return true;
  }

  #findRow(): boolean {
    const { view, start, end, ended } = this.#window;
    const last = end - this.#variant.headerLength;
    for (let at = start; at <= last; at++) {
      const found = isRow(view, at, end, ended, this.#variant, this.#secondBefore);
      if (found === 'none' || (found === 'more' && end - at > largestRecord)) continue;
      this.#window.start = at;
      return found === 'row';
    }
    this.#window.start = Math.max(start, last + 1);
    return false;
  }
}
