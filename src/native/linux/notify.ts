import { closeSync, read } from 'node:fs';
import type { Family } from '../../contract/verdict.ts';
import { library } from '../ffi.ts';
import * as k from './constants.ts';
import { attempt } from './errno.ts';
import { rtmsg, sockaddr_nl, timeval } from './layouts.ts';
import { Attributes, reading, readMessages, type Message } from './message.ts';
import { unavailable } from './socket.ts';

const libc = library(() => null);
const socket = libc.bind('socket', { arguments: ['int32', 'int32', 'int32'], return: 'int32' });
const bind = libc.bind('bind', { arguments: ['int32', 'buffer', 'uint32'], return: 'int32' });
const setsockopt = libc.bind('setsockopt', {
  arguments: ['int32', 'int32', 'int32', 'buffer', 'uint32'],
  return: 'int32',
});

/** Everything that a routing decision rests on (rtnetlink(7)). */
const groups = [
  k.RTNLGRP_LINK,
  k.RTNLGRP_IPV4_IFADDR,
  k.RTNLGRP_IPV4_ROUTE,
  k.RTNLGRP_IPV4_RULE,
  k.RTNLGRP_IPV6_IFADDR,
  k.RTNLGRP_IPV6_ROUTE,
  k.RTNLGRP_IPV6_RULE,
];

/** A read ends after so long, so that a process that wants to end is not kept by it. */
const patienceSeconds = 1n;
const largestDatagram = 65_536;

/**
 * What the kernel tells of changes, to whoever listens. The waiting is done by a thread of Node's pool, which sleeps in the
 * kernel. Datagrams that find no room in the socket's buffer are lost; those that did still tell that something changed.
 */
export class RoutingNotifications {
  readonly #descriptor = subscribe();
  readonly #bytes = Buffer.allocUnsafe(largestDatagram);

  /** The next datagram, valid until the next call; null where none came within a second. */
  next(): Promise<Buffer | null> {
    return new Promise((done, failed) => {
      read(this.#descriptor, this.#bytes, 0, this.#bytes.length, null, (error, count) => {
        if (error && error.code !== 'EAGAIN') failed(unavailable('read', error.code ?? error.message));
        else done(error ? null : this.#bytes.subarray(0, count));
      });
    });
  }

  /** To be called when no `next` is waiting. */
  close(): void {
    closeSync(this.#descriptor);
  }
}

/** @throws ToolError `KernelRoutingUnavailable` */
function subscribe(): number {
  const descriptor = attempt(() => socket.need()(k.AF_NETLINK, k.SOCK_RAW | k.SOCK_CLOEXEC, k.NETLINK_ROUTE));
  if (typeof descriptor === 'string') throw unavailable('socket', descriptor);
  try {
    join(descriptor);
    return descriptor;
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

function join(descriptor: number): void {
  const address = Buffer.alloc(sockaddr_nl.size);
  address.writeUInt16LE(k.AF_NETLINK, sockaddr_nl.nl_family);
  address.writeUInt32LE(
    groups.reduce((mask, group) => mask + 2 ** (group - 1), 0),
    sockaddr_nl.nl_groups,
  );
  const bound = attempt(() => bind.need()(descriptor, address, address.length));
  if (typeof bound === 'string') throw unavailable('bind', bound);
  const patience = Buffer.alloc(timeval.size);
  patience.writeBigInt64LE(patienceSeconds, timeval.tv_sec);
  set(descriptor, k.SOL_SOCKET, k.SO_RCVTIMEO, patience);
  const yes = Buffer.alloc(4);
  yes.writeInt32LE(1);
  set(descriptor, k.SOL_NETLINK, k.NETLINK_NO_ENOBUFS, yes);
}

/** @throws ToolError `KernelRoutingUnavailable` */
function set(descriptor: number, level: number, option: number, value: Buffer): void {
  const result = attempt(() => setsockopt.need()(descriptor, level, option, value, value.length));
  if (typeof result === 'string') throw unavailable('setsockopt', result);
}

/** A route by what it is known again: its destination and where it led. */
export interface RouteIdentity {
  readonly family: Family;
  readonly first: bigint;
  readonly length: number;
  readonly interfaceIndex: number;
}

/** The routes with one hop whose removal a datagram tells of. */
export function removedRoutes(datagram: Buffer): RouteIdentity[] {
  const messages: Message[] = [];
  readMessages(datagram, messages);
  return messages.flatMap(({ type, body }) => (type === k.RTM_DELROUTE ? reading(() => identityOf(body)) : []));
}

function identityOf(body: Buffer): RouteIdentity[] {
  const attributes = new Attributes(body, rtmsg.size);
  const interfaceIndex = attributes.uint32(k.RTA_OIF);
  if (interfaceIndex === undefined) return [];
  const destination = attributes.get(k.RTA_DST)?.toString('hex') ?? '0';
  return [
    {
      family: body[rtmsg.rtm_family] === k.AF_INET ? 4 : 6,
      first: BigInt(`0x${destination}`),
      length: body[rtmsg.rtm_dst_len],
      interfaceIndex,
    },
  ];
}
