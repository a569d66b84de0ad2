import { closeSync, writeSync } from 'node:fs';
import { getSystemErrorName } from 'node:util';
import { ToolError } from '../../contract/error.ts';
import { library } from '../ffi.ts';
import * as k from './constants.ts';
import { attempt } from './errno.ts';
import { Slots } from './slots.ts';

/**
 * The C library that this process runs on already: no path to guess, no file to plant. Every function costs a
 * millisecond at its first use, so what Node can do with a descriptor is left to Node.
 */
const libc = library(() => null);
const socket = libc.bind('socket', { arguments: ['int32', 'int32', 'int32'], return: 'int32' });
const setsockopt = libc.bind('setsockopt', {
  arguments: ['int32', 'int32', 'int32', 'buffer', 'uint32'],
  return: 'int32',
});
const recvmmsg = libc.bind('recvmmsg', {
  arguments: ['int32', 'buffer', 'uint32', 'int32', 'pointer'],
  return: 'int32',
});

/** What an unprivileged process may have by default (net.core.rmem_max); the kernel doubles it. */
const receiveBytes = 212_992;

/** A datagram socket to the kernel's routing interface (rtnetlink(7)); it needs no privilege and never waits. */
export class RoutingSocket {
  readonly #descriptor: number;
  readonly #slots = new Slots();

  /**
   * @param protocol NETLINK_ROUTE, or NETLINK_XFRM for IPsec, which needs privileges
   * @throws ToolError `KernelRoutingUnavailable`
   */
  constructor(protocol: number = k.NETLINK_ROUTE) {
    this.#descriptor = open(protocol);
    this.#set(k.SOL_SOCKET, k.SO_RCVBUF, receiveBytes);
    this.#set(k.SOL_NETLINK, k.NETLINK_NO_ENOBUFS, 1);
  }

  /** @throws ToolError `KernelRoutingUnavailable` */
  send(bytes: Buffer): void {
    try {
      writeSync(this.#descriptor, bytes);
    } catch (error) {
      throw unavailable('write', (error as NodeJS.ErrnoException).code ?? String(error));
    }
  }

  /**
   * The next messages, null where there are none. The kernel answers during send(), and goes on with a list while it is
   * read, so there is nothing to wait for; what found no room in the socket's buffer is lost.
   */
  receive(): Buffer | null {
    const { headers, count } = this.#slots;
    const received = recvmmsg.need()(this.#descriptor, headers, count, k.MSG_TRUNC | k.MSG_DONTWAIT, 0n);
    return received > 0 ? this.#slots.take(received) : null;
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  /** A kernel that refuses has less room, which only costs time. */
  #set(level: number, option: number, value: number): void {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32LE(value);
    setsockopt.need()(this.#descriptor, level, option, bytes, bytes.length);
  }
}

/** @throws ToolError `KernelRoutingUnavailable` */
function open(protocol: number): number {
  const descriptor = attempt(() => socket.need()(k.AF_NETLINK, k.SOCK_RAW | k.SOCK_CLOEXEC, protocol));
  if (typeof descriptor === 'string') throw unavailable('socket', descriptor);
  return descriptor;
}

/** `ENETUNREACH` for 101. */
export function errorName(number: number): string {
  return getSystemErrorName(-number);
}

export function unavailable(call: string, error: string): ToolError {
  return new ToolError(
    'KernelRoutingUnavailable',
    'DeviceError',
    `the kernel's routing interface (rtnetlink) failed: ${call}: ${error}. ` +
      'Where a sandbox forbids netlink sockets, run this tool outside it.',
    error,
  );
}
