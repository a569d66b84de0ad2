import { getSystemErrorName } from 'node:util';
import { ToolError } from '../../contract/error.ts';
import { copyMemory, library } from '../ffi.ts';
import * as k from './constants.ts';
import { Slots } from './slots.ts';

/** The C library that this process runs on already: no path to guess, no file to plant. */
const libc = library(() => null);
const socket = libc.bind('socket', { arguments: ['int32', 'int32', 'int32'], return: 'int32' });
const setsockopt = libc.bind('setsockopt', {
  arguments: ['int32', 'int32', 'int32', 'buffer', 'uint32'],
  return: 'int32',
});
const send = libc.bind('send', { arguments: ['int32', 'buffer', 'uint64', 'int32'], return: 'int64' });
const recvmmsg = libc.bind('recvmmsg', {
  arguments: ['int32', 'buffer', 'uint32', 'int32', 'pointer'],
  return: 'int32',
});
const close = libc.bind('close', { arguments: ['int32'], return: 'int32' });
const errnoLocation = libc.bind('__errno_location', { arguments: [], return: 'pointer' });

/** What an unprivileged process may have by default (net.core.rmem_max); the kernel doubles it. */
const receiveBytes = 212_992;
/** A datagram socket to the kernel's routing interface (rtnetlink(7)); it needs no privilege and never waits. */
export class RoutingSocket {
  readonly #descriptor: number;
  /** Found before the first call that can fail: looking it up changes errno. */
  readonly #errno = errnoLocation.need()();
  readonly #slots = new Slots();

  /** @throws ToolError `KernelRoutingUnavailable` */
  constructor() {
    this.#descriptor = socket.need()(k.AF_NETLINK, k.SOCK_RAW | k.SOCK_CLOEXEC, k.NETLINK_ROUTE);
    if (this.#descriptor < 0) throw this.#failure('socket');
    this.#set(k.SOL_SOCKET, k.SO_RCVBUF, receiveBytes);
    this.#set(k.SOL_NETLINK, k.NETLINK_NO_ENOBUFS, 1);
  }

  /** @throws ToolError `KernelRoutingUnavailable` */
  send(bytes: Buffer): void {
    if (Number(send.need()(this.#descriptor, bytes, BigInt(bytes.length), 0)) < 0) throw this.#failure('send');
  }

  /**
   * The next datagrams, none where there are none. The kernel answers during send(), and goes on with a list while it is
   * read, so there is nothing to wait for; what found no room in the socket's buffer is lost.
   */
  receive(): Buffer[] {
    const { headers, count } = this.#slots;
    const received = recvmmsg.need()(this.#descriptor, headers, count, k.MSG_TRUNC | k.MSG_DONTWAIT, 0n);
    return received < 0 ? [] : this.#slots.take(received);
  }

  close(): void {
    close.need()(this.#descriptor);
  }

  #set(level: number, option: number, value: number): void {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32LE(value);
    if (setsockopt.need()(this.#descriptor, level, option, bytes, bytes.length) < 0) throw this.#failure('setsockopt');
  }

  #failure(call: string): ToolError {
    return unavailable(call, errorName(copyMemory(this.#errno, 4).readInt32LE()));
  }
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
