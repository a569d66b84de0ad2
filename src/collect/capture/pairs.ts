import type { Words } from '../../net/parse.ts';
import type { Traffic } from '../../contract/capture.ts';

/** Two ends on one of the file's interfaces. */
export class Ends {
  interface = 0;
  family: 4 | 6 = 4;
  readonly local: Words = new Uint32Array(4);
  localPort = 0;
  readonly remote: Words = new Uint32Array(4);
  remotePort = 0;

  copy(other: Ends): this {
    this.interface = other.interface;
    this.family = other.family;
    this.local.set(other.local);
    this.localPort = other.localPort;
    this.remote.set(other.remote);
    this.remotePort = other.remotePort;
    return this;
  }

  swap(): void {
    for (let i = 0; i < 4; i++) [this.local[i], this.remote[i]] = [this.remote[i], this.local[i]];
    [this.localPort, this.remotePort] = [this.remotePort, this.localPort];
  }

  /** The same ends on another interface hash alike but for `interface`. */
  hash(): number {
    const { local, remote } = this;
    let hash = (this.localPort << 16) ^ this.remotePort;
    hash = Math.imul(hash ^ local[3], 0x9e3779b1);
    hash = Math.imul((hash >>> 15) ^ hash ^ remote[3], 0x85ebca6b);
    if (this.family === 6) {
      for (let i = 0; i < 3; i++) hash = Math.imul((hash >>> 13) ^ hash ^ local[i] ^ remote[i], 0xc2b2ae35);
    }
    return (hash >>> 16) ^ hash;
  }

  equals(other: Ends): boolean {
    return (
      this.localPort === other.localPort &&
      this.remotePort === other.remotePort &&
      this.interface === other.interface &&
      this.family === other.family &&
      sameWords(this.local, other.local) &&
      sameWords(this.remote, other.remote)
    );
  }
}

export function sameWords(a: Words, b: Words): boolean {
  return a[3] === b[3] && a[2] === b[2] && a[1] === b[1] && a[0] === b[0];
}

/** Packets and bytes of one direction. */
export class Count {
  packets = 0;
  bytes = 0;

  add(bytes: number): void {
    this.packets++;
    this.bytes += bytes;
  }

  get traffic(): Traffic {
    return { packets: this.packets, bytes: this.bytes };
  }
}

/** What two ends said to each other. */
export class Pair extends Ends {
  readonly sent = new Count();
  readonly received = new Count();
  first = NaN;
  last = NaN;

  get isEmpty(): boolean {
    return this.sent.packets + this.received.packets === 0;
  }

  /** Counts a packet of `bytes` at a time in seconds, NaN for none. */
  count(isSent: boolean, bytes: number, seconds: number): void {
    (isSent ? this.sent : this.received).add(bytes);
    if (!(seconds >= this.first)) this.first = Number.isNaN(seconds) ? this.first : seconds;
    if (!(seconds <= this.last)) this.last = Number.isNaN(seconds) ? this.last : seconds;
  }
}

/** The most pairs kept: memory stays flat whatever a file holds. */
const mostPairs = 1 << 16;

/** Pairs by their ends: an open-addressing table, at most half full. */
export class PairTable<P extends Pair> {
  readonly pairs: P[] = [];
  readonly #make: () => P;
  #slots = new Int32Array(256);

  constructor(make: () => P) {
    this.#make = make;
  }

  find(ends: Ends): P | undefined {
    return this.pairs[this.#slots[this.#slotOf(ends)] - 1];
  }

  /** The pair with these ends, made where there is none; undefined where the table has no room. */
  findOrAdd(ends: Ends): P | undefined {
    const slot = this.#slotOf(ends);
    const found = this.#slots[slot];
    if (found > 0) return this.pairs[found - 1];
    if (this.pairs.length === mostPairs) return undefined;
    const pair = this.#make().copy(ends);
    this.#slots[slot] = this.pairs.push(pair);
    if (this.pairs.length * 2 > this.#slots.length) this.#grow();
    return pair;
  }

  #slotOf(ends: Ends): number {
    const mask = this.#slots.length - 1;
    let slot = ends.hash() & mask;
    for (;;) {
      const found = this.#slots[slot];
      if (found === 0 || this.pairs[found - 1].equals(ends)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #grow(): void {
    this.#slots = new Int32Array(this.#slots.length * 2);
    this.pairs.forEach((pair, i) => (this.#slots[this.#slotOf(pair)] = i + 1));
  }
}
