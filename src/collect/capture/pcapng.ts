import type { Damage } from './damage.ts';
import type { Frame } from './frame.ts';
import type { Interfaces } from './interfaces.ts';
import { blockTypes, PcapngBlocks } from './pcapng-packets.ts';
import type { Section } from './pcapng-section.ts';
import type { Clock } from './time.ts';
import { largestRecord, type Window } from './window.ts';

const byteOrderMagic = 0x1a2b3c4d;
/** Type, length, and the length again at the end. */
const leastBlock = 12;
/** Blocks of known types that are not read may be long, such as the keys of TLS; this ends belief in it. */
const largestSkipped = 1 << 26;
const skippedTypes = { last: 0xffff, custom: 0x40000bad } as const;

export function isPcapng({ view, end }: Window): boolean {
  if (end < 28 || view.getUint32(0) !== blockTypes.section) return false;
  return view.getUint32(8) === byteOrderMagic || view.getUint32(8, true) === byteOrderMagic;
}

/** The blocks of a pcapng file (draft-ietf-opsawg-pcapng). */
export class PcapngReader {
  readonly format = 'pcapng';
  readonly #window: Window;
  readonly #damage: Damage;
  readonly #blocks: PcapngBlocks;
  /** Where the file stopped making sense; -1 while it does. */
  #lostAt = -1;

  constructor(window: Window, frame: Frame, interfaces: Interfaces, clock: Clock, damage: Damage) {
    this.#window = window;
    this.#damage = damage;
    this.#blocks = new PcapngBlocks(window, frame, interfaces, clock, damage);
  }

  get packets(): number {
    return this.#blocks.packets;
  }

  get section(): Section {
    return this.#blocks.section;
  }

  /** Hands every packet of the window's whole blocks to `see`. */
  read(see: () => void): void {
    const window = this.#window;
    for (;;) {
      if (this.#lostAt >= 0 && !this.#findWay()) return;
      const at = window.start;
      if (at + leastBlock > window.end) return;
      this.#setByteOrder(at);
      const length = window.view.getUint32(at + 4, this.#blocks.littleEndian);
      if (at + length > window.end && this.#isAwaited(at, length)) {
        if (length > largestRecord) window.start = at + length;
        return;
      }
      if (this.#isBlock(at) === 'block' && this.#blocks.read(at, at + length - 4, see)) window.start = at + length;
      else this.#lose();
    }
  }

  /** What is left at the file's end is a cut block, or the rest of one that lies about its length. */
  finish(see: () => void): void {
    const window = this.#window;
    if (window.start > window.end)
      this.#damage.gap(
        `A block is said to reach to offset ${window.offsetOf(window.start)}, behind the end of the file.`,
      );
    while (this.#lostAt >= 0 || window.start < window.end) {
      const isCut = this.#lostAt < 0;
      if (isCut) this.#lose();
      if (!this.#findWay()) {
        if (isCut) this.#damage.tell(`The last block, at offset ${this.#lostAt}, is cut: the capture ended there.`);
        else this.#damage.gap(`From offset ${this.#lostAt} to the end nothing is readable.`);
        return;
      }
      this.read(see);
    }
  }

  /** A section header's type reads the same in both byte orders. */
  #setByteOrder(at: number): void {
    const { view, end } = this.#window;
    if (at + leastBlock <= end && view.getUint32(at) === blockTypes.section)
      this.#blocks.littleEndian = view.getUint32(at + 8, true) === byteOrderMagic;
  }

  /** Whether the rest of a block is worth reading on for. */
  #isAwaited(at: number, length: number): boolean {
    if (length % 4 !== 0) return false;
    const type = this.#window.view.getUint32(at, this.#blocks.littleEndian);
    if (length <= largestRecord) return true;
    const isKnown = (type > blockTypes.enhancedPacket && type <= skippedTypes.last) || type === skippedTypes.custom;
    return isKnown && length <= largestSkipped;
  }

  #lose(): void {
    this.#lostAt = this.#window.offsetOf(this.#window.start);
    this.#window.start++;
  }

  /** Goes on at the next place that looks like a block of a known type; false where there is none yet. */
  #findWay(): boolean {
    const window = this.#window;
    const last = window.end - leastBlock;
    for (let at = window.start; at <= last; at++) {
      const type = window.view.getUint32(at, this.#blocks.littleEndian);
      if (type !== blockTypes.section && (type === 0 || type > 10)) continue;
      this.#setByteOrder(at);
      const found = this.#isBlock(at);
      if (found === 'none' || (found === 'more' && window.end - at > largestRecord)) continue;
      window.start = at;
      if (found === 'more') return false;
      const offset = window.offsetOf(at);
      this.#damage.gap(`The file is damaged at offset ${this.#lostAt}; reading went on at offset ${offset}.`);
      this.#lostAt = -1;
      return true;
    }
    window.start = Math.max(window.start, last + 1);
    return false;
  }

  /** Whether the same length stands at both ends of what begins at `at`; `more` where the other end isn't read yet. */
  #isBlock(at: number): 'block' | 'none' | 'more' {
    const { view, end, ended } = this.#window;
    const { littleEndian } = this.#blocks;
    const length = view.getUint32(at + 4, littleEndian);
    if (length < leastBlock || length % 4 !== 0 || length > largestRecord) return 'none';
    if (at + length > end) return ended ? 'none' : 'more';
    return view.getUint32(at + length - 4, littleEndian) === length ? 'block' : 'none';
  }
}
