import { library } from '../ffi.ts';
import * as k from './constants.ts';
import { in6_pktinfo, in_pktinfo, sock_extended_err, timespec } from './layouts.ts';
import { readSocketAddress } from './udp-address.ts';
import type { Control } from './udp-message.ts';

/** What a router or host said of a packet (ICMP, ICMPv6). */
export interface IcmpError {
  readonly from: Buffer;
  readonly type: number;
  readonly code: number;
  /** When the kernel took it, on the clock of performance.now(). */
  readonly at: number;
}

const clockGettime = library(() => null).bind('clock_gettime', { arguments: ['int32', 'buffer'], return: 'int32' });

/** The interface that a datagram came by; null where the kernel does not say. */
export function arrivalInterface(controls: readonly Control[]): number | null {
  for (const { level, type, payload } of controls) {
    if (level === k.IPPROTO_IP && type === k.IP_PKTINFO) return payload.readInt32LE(in_pktinfo.ipi_ifindex);
    if (level === k.IPPROTO_IPV6 && type === k.IPV6_PKTINFO) return payload.readInt32LE(in6_pktinfo.ipi6_ifindex);
  }
  return null;
}

/** Null for an error of this machine itself: it comes from nobody and tells of no hop. */
export function icmpErrorIn(controls: readonly Control[]): IcmpError | null {
  for (const { level, type, payload } of controls) {
    const isError =
      (level === k.IPPROTO_IP && type === k.IP_RECVERR) || (level === k.IPPROTO_IPV6 && type === k.IPV6_RECVERR);
    if (!isError) continue;
    const from = readSocketAddress(payload.subarray(sock_extended_err.size));
    const origin = payload[sock_extended_err.ee_origin];
    if (!from || (origin !== k.SO_EE_ORIGIN_ICMP && origin !== k.SO_EE_ORIGIN_ICMP6)) return null;
    const [code, kind] = [payload[sock_extended_err.ee_code], payload[sock_extended_err.ee_type]];
    return { from: from.address, type: kind, code, at: arrivalTime(controls) };
  }
  return null;
}

const now = Buffer.alloc(timespec.size);

/** The kernel's time of arrival is by the wall clock; its age makes of it one of performance.now(). */
export function arrivalTime(controls: readonly Control[]): number {
  const stamp = controls.find(({ level, type }) => level === k.SOL_SOCKET && type === k.SO_TIMESTAMPNS);
  if (!stamp) return performance.now();
  clockGettime.need()(k.CLOCK_REALTIME, now);
  return performance.now() - (milliseconds(now) - milliseconds(stamp.payload));
}

function milliseconds(time: Buffer): number {
  return Number(time.readBigInt64LE(timespec.tv_sec)) * 1000 + Number(time.readBigInt64LE(timespec.tv_nsec)) / 1e6;
}
