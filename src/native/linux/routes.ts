import type { Family } from '../../contract/verdict.ts';
import * as k from './constants.ts';
import { rta_cacheinfo, rtmsg, rtnexthop, rtvia } from './layouts.ts';
import { aligned, Attributes, malformed } from './message.ts';
import type { Netlink } from './netlink.ts';

/** A route, RTM_NEWROUTE. */
export interface KernelRoute {
  readonly family: Family;
  /** Null for the prefix of length 0. */
  readonly destination: Buffer | null;
  readonly prefixLength: number;
  /** Of a source-specific route (IPv6); length 0 elsewhere. */
  readonly source: Buffer | null;
  readonly sourceLength: number;
  readonly tos: number;
  readonly table: number;
  /** RTN_* of linux/rtnetlink.h. */
  readonly type: number;
  /** Who installed it, RTPROT_* of linux/rtnetlink.h. */
  readonly protocol: number;
  readonly priority: number;
  /** None for a route that leads nowhere; several for a multipath route. */
  readonly hops: readonly Hop[];
  /** The next hop object whose hops it takes; null without one. */
  readonly nextHopId: number | null;
  readonly expired: boolean;
}

export interface Hop {
  /** Null where the destination is on-link; of the other family for an IPv4 route by an IPv6 gateway (RFC 5549). */
  readonly gateway: Buffer | null;
  readonly index: number;
  /** From 1. */
  readonly weight: number;
  /** The kernel passes it over: its link is down. */
  readonly dead: boolean;
  /** The gateway is on the interface's link, whatever the prefixes there are. */
  readonly onlink: boolean;
  /** What it wraps packets in, LWTUNNEL_ENCAP_* of linux/lwtunnel.h; null: nothing. */
  readonly encap: number | null;
}

/** Every table's routes of one family. */
export function readRoutes(netlink: Netlink, family: Family): KernelRoute[] {
  return netlink.dump(k.RTM_GETROUTE, routeHeader(family), (body) => {
    const remembered = (body.readUInt32LE(rtmsg.rtm_flags) & k.RTM_F_CLONED) !== 0;
    return remembered || familyOf(body) !== family ? null : decodeRoute(body, family);
  });
}

function decodeRoute(body: Buffer, family: Family): KernelRoute {
  const attributes = new Attributes(body, rtmsg.size);
  return {
    family,
    destination: attributes.get(k.RTA_DST) ?? null,
    prefixLength: body[rtmsg.rtm_dst_len],
    source: attributes.get(k.RTA_SRC) ?? null,
    sourceLength: body[rtmsg.rtm_src_len],
    tos: body[rtmsg.rtm_tos],
    table: attributes.uint32(k.RTA_TABLE) ?? body[rtmsg.rtm_table],
    type: body[rtmsg.rtm_type],
    protocol: body[rtmsg.rtm_protocol],
    priority: attributes.uint32(k.RTA_PRIORITY) ?? 0,
    hops: hopsOf(body, attributes),
    nextHopId: attributes.uint32(k.RTA_NH_ID) ?? null,
    expired: (attributes.get(k.RTA_CACHEINFO)?.readInt32LE(rta_cacheinfo.rta_expires) ?? 0) < 0,
  };
}

function hopsOf(body: Buffer, attributes: Attributes): Hop[] {
  const multipath = attributes.get(k.RTA_MULTIPATH);
  if (multipath) return [...multipathHops(multipath)];
  const index = attributes.uint32(k.RTA_OIF);
  if (index === undefined) return [];
  return [
    {
      gateway: gatewayOf(attributes),
      index,
      weight: 1,
      ...flagsOf(body[rtmsg.rtm_flags]),
      encap: attributes.uint16(k.RTA_ENCAP_TYPE) ?? null,
    },
  ];
}

function* multipathHops(bytes: Buffer): Generator<Hop> {
  for (let at = 0; at + rtnexthop.size <= bytes.length;) {
    const length = bytes.readUInt16LE(at + rtnexthop.rtnh_len);
    if (length < rtnexthop.size || at + length > bytes.length) throw malformed();
    const attributes = new Attributes(bytes.subarray(at, at + length), rtnexthop.size);
    yield {
      gateway: gatewayOf(attributes),
      index: bytes.readInt32LE(at + rtnexthop.rtnh_ifindex),
      weight: bytes[at + rtnexthop.rtnh_hops] + 1,
      ...flagsOf(bytes[at + rtnexthop.rtnh_flags]),
      encap: attributes.uint16(k.RTA_ENCAP_TYPE) ?? null,
    };
    at += aligned(length);
  }
}

/** Of RTNH_F_*, linux/rtnetlink.h. */
export function flagsOf(flags: number): Pick<Hop, 'dead' | 'onlink'> {
  return { dead: (flags & k.RTNH_F_DEAD) !== 0, onlink: (flags & k.RTNH_F_ONLINK) !== 0 };
}

function gatewayOf(attributes: Attributes): Buffer | null {
  return attributes.get(k.RTA_GATEWAY) ?? attributes.get(k.RTA_VIA)?.subarray(rtvia.rtvia_addr) ?? null;
}

/** The header of a request about a family's routes. */
export function routeHeader(family: Family): Buffer {
  const bytes = Buffer.alloc(rtmsg.size);
  bytes[rtmsg.rtm_family] = family === 4 ? k.AF_INET : k.AF_INET6;
  return bytes;
}

function familyOf(body: Buffer): Family | null {
  const family = body[rtmsg.rtm_family];
  return family === k.AF_INET ? 4 : family === k.AF_INET6 ? 6 : null;
}
