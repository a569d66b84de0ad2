import type { Damage } from './damage.ts';
import type { Frame } from './frame.ts';
import type { Interfaces } from './interfaces.ts';
import { readInterface, type SectionInterface } from './pcapng-interface.ts';
import { readSection, repeatsWithin, type Section } from './pcapng-section.ts';
import type { Clock } from './time.ts';
import type { Window } from './window.ts';

export const blockTypes = {
  section: 0x0a0d0d0a,
  interface: 1,
  oldPacket: 2,
  simplePacket: 3,
  enhancedPacket: 6,
} as const;

/** What the blocks of a pcapng file say: of its sections, their interfaces and their packets. */
export class PcapngBlocks {
  littleEndian = true;
  section: Section = { computer: null, operatingSystem: null, application: null };
  packets = 0;
  readonly #window: Window;
  readonly #frame: Frame;
  readonly #interfaces: Interfaces;
  readonly #clock: Clock;
  readonly #damage: Damage;
  /** The interfaces of this section. */
  #own: SectionInterface[] = [];

  constructor(window: Window, frame: Frame, interfaces: Interfaces, clock: Clock, damage: Damage) {
    this.#window = window;
    this.#frame = frame;
    this.#interfaces = interfaces;
    this.#clock = clock;
    this.#damage = damage;
  }

  /** Reads the block at `at`, whose body ends at `end`, and hands its packet to `see`; false where it makes no sense. */
  read(at: number, end: number, see: () => void): boolean {
    const { view } = this.#window;
    switch (view.getUint32(at, this.littleEndian)) {
      case blockTypes.enhancedPacket:
        return end - at >= 28 && this.#readPacket(at, end, view.getUint32(at + 8, this.littleEndian), see);
      case blockTypes.oldPacket:
        return end - at >= 28 && this.#readPacket(at, end, view.getUint16(at + 8, this.littleEndian), see);
      case blockTypes.simplePacket:
        return end - at >= 12 && this.#readSimplePacket(at, end, see);
      case blockTypes.interface:
        if (end - at < 16) return false;
        this.#own.push(readInterface(view, at + 8, end, this.littleEndian, this.#clock, this.#interfaces));
        return true;
      case blockTypes.section:
        if (end - at < 24) return false;
        this.section = readSection(view, at, end, this.littleEndian);
        this.#frame.repeatsWithin = repeatsWithin(this.section);
        this.#own = [];
        return true;
      default:
        return true;
    }
  }

  #readPacket(at: number, end: number, interfaceId: number, see: () => void): boolean {
    const { view } = this.#window;
    const frame = this.#frame;
    const from = this.#own[interfaceId];
    if (from === undefined) return false;
    const captured = this.#within(view.getUint32(at + 20, this.littleEndian), at, end - at - 28);
    frame.original = view.getUint32(at + 24, this.littleEndian);
    frame.seconds = from.time.seconds(
      view.getUint32(at + 12, this.littleEndian),
      view.getUint32(at + 16, this.littleEndian),
    );
    frame.optionsAt = at + 28 + ((captured + 3) & ~3);
    frame.optionsEnd = end;
    this.#hand(at + 28, captured, from, see);
    return true;
  }

  /** A packet without a time, of the section's first interface. */
  #readSimplePacket(at: number, end: number, see: () => void): boolean {
    const from = this.#own[0];
    if (from === undefined) return false;
    const frame = this.#frame;
    frame.original = this.#window.view.getUint32(at + 8, this.littleEndian);
    frame.seconds = NaN;
    frame.optionsAt = frame.optionsEnd = 0;
    const announced = from.snapLength > 0 ? Math.min(frame.original, from.snapLength) : frame.original;
    this.#hand(at + 12, this.#within(announced, at, end - at - 12), from, see);
    return true;
  }

  #hand(at: number, captured: number, from: SectionInterface, see: () => void): void {
    const frame = this.#frame;
    frame.at = at;
    frame.end = at + captured;
    frame.interface = from.number;
    frame.linkType = from.linkType;
    frame.littleEndian = this.littleEndian;
    this.packets++;
    see();
  }

  #within(captured: number, at: number, room: number): number {
    if (captured <= room) return captured;
    this.#damage.tell(`The packet at offset ${this.#window.offsetOf(at)} is said to be longer than its block.`);
    return room;
  }
}
