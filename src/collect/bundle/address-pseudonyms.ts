import { createHmac, randomBytes } from 'node:crypto';
import { formatAddress, valueOf, width, type Address } from '../../net/address.ts';
import { overlaps, parsePrefix, prefixOf, type Prefix } from '../../net/prefix.ts';
import { readCidr } from '../../net/parse.ts';

/** Addresses that name nobody: private, shared, link-local, multicast, documentation and the like (IANA registries). */
const notPublic = [
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.2.0/24 192.168.0.0/16',
  '198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/3 ::/8 fc00::/7 fe80::/10 ff00::/8 2001:db8::/32 3fff::/20',
]
  .join(' ')
  .split(' ')
  .map(parsePrefix);

/** Where pseudonyms lie: IPv4's reserved block, and IPv6's for documentation (RFC 9637). */
const homes = { 4: parsePrefix('240.0.0.0/4'), 6: parsePrefix('3fff::/20') };

/** Routes to networks of this length or shorter name nobody either, and others depend on them. */
const longestKept = { 4: 16, 6: 28 };

/**
 * Pseudonyms of public addresses and prefixes that keep what routing depends on: prefixes of the same length, nested and
 * disjoint as before (the way of Crypto-PAn: each bit is turned by a keyed function of the bits before it). What overlaps a
 * kept prefix, such as Microsoft's, stays as it is.
 */
export function addressPseudonyms(kept: readonly Prefix[], key: Buffer = randomBytes(32)) {
  const staying = [...notPublic, ...kept];
  const known = new Map<string, string>();
  const turned = (bits: string) => createHmac('sha256', key).update(bits).digest()[0] & 1;
  /** Of an address or CIDR; null where it stays, undefined where it is none. */
  return (text: string): string | null | undefined => {
    const seen = known.get(text);
    if (seen !== undefined) return seen;
    const read = readAny(text);
    if (!read) return undefined;
    const { address, prefix, suffix } = read;
    if (prefix.length <= longestKept[prefix.family] && prefix.first === address.value) return null;
    // An address of a host in a kept prefix, `81.2.69.142/16`, is a host's all the same.
    if (staying.some((kept) => overlaps(kept, prefixOf(address, width(address.family))))) return null;
    if (prefix.first === address.value && staying.some((kept) => overlaps(kept, prefix))) return null;
    const pseudonym = pseudonymOf(address, prefix.length, turned) + suffix;
    known.set(text, pseudonym);
    return pseudonym;
  };
}

function pseudonymOf({ family, value }: Address, length: number, turned: (bits: string) => number): string {
  const bits = value.toString(2).padStart(width(family), '0');
  const home = homes[family];
  let result = home.first;
  for (let i = home.length; i < bits.length; i++) {
    // Host bits below a prefix are turned by the same function, but zeros stay zeros: they are no part of an address.
    const isHostZero = i >= length && !bits.slice(length).includes('1');
    const bit = isHostZero ? 0 : Number(bits[i]) ^ turned(`${family}${bits.slice(0, i)}`);
    if (bit) result |= 1n << BigInt(bits.length - 1 - i);
  }
  return formatAddress(family, result);
}

function readAny(text: string): { address: Address; prefix: Prefix; suffix: string } | null {
  const words = new Uint32Array(4);
  const slash = text.indexOf('/');
  const isIPv6 = text.includes(':');
  const read = readCidr(slash < 0 ? `${text}/${isIPv6 ? 128 : 32}` : text, words);
  if (!read) return null;
  const address = { family: read.family, value: valueOf(words) };
  return { address, prefix: prefixOf(address, read.length), suffix: slash < 0 ? '' : text.slice(slash) };
}
