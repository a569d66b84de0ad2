import { closeSync } from 'node:fs';
import type { Family } from '../../contract/verdict.ts';
import { library } from '../ffi.ts';
import * as k from './constants.ts';
import { attempt } from './errno.ts';
import { sockaddr_in6 } from './layouts.ts';
import { readSocketAddress, socketAddress, type Endpoint } from './udp-address.ts';
import { arrivalInterface, arrivalTime, icmpErrorIn, type IcmpError } from './udp-control.ts';
import { ReceivedMessage } from './udp-message.ts';

const libc = library(() => null);
const socket = libc.bind('socket', { arguments: ['int32', 'int32', 'int32'], return: 'int32' });
const setsockopt = libc.bind('setsockopt', {
  arguments: ['int32', 'int32', 'int32', 'buffer', 'uint32'],
  return: 'int32',
});
const bind = libc.bind('bind', { arguments: ['int32', 'buffer', 'uint32'], return: 'int32' });
const connect = libc.bind('connect', { arguments: ['int32', 'buffer', 'uint32'], return: 'int32' });
const getsockname = libc.bind('getsockname', { arguments: ['int32', 'buffer', 'buffer'], return: 'int32' });
const sendto = libc.bind('sendto', {
  arguments: ['int32', 'buffer', 'uint64', 'int32', 'pointer', 'uint32'],
  return: 'int64',
});
const recvmsg = libc.bind('recvmsg', { arguments: ['int32', 'buffer', 'int32'], return: 'int64' });

export interface Datagram {
  readonly from: Endpoint;
  /** Null for a datagram that is longer than any that is waited for. */
  readonly bytes: Buffer | null;
  /** When the kernel took it, on the clock of performance.now(). */
  readonly at: number;
  /** The interface it came by. */
  readonly interfaceIndex: number | null;
}

/**
 * A UDP socket that tells what Node's doesn't: ICMP errors and who sent them, the interface that a datagram came by, and
 * the kernel's own time of arrival. It never waits and needs no privilege. Failures are told as names, such as `EPERM`.
 */
export class UdpSocket {
  readonly #descriptor: number;
  readonly #family: Family;
  readonly #message = new ReceivedMessage();
  /** When the last datagram was sent, on the clock of performance.now(). */
  sentAt = 0;

  private constructor(family: Family, descriptor: number) {
    this.#family = family;
    this.#descriptor = descriptor;
  }

  static open(family: Family): UdpSocket | string {
    const number = family === 4 ? k.AF_INET : k.AF_INET6;
    const descriptor = attempt(() => socket.need()(number, k.SOCK_DGRAM | k.SOCK_CLOEXEC, 0));
    if (typeof descriptor === 'string') return descriptor;
    const opened = new UdpSocket(family, descriptor);
    opened.#set(k.SOL_SOCKET, k.SO_TIMESTAMPNS, 1);
    if (family === 4) opened.#set(k.IPPROTO_IP, k.IP_PKTINFO, 1);
    else opened.#set(k.IPPROTO_IPV6, k.IPV6_RECVPKTINFO, 1);
    return opened;
  }

  /** Asks for ICMP errors; from then on they also fail the next send. */
  reportErrors(): void {
    if (this.#family === 4) this.#set(k.IPPROTO_IP, k.IP_RECVERR, 1);
    else this.#set(k.IPPROTO_IPV6, k.IPV6_RECVERR, 1);
  }

  /** Routers that a packet passes at most; IPv6 calls it hop limit. */
  limitHops(limit: number): void {
    if (this.#family === 4) this.#set(k.IPPROTO_IP, k.IP_TTL, limit);
    else this.#set(k.IPPROTO_IPV6, k.IPV6_UNICAST_HOPS, limit);
  }

  bind(endpoint: Endpoint): string | null {
    const name = socketAddress(endpoint);
    return errorIn(attempt(() => bind.need()(this.#descriptor, name, name.length)));
  }

  /** Chooses the other end and with it the source address. Sends nothing. */
  connect(endpoint: Endpoint): string | null {
    const name = socketAddress(endpoint);
    return errorIn(attempt(() => connect.need()(this.#descriptor, name, name.length)));
  }

  localEndpoint(): Endpoint | null {
    const name = Buffer.alloc(sockaddr_in6.size);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(name.length);
    return getsockname.need()(this.#descriptor, name, length) === 0 ? readSocketAddress(name) : null;
  }

  /** Sends one datagram, to the connected other end where no other is named. */
  send(bytes: Buffer, to?: Endpoint): string | null {
    const call = sendto.need();
    const name = to ? socketAddress(to) : null;
    const length = BigInt(bytes.length);
    this.sentAt = performance.now();
    return errorIn(
      attempt(() => Number(call(this.#descriptor, bytes, length, k.MSG_DONTWAIT, name, name ? name.length : 0))),
    );
  }

  /** The next datagram; null where there is none, or where an error stands in for one. */
  receive(): Datagram | null {
    const length = this.#next(k.MSG_DONTWAIT | k.MSG_TRUNC);
    if (length < 0) return null;
    const from = readSocketAddress(this.#message.name);
    if (!from) return null;
    const controls = [...this.#message.controls()];
    return {
      from,
      bytes: this.#message.body(length),
      at: arrivalTime(controls),
      interfaceIndex: arrivalInterface(controls),
    };
  }

  /** The next ICMP error; null where there is none. */
  receiveError(): IcmpError | null {
    while (this.#next(k.MSG_DONTWAIT | k.MSG_ERRQUEUE) >= 0) {
      const error = icmpErrorIn([...this.#message.controls()]);
      if (error) return error;
    }
    return null;
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #next(flags: number): number {
    this.#message.prepare();
    return Number(recvmsg.need()(this.#descriptor, this.#message.header, flags));
  }

  #set(level: number, option: number, value: number): void {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32LE(value);
    setsockopt.need()(this.#descriptor, level, option, bytes, bytes.length);
  }
}

function errorIn(result: number | string): string | null {
  return typeof result === 'string' ? result : null;
}
