import { tunnelProtocols, type TunnelProtocol } from '../../contract/capture.ts';
import { isApplicationData, isDtlsRecord } from './dtls.ts';
import type { Frame } from './frame.ts';
import { protocols, readAddresses } from './ip.ts';
import { Ends, Pair, PairTable, sameWords } from './pairs.ts';

const none = -1;
const [wireGuard, esp, openVpn, dtls] = tunnelProtocols.map((_, i) => i);
const ports = { ipsecNat: 4500, openVpn: 1194 } as const;
/** Fewer encrypted records are the handshake of something else, such as a call's keys (RFC 5764). */
const enoughRecords = 10;

/** An encrypted stream that isn't to an Optimize prefix. Its `local` end is the one that was seen first, and no more than that. */
export class Tunnel extends Pair {
  protocol = none;
  applicationData = 0;

  get name(): TunnelProtocol {
    return tunnelProtocols[this.protocol];
  }

  get isTunnel(): boolean {
    return this.protocol !== dtls || this.applicationData >= enoughRecords;
  }
}

/** The streams of VPNs in a capture, by their packets' headers. */
export class Tunnels {
  readonly #table = new PairTable(() => new Tunnel());
  readonly #ends = new Ends();

  all(): Tunnel[] {
    return this.#table.pairs.filter(({ isTunnel }) => isTunnel);
  }

  /** Counts the packet where it is one of a VPN's stream; its IP header lies at `ip`. */
  see(frame: Frame, ip: number): void {
    const protocol = recognise(frame);
    if (protocol === none) return;
    readAddresses(frame, ip);
    const tunnel = this.#pairOf(frame);
    if (tunnel === undefined) return;
    tunnel.protocol = protocol;
    if (protocol === dtls && isApplicationData(frame.view, frame.transport + 8)) tunnel.applicationData++;
    tunnel.count(isFrom(frame, tunnel), frame.original, frame.seconds);
  }

  #pairOf(frame: Frame): Tunnel | undefined {
    const ends = this.#ends;
    const hasPorts = frame.protocol === protocols.udp;
    ends.interface = frame.interface;
    ends.family = frame.family;
    ends.local.set(frame.source);
    ends.remote.set(frame.destination);
    ends.localPort = hasPorts ? frame.view.getUint16(frame.transport) : 0;
    ends.remotePort = hasPorts ? frame.view.getUint16(frame.transport + 2) : 0;
    const found = this.#table.find(ends);
    if (found) return found;
    ends.swap();
    const reverse = this.#table.find(ends);
    if (reverse) return reverse;
    ends.swap();
    return this.#table.findOrAdd(ends);
  }
}

function isFrom(frame: Frame, tunnel: Tunnel): boolean {
  return (
    sameWords(frame.source, tunnel.local) &&
    (frame.protocol !== protocols.udp || frame.view.getUint16(frame.transport) === tunnel.localPort)
  );
}

/** The position of the packet's protocol in `tunnelProtocols`, -1 for none. */
function recognise(frame: Frame): number {
  if (frame.fragmentOffset > 0) return none;
  if (frame.protocol === protocols.esp) return esp;
  if (frame.protocol !== protocols.udp || frame.transport + 12 > frame.end || frame.length < 12) return none;
  const { view } = frame;
  const payload = frame.transport + 8;
  const length = frame.length - 8;
  if (isWireGuard(view.getUint32(payload), length)) return wireGuard;
  const source = view.getUint16(frame.transport);
  const destination = view.getUint16(frame.transport + 2);
  if (source === ports.ipsecNat || destination === ports.ipsecNat) return view.getUint32(payload) > 255 ? esp : none;
  if (isOpenVpn(view.getUint8(payload), length, source, destination)) return openVpn;
  return isDtlsRecord(view, payload, length, frame.end) ? dtls : none;
}

/** Type, three zero bytes, and the lengths of the four messages (WireGuard protocol, section 5.4). */
function isWireGuard(firstWord: number, length: number): boolean {
  switch (firstWord) {
    case 0x0100_0000:
      return length === 148;
    case 0x0200_0000:
      return length === 92;
    case 0x0300_0000:
      return length === 64;
    case 0x0400_0000:
      return length >= 32 && length % 16 === 0;
    default:
      return false;
  }
}

/** Opcode and key id of its own port (OpenVPN protocol, packet header): on others a data packet can't be told. */
function isOpenVpn(first: number, length: number, source: number, destination: number): boolean {
  if (source !== ports.openVpn && destination !== ports.openVpn) return false;
  const opcode = first >>> 3;
  return length >= 14 && opcode >= 3 && opcode <= 11;
}
