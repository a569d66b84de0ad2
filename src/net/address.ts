import { ToolError } from '../contract/error.ts';
import type { Family } from '../contract/verdict.ts';
import { readAddress, type Words } from './parse.ts';

/** An IP address as a number of its family's width. */
export interface Address {
  readonly family: Family;
  readonly value: bigint;
}

const words: Words = new Uint32Array(4);

/**
 * Reads an IPv4 or IPv6 address (RFC 4291 section 2.2; no zone, no leading zeros in octets).
 * @throws ToolError `AddressInvalid`
 */
export function parseAddress(text: string): Address {
  const family = readAddress(text, 0, text.length, words);
  if (family === 0) throw new ToolError('AddressInvalid', 'InvalidData', notAnAddress(text), text);
  return { family, value: valueOf(words) };
}

export function valueOf(words: Words): bigint {
  if (words[0] === 0 && words[1] === 0 && words[2] === 0) return BigInt(words[3]);
  return (
    (BigInt(words[0] * 2 ** 21 + (words[1] >>> 11)) << 75n) |
    (BigInt(words[1] & 0x7ff) << 64n) |
    (BigInt(words[2]) << 32n) |
    BigInt(words[3])
  );
}

function notAnAddress(text: string): string {
  const shown = JSON.stringify(text.slice(0, 80));
  if (text.includes('%')) return `${shown} has a zone; write the address without "%" and what follows.`;
  if (/(^|\.)0[0-9]/.test(text))
    return `${shown} has an octet with a leading zero, which some programs read as octal; write it without.`;
  return `${shown} is not an IPv4 or IPv6 address.`;
}

/** The bits of a family's addresses. */
export function width(family: Family): 32 | 128 {
  return family === 4 ? 32 : 128;
}

/** An address as RFC 5952 text, without a zone. */
export function formatAddress(family: Family, value: bigint): string {
  return family === 4 ? formatIPv4(Number(value)) : formatIPv6(value);
}

function formatIPv4(value: number): string {
  return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}

function formatIPv6(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, i) => Number((value >> BigInt(112 - 16 * i)) & 0xffffn));
  const gap = longestZeroRun(groups);
  const hex = (part: number[]) => part.map((group) => group.toString(16)).join(':');
  const mappedIPv4 = value >> 32n === 0xffffn;
  if (mappedIPv4) return `::ffff:${formatIPv4(Number(value & 0xffffffffn))}`;
  return gap.length < 2
    ? hex(groups)
    : `${hex(groups.slice(0, gap.start))}::${hex(groups.slice(gap.start + gap.length))}`;
}

function longestZeroRun(groups: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    let length = 0;
    while (start + length < groups.length && groups[start + length] === 0) length++;
    if (length > best.length) best = { start, length };
    start += length;
  }
  return best;
}
