import type { Family } from '../contract/verdict.ts';

/** The four 32-bit words of an address, most significant first; an IPv4 address is in the last one. */
export type Words = Uint32Array;

const dot = 46;
const zero = 48;
const colon = 58;

/**
 * Reads the IPv4 or IPv6 address in `text[start, end)` into `words` and tells its family, or 0 where it is none.
 * Strict: four decimal octets without leading zeros, or the forms of RFC 4291 section 2.2; no zone, no spaces.
 */
export function readAddress(text: string, start: number, end: number, words: Words): Family | 0 {
  clear(words);
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === dot) return readIPv4(text, start, end, words) ? 4 : 0;
    if (code === colon) return readIPv6(text, start, end, words) ? 6 : 0;
  }
  return 0;
}

/** Four stores, since a call of `fill` costs as much as the rest of an IPv4 address. */
function clear(words: Words): void {
  words[0] = words[1] = words[2] = words[3] = 0;
}

function readIPv4(text: string, start: number, end: number, words: Words): boolean {
  let value = 0;
  let octet = 0;
  let digits = 0;
  let octets = 0;
  for (let at = start; at <= end; at++) {
    const code = at === end ? dot : text.charCodeAt(at);
    if (code === dot) {
      if (digits === 0 || octet > 255) return false;
      value = value * 256 + octet;
      octets++;
      octet = 0;
      digits = 0;
    } else if (code >= zero && code <= zero + 9) {
      if (digits > 0 && octet === 0) return false;
      octet = octet * 10 + (code - zero);
      if (++digits > 3) return false;
    } else {
      return false;
    }
  }
  words[3] = value;
  return octets === 4;
}

const groups = new Uint16Array(8);

function readIPv6(text: string, start: number, end: number, words: Words): boolean {
  let count = 0;
  let gap = -1;
  let at = start;
  if (text.charCodeAt(at) === colon) {
    if (at + 1 >= end || text.charCodeAt(at + 1) !== colon) return false;
    gap = 0;
    at += 2;
  }
  while (at < end) {
    if (count === 8) return false;
    const groupStart = at;
    let group = 0;
    let code = 0;
    while (at < end && (code = text.charCodeAt(at)) !== colon && code !== dot) {
      const digit = hexDigit(code);
      if (digit < 0 || at - groupStart === 4) return false;
      group = group * 16 + digit;
      at++;
    }
    if (at < end && code === dot) {
      if (count > 6 || !readIPv4(text, groupStart, end, words)) return false;
      groups[count++] = words[3] >>> 16;
      groups[count++] = words[3] & 0xffff;
      break;
    }
    if (at === groupStart) return false;
    groups[count++] = group;
    if (at === end) break;
    at++;
    if (at === end) return false;
    if (text.charCodeAt(at) === colon) {
      if (gap >= 0) return false;
      gap = count;
      at++;
    }
  }
  if (gap < 0 ? count !== 8 : count > 7) return false;
  spread(count, gap, words);
  return true;
}

/** Puts the groups read into their words, with the zeros that `::` at group `gap` stands for. */
function spread(count: number, gap: number, words: Words): void {
  clear(words);
  for (let i = 0; i < count; i++) {
    const position = gap >= 0 && i >= gap ? 8 - count + i : i;
    words[position >> 1] |= groups[i] << (position % 2 === 0 ? 16 : 0);
  }
}

function hexDigit(code: number): number {
  if (code >= zero && code <= zero + 9) return code - zero;
  const letter = code | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}

/**
 * Reads the CIDR in `text` into `words` and tells family and prefix length, or null where it is none.
 * Host bits are left as they are: `hasHostBits` asks for them.
 */
export function readCidr(text: string, words: Words): { family: Family; length: number } | null {
  const slash = slashOf(text);
  if (slash < 0) return null;
  const family = readAddress(text, 0, slash, words);
  const length = readLength(text, slash + 1);
  if (family === 0 || length < 0 || length > (family === 4 ? 32 : 128)) return null;
  return { family, length };
}

/** Looked for from the end, where at most three digits follow it. */
function slashOf(text: string): number {
  for (let at = text.length - 2; at > 0 && at >= text.length - 4; at--) {
    if (text.charCodeAt(at) === 47) return at;
  }
  return -1;
}

function readLength(text: string, start: number): number {
  let length = 0;
  for (let at = start; at < text.length; at++) {
    const digit = text.charCodeAt(at) - zero;
    if (digit < 0 || digit > 9 || (at > start && length === 0)) return -1;
    length = length * 10 + digit;
  }
  return length;
}

/** Whether a bit below the prefix length is set. */
export function hasHostBits(words: Words, family: Family, length: number): boolean {
  let rest = family === 4 ? length + 96 : length;
  for (let i = 0; i < 4; i++, rest -= 32) {
    if (rest >= 32) continue;
    const host = rest <= 0 ? words[i] : words[i] & (0xffffffff >>> rest);
    if (host !== 0) return true;
  }
  return false;
}
