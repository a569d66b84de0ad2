import * as k from './constants.ts';
import { ifaddrmsg, ifinfomsg } from './layouts.ts';
import { Attributes, textOf } from './message.ts';
import type { Netlink } from './netlink.ts';

/** A network interface, RTM_NEWLINK. */
export interface Link {
  readonly index: number;
  readonly name: string;
  readonly alias: string | null;
  /** Hardware type, ARPHRD_* of linux/if_arp.h. */
  readonly hardwareType: number;
  /** `tun`, `wireguard`, `veth`, …; null for a physical device. */
  readonly kind: string | null;
  /** `pci`, `usb`, `virtio`, …; null for a device made of software, and before Linux 5.14. */
  readonly bus: string | null;
  readonly up: boolean;
  /** The bridge, bond or VRF that it is a part of; null: none. */
  readonly master: number | null;
  /** What a VLAN or the like stands on, the other end of a veth; null: nothing, or something in another namespace. */
  readonly link: number | null;
}

export function readLinks(netlink: Netlink): Link[] {
  return netlink.dump(k.RTM_GETLINK, Buffer.alloc(ifinfomsg.size), decodeLink);
}

function decodeLink(body: Buffer): Link {
  const attributes = new Attributes(body, ifinfomsg.size);
  const info = attributes.get(k.IFLA_LINKINFO);
  return {
    index: body.readInt32LE(ifinfomsg.ifi_index),
    name: textOf(attributes.get(k.IFLA_IFNAME)) ?? '',
    alias: textOf(attributes.get(k.IFLA_IFALIAS)),
    hardwareType: body.readUInt16LE(ifinfomsg.ifi_type),
    kind: info ? textOf(new Attributes(info).get(k.IFLA_INFO_KIND)) : null,
    bus: textOf(attributes.get(k.IFLA_PARENT_DEV_BUS_NAME)),
    up: (body.readUInt32LE(ifinfomsg.ifi_flags) & k.IFF_UP) !== 0,
    master: attributes.uint32(k.IFLA_MASTER) ?? null,
    link: attributes.get(k.IFLA_LINK_NETNSID) ? null : (attributes.uint32(k.IFLA_LINK) ?? null),
  };
}

/** An interface's address, RTM_NEWADDR. */
export interface LinkAddress {
  readonly index: number;
  readonly address: Buffer;
  /** The other end of a point-to-point link; equal to `address` elsewhere. */
  readonly peer: Buffer;
  /** The length of the on-link prefix, which is the peer's. */
  readonly prefixLength: number;
}

export function readAddresses(netlink: Netlink): LinkAddress[] {
  return netlink.dump(k.RTM_GETADDR, Buffer.alloc(ifaddrmsg.size), decodeAddress);
}

function decodeAddress(body: Buffer): LinkAddress | null {
  const attributes = new Attributes(body, ifaddrmsg.size);
  const peer = attributes.get(k.IFA_ADDRESS) ?? attributes.get(k.IFA_LOCAL);
  const family = body[ifaddrmsg.ifa_family];
  if (!peer || (family !== k.AF_INET && family !== k.AF_INET6)) return null;
  return {
    index: body.readUInt32LE(ifaddrmsg.ifa_index),
    address: attributes.get(k.IFA_LOCAL) ?? peer,
    peer,
    prefixLength: body[ifaddrmsg.ifa_prefixlen],
  };
}
