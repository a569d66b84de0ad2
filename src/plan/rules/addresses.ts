import { formatAddress, width } from '../../net/address.ts';
import { lastOf, parsePrefix, formatPrefix, type Prefix } from '../../net/prefix.ts';

/**
 * A prefix as every firewall takes it: a single address bare, and all addresses as a range, since [MS-GPFAS] and [MS-FASP]
 * know neither a /32 nor a /0.
 */
export function remoteAddress(prefix: Prefix): string {
  const { family, first, length } = prefix;
  if (length === width(family)) return formatAddress(family, first);
  return length === 0
    ? `${formatAddress(family, first)}-${formatAddress(family, lastOf(prefix))}`
    : formatPrefix(prefix);
}

/** An IPv4 subnet with its mask, as Windows itself writes it; anything else as it is. */
export function withMask(address: string): string {
  if (!address.includes('/') || address.includes(':')) return address;
  const { first, length } = parsePrefix(address);
  return `${formatAddress(4, first)}/${formatAddress(4, (0xffff_ffffn << BigInt(32 - length)) & 0xffff_ffffn)}`;
}
