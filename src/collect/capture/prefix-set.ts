import type { Prefix } from '../../net/prefix.ts';

const size = 1 << 16;
const none = 0;
const all = 1;
const some = 2;

/**
 * Prefixes of both families, asked about a packet at a time: the first 16 bits of an address mostly tell. Addresses are
 * signed 32-bit words, as a DataView reads them.
 */
export class PrefixSet {
  readonly #first4 = new Uint8Array(size);
  readonly #first6 = new Uint8Array(size);
  /** Words and masks of the IPv4 prefixes, two by two, and of the IPv6 prefixes, eight by eight. */
  readonly #rules4: Int32Array;
  readonly #rules6: Int32Array;

  constructor(prefixes: readonly Prefix[]) {
    for (const prefix of prefixes) this.#mark(prefix);
    this.#rules4 = Int32Array.from(prefixes.filter(({ family }) => family === 4).flatMap(rulesOf));
    this.#rules6 = Int32Array.from(prefixes.filter(({ family }) => family === 6).flatMap(rulesOf));
  }

  has4(address: number): boolean {
    const mark = this.#first4[address >>> 16];
    return mark !== none && (mark === all || this.#match4(address));
  }

  /** Whether the IPv6 address at `at` is in the set. */
  has6(view: DataView, at: number): boolean {
    const mark = this.#first6[view.getUint16(at)];
    return mark !== none && (mark === all || this.#match6(view, at));
  }

  #mark({ family, first, length }: Prefix): void {
    const marks = family === 4 ? this.#first4 : this.#first6;
    const start = Number(first >> BigInt(family === 4 ? 16 : 112));
    if (length <= 16) marks.fill(all, start, start + 2 ** (16 - length));
    else marks[start] ||= some;
  }

  #match4(address: number): boolean {
    const rules = this.#rules4;
    for (let i = 0; i < rules.length; i += 2) if ((address & rules[i + 1]) === rules[i]) return true;
    return false;
  }

  #match6(view: DataView, at: number): boolean {
    const rules = this.#rules6;
    for (let i = 0; i < rules.length; i += 8) {
      let isSame = true;
      for (let word = 0; word < 4; word++) {
        isSame &&= (view.getInt32(at + 4 * word) & rules[i + 2 * word + 1]) === rules[i + 2 * word];
      }
      if (isSame) return true;
    }
    return false;
  }
}

/** A prefix's words, each followed by its mask. */
function rulesOf({ family, first, length }: Prefix): number[] {
  const words = family === 4 ? 1 : 4;
  return Array.from({ length: words }, (_, i) => {
    const shift = BigInt(32 * (words - 1 - i));
    const bits = Math.min(32, Math.max(0, length - 32 * i));
    return [Number(BigInt.asIntN(32, first >> shift)), bits === 0 ? 0 : -1 << (32 - bits)];
  }).flat();
}
