import { release } from 'node:os';
import type { SnapshotInterface } from '../../contract/snapshot.ts';
import * as k from '../../native/linux/constants.ts';
import { readAddresses, readLinks, type Link, type LinkAddress } from '../../native/linux/links.ts';
import type { Netlink } from '../../native/linux/netlink.ts';
import { addressText } from './text.ts';

export function readInterfaces(netlink: Netlink): SnapshotInterface[] {
  const addresses = Map.groupBy(readAddresses(netlink), (address) => address.index);
  const links = readLinks(netlink);
  return links.map((link) => ({
    ...interfaceOf(link, addresses.get(link.index) ?? []),
    ...lowerOf(link, links),
  }));
}

/** Kinds that stand on another interface of this machine. */
const standing = /^(vlan|macvlan|macvtap|ipvlan|ipvtap|macsec|virt_wifi|ipoib)$/;

function lowerOf({ index, kind, link }: Link, links: readonly Link[]): { lower?: number[] } {
  const parts = links.filter(({ master }) => master === index).map((part) => part.index);
  const lower = link !== null && standing.test(kind ?? '') ? [link, ...parts] : parts;
  return lower.length > 0 ? { lower } : {};
}

/** Linux 5.14 and later tell the bus of a device; before, not to be told says nothing. */
const tellsBuses = isAtLeast(release(), 5, 14);

function isAtLeast(version: string, major: number, minor: number): boolean {
  const [ownMajor, ownMinor] = version.split('.').map(Number);
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}

/**
 * `up` is the administrator's word (IFF_UP), not the carrier's: the kernel goes on routing into a link that has lost its
 * carrier. Linux has no metric of an interface, and drops the routes of one that is down.
 */
function interfaceOf(link: Link, addresses: readonly LinkAddress[]): SnapshotInterface {
  return {
    index: link.index,
    name: link.name,
    description: link.alias,
    type: typeOf(link),
    deviceId: link.kind,
    hardware: link.bus !== null || (tellsBuses ? false : null),
    up: link.up,
    connected4: link.up,
    connected6: link.up,
    metric4: 0,
    metric6: 0,
    addresses: addresses.map(ownAddress),
  };
}

/** The prefix length of a point-to-point address says what is on-link around the peer, not around the own address. */
function ownAddress({ address, peer, prefixLength }: LinkAddress): string {
  return `${addressText(address)}/${address.equals(peer) ? prefixLength : address.length * 8}`;
}

/** IANA's ifType numbers, https://www.iana.org/assignments/smi-numbers (ifType). */
const ifType = {
  other: 1,
  ethernet: 6,
  ppp: 23,
  loopback: 24,
  slip: 28,
  wlan: 71,
  tunnel: 131,
  infiniband: 199,
  wwan: 243,
};

const typeByHardware = new Map([
  [k.ARPHRD_ETHER, ifType.ethernet],
  [k.ARPHRD_INFINIBAND, ifType.infiniband],
  [k.ARPHRD_SLIP, ifType.slip],
  [k.ARPHRD_PPP, ifType.ppp],
  [k.ARPHRD_RAWIP, ifType.wwan],
  [k.ARPHRD_TUNNEL, ifType.tunnel],
  [k.ARPHRD_TUNNEL6, ifType.tunnel],
  [k.ARPHRD_LOOPBACK, ifType.loopback],
  [k.ARPHRD_SIT, ifType.tunnel],
  [k.ARPHRD_IPGRE, ifType.tunnel],
  [k.ARPHRD_IEEE80211, ifType.wlan],
  [k.ARPHRD_IP6GRE, ifType.tunnel],
]);

/** A device without a link layer is a tunnel if software made it (tun, wireguard, xfrm), else a modem. */
function typeOf({ hardwareType, kind }: Link): number {
  if (hardwareType === k.ARPHRD_NONE) return kind === null || kind === 'wwan' ? ifType.wwan : ifType.tunnel;
  return typeByHardware.get(hardwareType) ?? ifType.other;
}
