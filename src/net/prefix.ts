import { ToolError } from '../contract/error.ts';
import type { Family } from '../contract/verdict.ts';
import { formatAddress, valueOf, width, type Address } from './address.ts';
import { hasHostBits, readCidr, type Words } from './parse.ts';

/** An IP prefix: its first address, whose host bits are zero, and its prefix length. */
export interface Prefix {
  readonly family: Family;
  readonly first: bigint;
  readonly length: number;
}

const words: Words = new Uint32Array(4);

/**
 * Reads a CIDR such as `52.112.0.0/14`.
 * @throws ToolError `PrefixInvalid`, also where host bits are set
 */
export function parsePrefix(text: string): Prefix {
  const read = readCidr(text, words);
  if (!read) {
    const shown = JSON.stringify(text.slice(0, 80));
    throw new ToolError(
      'PrefixInvalid',
      'InvalidData',
      `${shown} is not a prefix such as 52.112.0.0/14 or 2603:1063::/38.`,
      text,
    );
  }
  const { family, length } = read;
  if (hasHostBits(words, family, length)) {
    const meant = formatPrefix(prefixOf({ family, value: valueOf(words) }, length));
    throw new ToolError('PrefixInvalid', 'InvalidData', `${text} has host bits set; did you mean ${meant}?`, text);
  }
  return { family, first: valueOf(words), length };
}

/** An interface's address with the length of its on-link prefix, `192.168.1.10/24`: host bits are the point. */
export function parseInterfaceAddress(text: string): { address: Address; prefix: Prefix } {
  const read = readCidr(text, words);
  if (!read)
    throw new ToolError(
      'PrefixInvalid',
      'InvalidData',
      `${JSON.stringify(text.slice(0, 80))} is not an address with a prefix length.`,
      text,
    );
  const address = { family: read.family, value: valueOf(words) };
  return { address, prefix: prefixOf(address, read.length) };
}

/** The prefix of the given length that holds the address. */
export function prefixOf(address: Address, length: number): Prefix {
  const hostBits = BigInt(width(address.family) - length);
  return { family: address.family, first: (address.value >> hostBits) << hostBits, length };
}

export function lastOf(prefix: Prefix): bigint {
  return prefix.first + (1n << BigInt(width(prefix.family) - prefix.length)) - 1n;
}

export function contains(prefix: Prefix, address: Address): boolean {
  return prefix.family === address.family && prefix.first <= address.value && address.value <= lastOf(prefix);
}

/** Two prefixes are nested or disjoint, never partly overlapping. */
export function overlaps(a: Prefix, b: Prefix): boolean {
  return a.family === b.family && a.first <= lastOf(b) && b.first <= lastOf(a);
}

export function formatPrefix(prefix: Prefix): string {
  return `${formatAddress(prefix.family, prefix.first)}/${prefix.length}`;
}
