import type { ProfileFormat } from '../../contract/profile.ts';
import type { Family } from '../../contract/verdict.ts';
import { parseAddress, width } from '../../net/address.ts';
import { lengthOfMask } from '../../net/mask.ts';
import { parseInterfaceAddress, parsePrefix, type Prefix } from '../../net/prefix.ts';
import { toPrefixes } from '../../net/range.ts';
import type { Source, Word } from './source.ts';

/** What a profile's text proves of the routes that its VPN sets, and what it leaves open. */
export interface VpnProfile {
  readonly format: ProfileFormat;
  readonly name: string | null;
  readonly routes: readonly ProfileRoute[];
  readonly unknowns: readonly Unknown[];
  /** Windows' own client: the profile blocks what is outside the tunnel, or filters what goes in. */
  readonly lockDown?: boolean;
  readonly trafficFilter?: boolean;
  readonly notes: readonly string[];
}

export interface ProfileRoute {
  readonly destination: Prefix;
  /** Into the tunnel, or as without the VPN. */
  readonly path: 'Vpn' | 'Local';
  readonly line: number;
  /** The Linux table that it goes to, where that is not the main one. */
  readonly table?: number;
}

/** Routes into the tunnel that may come without the file's telling. */
export interface Unknown {
  readonly what: string;
  readonly within: Prefix;
  /** The longest prefix that such a route may have. */
  readonly longest: number;
  /** Whether the administrator's word on IPv6 settles it. */
  readonly ipv6: boolean;
}

export const everything: Readonly<Record<Family, Prefix>> = {
  4: { family: 4, first: 0n, length: 0 },
  6: { family: 6, first: 0n, length: 0 },
};

/** Routes to anywhere in the given families may come. */
export function anyRoute(what: string, families: readonly Family[] = [4, 6]): Unknown[] {
  return families.map((family) => ({ what, within: everything[family], longest: width(family), ipv6: false }));
}

/** The tunnel may take all IPv6 that nothing more specific sends elsewhere; the administrator can tell. */
export function ipv6Default(what: string): Unknown {
  return { what, within: everything[6], longest: 0, ipv6: true };
}

/** Reads an IPv4 network and its dotted mask, whose host bits don't count. */
export function readMasked(source: Source, address: Word, mask: Word): Prefix {
  const length = lengthOfMask(mask.text);
  if (length === null) throw source.error(mask.offset, `${shown(mask.text)} is not a netmask such as 255.252.0.0.`);
  return readCidr(source, { text: `${address.text}/${length}`, offset: address.offset });
}

/** Reads a CIDR whose host bits don't count. */
export function readCidr(source: Source, { text, offset }: Word): Prefix {
  return source.at(offset, () => parseInterfaceAddress(text).prefix);
}

/** Reads a CIDR in which host bits are a mistake. */
export function readExactCidr(source: Source, { text, offset }: Word): Prefix {
  return source.at(offset, () => parsePrefix(text));
}

/** Reads the addresses from one to another, both included, as the fewest prefixes. */
export function readRange(source: Source, first: Word, last: Word): Prefix[] {
  const [from, to] = [first, last].map(({ text, offset }) => source.at(offset, () => parseAddress(text)));
  if (from.family !== to.family || from.value > to.value)
    throw source.error(first.offset, `${shown(`${first.text} ${last.text}`)} is no range of addresses.`);
  return toPrefixes({ family: from.family, first: from.value, last: to.value });
}

export function shown(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}
