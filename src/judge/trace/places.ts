import type { Snapshot } from '../../contract/snapshot.ts';
import { formatAddress, parseAddress, width, type Address } from '../../net/address.ts';
import { contains, formatPrefix, parsePrefix, type Prefix } from '../../net/prefix.ts';
import { decide } from '../../routes/decide.ts';
import type { Decision } from '../../routes/select.ts';
import { interfaceAddresses, type InterfaceAddress } from '../interface-addresses.ts';
import type { Classification } from '../interfaces.ts';
import { nameOf } from '../paths.ts';

/** What an address tells of where it is. */
export interface Place {
  /** The interfaces of this machine whose network it is in: none, one, or several that cannot be told apart. */
  readonly interfaces: readonly number[];
  /** In words. */
  readonly network: string;
}

/** The network of an address of this machine itself. */
export const thisMachine = 'this machine';

/** Address spaces that no address of the internet is in (RFC 6890). */
const spaces: readonly { readonly prefix: Prefix; readonly network: string }[] = (
  [
    ['10.0.0.0/8', 'private network (RFC 1918)'],
    ['172.16.0.0/12', 'private network (RFC 1918)'],
    ['192.168.0.0/16', 'private network (RFC 1918)'],
    ['100.64.0.0/10', "carrier's network (RFC 6598)"],
    ['169.254.0.0/16', 'link-local'],
    ['fc00::/7', 'private network (RFC 4193)'],
    ['fe80::/10', 'link-local'],
  ] as const
).map(([text, network]) => ({ prefix: parsePrefix(text), network }));

/** Tells of addresses where they are, by a snapshot's interfaces and routes and the Optimize prefixes. */
export function placesOf(
  addresses: readonly string[],
  snapshot: Snapshot,
  interfaces: Classification,
  wanted: readonly Prefix[],
): ReadonlyMap<string, Place> {
  const parsed = [...new Set(addresses)].map(parseAddress);
  const { pieces } = decide(snapshot, parsed.map(hostPrefix));
  const own = interfaceAddresses(snapshot);
  return new Map(
    parsed.map((address, i) => [
      formatAddress(address.family, address.value),
      placeOf(address, pieces[i].decision, own, interfaces, wanted),
    ]),
  );
}

export function hostPrefix({ family, value }: Address): Prefix {
  return { family, first: value, length: width(family) };
}

function placeOf(
  address: Address,
  decision: Decision,
  own: readonly InterfaceAddress[],
  interfaces: Classification,
  wanted: readonly Prefix[],
): Place {
  const mine = own.find((each) => each.address.family === address.family && each.address.value === address.value);
  if (mine) return { interfaces: [], network: thisMachine };
  const space = spaces.find(({ prefix }) => contains(prefix, address));
  const nearest = nearestInterfaces(address, own, space ? routesInto(space.prefix, decision) : []);
  if (nearest.length > 0) {
    const names = nearest.map((index) => nameOf(interfaces, index));
    return { interfaces: nearest, network: `network of ${names.join(' or ')}` };
  }
  const optimize = wanted.find((prefix) => contains(prefix, address));
  const network = space?.network ?? (optimize ? `Teams media (${formatPrefix(optimize)})` : 'internet');
  return { interfaces: [], network };
}

interface Candidate {
  readonly interfaceIndex: number;
  readonly length: number;
}

/**
 * The interfaces with the longest prefix around an address, of its own addresses' on-link prefixes and of routes that lead
 * into the address's own space: a default route leads to an address, but says nothing of where it is.
 */
function nearestInterfaces(address: Address, own: readonly InterfaceAddress[], routes: readonly Candidate[]): number[] {
  const onLink = own
    .filter(({ prefix }) => contains(prefix, address))
    .map(({ interfaceIndex, prefix }) => ({ interfaceIndex, length: prefix.length }));
  const candidates = [...onLink, ...routes];
  const longest = Math.max(...candidates.map(({ length }) => length));
  const nearest = candidates.filter(({ length }) => length === longest);
  return [...new Set(nearest.map(({ interfaceIndex }) => interfaceIndex))];
}

function routesInto(space: Prefix, { best, missing }: Decision): Candidate[] {
  if (missing !== null) return [];
  return best
    .map(({ interfaceIndex, destination }) => ({ interfaceIndex, length: parsePrefix(destination).length }))
    .filter(({ length }) => length >= space.length);
}
