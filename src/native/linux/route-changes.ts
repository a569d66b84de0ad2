import { routeProtocol } from '../../contract/repair.ts';
import type { Family } from '../../contract/verdict.ts';
import * as k from './constants.ts';
import { rtmsg } from './layouts.ts';
import { attribute } from './message.ts';
import type { Netlink } from './netlink.ts';

/** A unicast route of this tool's, which the kernel keeps with the protocol number that marks it. */
export interface OwnRoute {
  readonly family: Family;
  /** 4 or 16 bytes in network order. */
  readonly destination: Buffer;
  readonly prefixLength: number;
  /** Null where the destination is on-link. */
  readonly gateway: Buffer | null;
  readonly index: number;
  /** The gateway is on the interface's link, whatever the prefixes there are; the kernel refuses another (ENETUNREACH). */
  readonly onlink: boolean;
  readonly metric: number;
  readonly table: number;
}

/**
 * Adds a route where there is none with its prefix, metric and table. The kernel's error by name, such as `EEXIST`;
 * null where it is added. rtnetlink(7), RTM_NEWROUTE.
 * @throws ToolError `KernelRoutingUnavailable`
 */
export function addRoute(netlink: Netlink, route: OwnRoute): string | null {
  const scope = route.gateway === null && route.family === 4 ? k.RT_SCOPE_LINK : k.RT_SCOPE_UNIVERSE;
  return netlink.change(k.RTM_NEWROUTE, k.NLM_F_CREATE | k.NLM_F_EXCL, encode(route, scope));
}

/**
 * Removes the route that agrees in everything, the mark included. The kernel's error by name, `ESRCH` where there is
 * none; null where it is removed. rtnetlink(7), RTM_DELROUTE.
 * @throws ToolError `KernelRoutingUnavailable`
 */
export function removeRoute(netlink: Netlink, route: OwnRoute): string | null {
  return netlink.change(k.RTM_DELROUTE, 0, encode(route, k.RT_SCOPE_NOWHERE));
}

/**
 * Whether this process may change routes here (CAP_NET_ADMIN over this network namespace): the kernel asks that before
 * it finds that a message about no family is about nothing.
 */
export function mayChangeRoutes(netlink: Netlink): boolean {
  return netlink.change(k.RTM_DELROUTE, 0, Buffer.alloc(rtmsg.size)) !== 'EPERM';
}

function encode(route: OwnRoute, scope: number): Buffer {
  const head = Buffer.alloc(rtmsg.size);
  head[rtmsg.rtm_family] = route.family === 4 ? k.AF_INET : k.AF_INET6;
  head[rtmsg.rtm_dst_len] = route.prefixLength;
  head[rtmsg.rtm_table] = route.table < 256 ? route.table : 0;
  head[rtmsg.rtm_protocol] = routeProtocol;
  head[rtmsg.rtm_scope] = scope;
  head[rtmsg.rtm_type] = k.RTN_UNICAST;
  head.writeUInt32LE(route.onlink ? k.RTNH_F_ONLINK : 0, rtmsg.rtm_flags);
  return Buffer.concat([
    head,
    attribute(k.RTA_DST, route.destination),
    ...(route.gateway ? [attribute(k.RTA_GATEWAY, route.gateway)] : []),
    attribute(k.RTA_OIF, uint32(route.index)),
    attribute(k.RTA_PRIORITY, uint32(route.metric)),
    attribute(k.RTA_TABLE, uint32(route.table)),
  ]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
