import { randomBytes } from 'node:crypto';
import * as k from '../../native/linux/constants.ts';
import type { IcmpError } from '../../native/linux/udp-control.ts';
import { UdpSocket } from '../../native/linux/udp.ts';
import type { Address } from '../../net/address.ts';
import { addressText, bytesOf } from '../linux/text.ts';
import { bindingRequest, transactionId } from '../stun.ts';
import type { HopReply, Prober } from './prober.ts';

/** Teams media's own port, so that firewalls and policy routes treat the probes as they treat media. */
const mediaPort = 3478;

interface Probe {
  readonly ttl: number;
  readonly attempt: number;
  readonly socket: UdpSocket;
}

/**
 * Follows a path by STUN Binding requests to UDP 3478, each from a socket of its own, whose error queue holds what routers
 * say of it (ip(7), IP_RECVERR). That needs no privilege, unlike ICMP.
 */
export class UdpProber implements Prober {
  readonly #target: Buffer;
  #probes: Probe[] = [];
  source: string | null = null;
  error: string | null = null;

  constructor(target: Address) {
    this.#target = bytesOf(target);
  }

  send(ttl: number, attempt: number): boolean {
    const socket = UdpSocket.open(this.#target.length === 4 ? 4 : 6);
    if (typeof socket === 'string') {
      this.error = socket;
      return false;
    }
    socket.reportErrors();
    socket.limitHops(ttl);
    this.#probes.push({ ttl, attempt, socket });
    const refused = socket.connect({ address: this.#target, port: mediaPort });
    if (refused === null) this.source ??= sourceOf(socket);
    this.error = refused ?? socket.send(bindingRequest(transactionId(randomBytes(12))));
    return this.error === null;
  }

  replies(): HopReply[] {
    const replies = this.#probes.map((probe) => [probe, replyTo(probe, this.#target)] as const);
    const answered = replies.filter(([, reply]) => reply !== null);
    for (const [probe] of answered) probe.socket.close();
    this.#probes = replies.filter(([, reply]) => reply === null).map(([probe]) => probe);
    return answered.map(([, reply]) => reply!);
  }

  async close(): Promise<void> {
    for (const { socket } of this.#probes) socket.close();
    this.#probes = [];
  }
}

function sourceOf(socket: UdpSocket): string | null {
  const local = socket.localEndpoint();
  return local && addressText(local.address);
}

/** The socket is connected, so a datagram is the target's: any, since whoever listens there need not speak STUN. */
function replyTo({ ttl, attempt, socket }: Probe, target: Buffer): HopReply | null {
  const datagram = socket.receive();
  if (datagram) {
    const address = addressText(datagram.from.address);
    return { ttl, attempt, address, answer: 'Target', unreachable: null, roundTrip: datagram.at - socket.sentAt };
  }
  const error = socket.receiveError();
  const meaning = error && meaningOf(error, target);
  return meaning && { ttl, attempt, address: addressText(error.from), ...meaning, roundTrip: error.at - socket.sentAt };
}

type Meaning = Pick<HopReply, 'answer' | 'unreachable'>;

/** RFC 792 and RFC 4443 section 3; null for what says nothing of the path. */
function meaningOf({ type, code, from }: IcmpError, target: Buffer): Meaning | null {
  const { expired, unreachable, codes } = target.length === 4 ? icmp : icmp6;
  if (type === expired) return { answer: 'Router', unreachable: null };
  if (type !== unreachable) return null;
  const what = codes.get(code) ?? 'destination';
  // Nobody listens on the port, says the target: that is its answer.
  if (what === 'port' && from.equals(target)) return { answer: 'Target', unreachable: null };
  return { answer: 'Unreachable', unreachable: what };
}

const icmp = {
  expired: k.ICMP_TIME_EXCEEDED,
  unreachable: k.ICMP_DEST_UNREACH,
  codes: new Map<number, string>([
    [0, 'network'],
    [1, 'host'],
    [2, 'protocol'],
    [3, 'port'],
    [6, 'network'],
    [7, 'host'],
    [9, 'prohibited'],
    [10, 'prohibited'],
    [11, 'network'],
    [12, 'host'],
    [13, 'prohibited'],
  ]),
};

const icmp6 = {
  expired: k.ICMPV6_TIME_EXCEED,
  unreachable: k.ICMPV6_DEST_UNREACH,
  codes: new Map<number, string>([
    [0, 'network'],
    [1, 'prohibited'],
    [2, 'scope'],
    [3, 'host'],
    [4, 'port'],
    [5, 'prohibited'],
    [6, 'prohibited'],
  ]),
};
