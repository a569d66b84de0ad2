import { ToolError } from '../contract/error.ts';
import type { SnapshotRoute } from '../contract/snapshot.ts';
import type { Family } from '../contract/verdict.ts';
import { valueOf } from '../net/address.ts';
import { hasHostBits, readCidr, type Words } from '../net/parse.ts';
import { parsePrefix, type Prefix } from '../net/prefix.ts';

/** The destinations of a table, parsed once for all who ask about it: per route its family, prefix length and four words. */
export interface Destinations {
  readonly families: Uint8Array;
  readonly lengths: Uint8Array;
  readonly words: Uint32Array;
}

/** @throws ToolError `PrefixInvalid` with the route's number */
export function readDestinations(routes: readonly SnapshotRoute[]): Destinations {
  const families = new Uint8Array(routes.length);
  const lengths = new Uint8Array(routes.length);
  const words = new Uint32Array(4 * routes.length);
  const read: Words = new Uint32Array(4);
  for (let i = 0; i < routes.length; i++) {
    const text = routes[i].destination;
    const cidr = readCidr(text, read);
    if (!cidr || hasHostBits(read, cidr.family, cidr.length)) throw invalidDestination(text, i);
    families[i] = cidr.family;
    lengths[i] = cidr.length;
    const at = 4 * i;
    words[at] = read[0];
    words[at + 1] = read[1];
    words[at + 2] = read[2];
    words[at + 3] = read[3];
  }
  return { families, lengths, words };
}

export function destinationAt({ families, lengths, words }: Destinations, index: number): Prefix {
  return {
    family: families[index] as Family,
    first: valueOf(words.subarray(4 * index, 4 * index + 4)),
    length: lengths[index],
  };
}

/** The numbers of the routes that overlap a wanted prefix: few, where the table is large. */
export function overlapping(destinations: Destinations, wanted: readonly Prefix[]): number[] {
  const { families, lengths, words } = destinations;
  const targets = { 4: targetsOf(wanted, 4), 6: targetsOf(wanted, 6) };
  const found: number[] = [];
  for (let i = 0; i < families.length; i++) {
    const { prefixes, octets, firstWord } = targets[families[i] as Family];
    if (lengths[i] >= 8 && octets[words[4 * i + firstWord] >>> 24] === 0) continue;
    for (let j = 0; j < prefixes.length; j++) {
      const bits = Math.min(lengths[i], prefixes[j].length);
      if (isEqualUpTo(words, 4 * i, prefixes[j].words, 32 * firstWord + bits)) {
        found.push(i);
        break;
      }
    }
  }
  return found;
}

interface Targets {
  /** Which of the four words holds the first octet. */
  readonly firstWord: 0 | 3;
  readonly prefixes: readonly { readonly length: number; readonly words: Words }[];
  /** 1 for every first octet of an address in a prefix: most routes of a large table need no second look. */
  readonly octets: Uint8Array;
}

function targetsOf(wanted: readonly Prefix[], family: Family): Targets {
  const firstWord = family === 4 ? 3 : 0;
  const octets = new Uint8Array(256);
  const prefixes = wanted
    .filter((prefix) => prefix.family === family)
    .map((prefix) => ({ length: prefix.length, words: wordsOf(prefix) }));
  for (const { length, words } of prefixes) {
    const first = words[firstWord] >>> 24;
    octets.fill(1, first, first + 2 ** Math.max(0, 8 - length));
  }
  return { firstWord, prefixes, octets };
}

function isEqualUpTo(words: Uint32Array, at: number, wanted: Words, bits: number): boolean {
  for (let i = 0; bits > 0; i++, bits -= 32) {
    const difference = words[at + i] ^ wanted[i];
    if (bits >= 32 ? difference !== 0 : difference >>> (32 - bits) !== 0) return false;
  }
  return true;
}

function wordsOf(prefix: Prefix): Words {
  const words: Words = new Uint32Array(4);
  for (let i = 0; i < 4; i++) words[3 - i] = Number((prefix.first >> BigInt(32 * i)) & 0xffffffffn);
  return words;
}

function invalidDestination(text: string, index: number): ToolError {
  try {
    parsePrefix(text);
  } catch (error) {
    if (error instanceof ToolError) return error.at(`routes[${index}].destination`);
  }
  return new ToolError('PrefixInvalid', 'InvalidData', `routes[${index}].destination: ${text} is not a prefix.`, text);
}
