import { parseAddress } from './address.ts';

/** The prefix length that a dotted IPv4 netmask stands for, 255.252.0.0 for 14; null where it is no netmask. */
export function lengthOfMask(text: string): number | null {
  const mask = ipv4(text);
  if (mask === null) return null;
  const length = 32 - Math.log2((~mask >>> 0) + 1);
  return Number.isInteger(length) ? length : null;
}

/** The dotted netmask of an IPv4 prefix length. */
export function formatMask(length: number): string {
  const mask = length === 0 ? 0 : (0xffffffff << (32 - length)) >>> 0;
  return [24, 16, 8, 0].map((shift) => (mask >>> shift) & 255).join('.');
}

function ipv4(text: string): number | null {
  try {
    const { family, value } = parseAddress(text);
    return family === 4 ? Number(value) : null;
  } catch {
    return null;
  }
}
