import type { Prefix } from '../../net/prefix.ts';
import { Fragments } from './fragments.ts';
import type { Frame } from './frame.ts';
import { protocols, readAddresses, readIPv4, readIPv6 } from './ip.ts';
import type { Interfaces } from './interfaces.ts';
import { findIp, unreadLinkType } from './link.ts';
import { Ends, PairTable } from './pairs.ts';
import { Flow } from './payload.ts';
import { PrefixSet } from './prefix-set.ts';
import { Repeats } from './repeats.ts';
import { Tunnels } from './tunnels.ts';

/** What to look for: the Optimize prefixes, and the protocol and ports of media. */
export interface Wanted {
  readonly prefixes: readonly Prefix[];
  readonly protocol: 'udp' | 'tcp';
  readonly ports: readonly { readonly first: number; readonly last: number }[];
}

/** Sorts frames into flows of the Optimize prefixes and streams of VPNs. */
export class Dissector {
  readonly flows = new PairTable(() => new Flow());
  readonly tunnels = new Tunnels();
  readonly counts = { duplicates: 0, otherProtocol: 0, withoutPorts: 0, unlisted: 0, unreadLinkType: 0 };
  first = NaN;
  last = NaN;
  readonly #interfaces: Interfaces;
  readonly #wanted: PrefixSet;
  readonly #protocol: number;
  readonly #ports: Wanted['ports'];
  readonly #fragments = new Fragments();
  readonly #repeats = new Repeats();
  readonly #ends = new Ends();

  constructor(wanted: Wanted, interfaces: Interfaces) {
    this.#interfaces = interfaces;
    this.#wanted = new PrefixSet(wanted.prefixes);
    this.#protocol = protocols[wanted.protocol];
    this.#ports = wanted.ports;
  }

  see(frame: Frame): void {
    const { seconds, view } = frame;
    if (!(seconds >= this.first) && seconds === seconds) this.first = seconds;
    if (!(seconds <= this.last) && seconds === seconds) this.last = seconds;
    const ip = findIp(frame);
    if (ip === unreadLinkType) this.counts.unreadLinkType++;
    if (ip < 0 || ip >= frame.end) return;
    if (frame.interfaceIndex !== 0) frame.interface = this.#interfaces.withIndex(frame.interface, frame.interfaceIndex);
    const version = view.getUint8(ip) >>> 4;
    if (version === 4) {
      if (!readIPv4(frame, ip)) return;
      const isTo = this.#wanted.has4(view.getInt32(ip + 16));
      const isFrom = this.#wanted.has4(view.getInt32(ip + 12));
      if (isTo || isFrom) this.#seeMedia(frame, ip, isTo, isFrom);
      else this.tunnels.see(frame, ip);
    } else if (version === 6) {
      if (!readIPv6(frame, ip)) return;
      const isTo = this.#wanted.has6(view, ip + 24);
      const isFrom = this.#wanted.has6(view, ip + 8);
      if (isTo || isFrom) this.#seeMedia(frame, ip, isTo, isFrom);
      else this.tunnels.see(frame, ip);
    }
  }

  #seeMedia(frame: Frame, ip: number, isTo: boolean, isFrom: boolean): void {
    if (frame.protocol !== this.#protocol) {
      if (frame.protocol === protocols.udp || frame.protocol === protocols.tcp) this.counts.otherProtocol++;
      return;
    }
    readAddresses(frame, ip);
    if (frame.fragmentOffset > 0) return this.#seeLaterFragment(frame);
    if (frame.transport + 4 > frame.end) {
      this.counts.withoutPorts++;
      return;
    }
    const isSent = this.#setEnds(frame, isTo, isFrom);
    const flow = this.flows.findOrAdd(this.#ends);
    if (flow === undefined) {
      this.counts.unlisted++;
      return;
    }
    if (frame.isFragment) this.#fragments.remember(frame, flow);
    if (frame.repeatsWithin >= 0 && this.#isRepeat(frame, flow, isSent)) return;
    flow.count(isSent, frame.original, frame.seconds);
    if (this.#protocol === protocols.udp) readDatagram(frame, flow, isSent);
  }

  /** Tells whether the packet goes to the remote end, which is the one in the prefixes. */
  #setEnds(frame: Frame, isTo: boolean, isFrom: boolean): boolean {
    const { view, transport, source, destination } = frame;
    const sourcePort = view.getUint16(transport);
    const destinationPort = view.getUint16(transport + 2);
    const isSent = isTo && (!isFrom || this.#isTowards(frame, sourcePort, destinationPort));
    const ends = this.#ends;
    ends.interface = frame.interface;
    ends.family = frame.family;
    ends.local.set(isSent ? source : destination);
    ends.remote.set(isSent ? destination : source);
    ends.localPort = isSent ? sourcePort : destinationPort;
    ends.remotePort = isSent ? destinationPort : sourcePort;
    return isSent;
  }

  /** Where both ends are in the prefixes the one with a media port is the relay, else the one that orders first. */
  #isTowards({ source, destination }: Frame, sourcePort: number, destinationPort: number): boolean {
    const [isSource, isDestination] = [sourcePort, destinationPort].map((port) =>
      this.#ports.some(({ first, last }) => first <= port && port <= last),
    );
    if (isSource !== isDestination) return isDestination;
    for (let i = 0; i < 4; i++) if (source[i] !== destination[i]) return destination[i] < source[i];
    return destinationPort <= sourcePort;
  }

  #seeLaterFragment(frame: Frame): void {
    const flow = this.#fragments.find(frame);
    if (flow === undefined) this.counts.withoutPorts++;
    else flow.count(flow.local[3] === frame.source[3], frame.original, frame.seconds);
  }

  /** Whether the flow had this packet before; one that another interface had is counted as its echo. */
  #isRepeat(frame: Frame, flow: Flow, isSent: boolean): boolean {
    const before = this.#repeats.find(frame, flow, isSent);
    if (before === null) return false;
    if (before === flow) {
      this.counts.duplicates++;
      return true;
    }
    (isSent ? flow.echoes.sent : flow.echoes.received).add(frame.original);
    flow.echoes.of.add(before.interface);
    return false;
  }
}

/** UDP (RFC 768); a length that contradicts the IP header's is not believed. */
function readDatagram(frame: Frame, flow: Flow, isSent: boolean): void {
  const { view, transport } = frame;
  if (transport + 8 > frame.end) return;
  const announced = view.getUint16(transport + 4);
  const length = (announced >= 8 && announced < frame.length ? announced : frame.length) - 8;
  flow.see(view, transport + 8, length, Math.min(frame.end, transport + 8 + length), isSent, frame.seconds);
}
