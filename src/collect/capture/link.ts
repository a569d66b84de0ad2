import type { Frame } from './frame.ts';

/** LINKTYPE_ numbers of tcpdump.org that are read. */
const linkTypes = {
  null: 0,
  ethernet: 1,
  ppp: 9,
  /** Raw IP, as OpenBSD's and NetBSD's DLT numbers had it. */
  rawBsd: 12,
  rawOpenBsd: 14,
  raw: 101,
  ieee80211: 105,
  loop: 108,
  linuxCooked: 113,
  radiotap: 127,
  ipv4: 228,
  ipv6: 229,
  linuxCooked2: 276,
} as const;

const etherTypes = { ipv4: 0x0800, ipv6: 0x86dd, vlan: 0x8100, qinq: 0x88a8, oldQinq: 0x9100, pppoe: 0x8864 } as const;

/** What `findIp` tells of a link type that it doesn't know. */
export const unreadLinkType = -2;

/** Finds the IP packet that a frame carries: where it begins, -1 where there is none, or `unreadLinkType`. */
export function findIp(frame: Frame): number {
  const { at, view } = frame;
  frame.interfaceIndex = 0;
  switch (frame.linkType) {
    case linkTypes.ethernet:
      return behindEthernet(frame);
    case linkTypes.linuxCooked:
      return behindEtherType(frame, at + 14, at + 16);
    case linkTypes.linuxCooked2:
      if (at + 20 > frame.end) return -1;
      frame.interfaceIndex = view.getInt32(at + 4);
      return behindEtherType(frame, at, at + 20);
    case linkTypes.null:
    case linkTypes.loop:
      return at + 4;
    case linkTypes.ppp:
      return behindPpp(frame);
    case linkTypes.ieee80211:
      return behindWifi(frame, at);
    case linkTypes.radiotap:
      return at + 4 <= frame.end ? behindWifi(frame, at + view.getUint16(at + 2, true)) : -1;
    case linkTypes.raw:
    case linkTypes.rawBsd:
    case linkTypes.rawOpenBsd:
    case linkTypes.ipv4:
    case linkTypes.ipv6:
      return at;
    default:
      return unreadLinkType;
  }
}

function behindEthernet(frame: Frame): number {
  const found = behindEtherType(frame, frame.at + 12, frame.at + 14);
  // Some versions of pktmon write Wi-Fi frames as if they were Ethernet.
  return found < 0 && frame.at + 34 < frame.end ? behindWifi(frame, frame.at) : found;
}

/** What lies behind an EtherType and any VLAN tags (IEEE 802.1Q, 802.1ad) or a PPPoE header (RFC 2516). */
function behindEtherType(frame: Frame, typeAt: number, dataAt: number): number {
  const { view, end } = frame;
  while (dataAt < end) {
    switch (view.getUint16(typeAt)) {
      case etherTypes.ipv4:
      case etherTypes.ipv6:
        return dataAt;
      case etherTypes.vlan:
      case etherTypes.qinq:
      case etherTypes.oldQinq:
        typeAt = dataAt + 2;
        dataAt += 4;
        break;
      case etherTypes.pppoe:
        return dataAt + 8;
      default:
        return -1;
    }
  }
  return -1;
}

function behindPpp({ view, at, end }: Frame): number {
  if (at + 4 > end) return -1;
  return view.getUint16(at) === 0xff03 ? at + 4 : at + 2;
}

/** A data frame (IEEE 802.11 9.3.2) whose body begins with a SNAP header (RFC 1042). */
function behindWifi(frame: Frame, at: number): number {
  const { view, end } = frame;
  if (at + 2 > end || (view.getUint8(at) & 0x0c) !== 0x08) return -1;
  const [type, flags] = [view.getUint8(at), view.getUint8(at + 1)];
  const hasQos = (type & 0x80) !== 0;
  const snap = at + 24 + ((flags & 3) === 3 ? 6 : 0) + (hasQos ? 2 : 0) + (hasQos && (flags & 0x80) !== 0 ? 4 : 0);
  if (snap + 8 > end || view.getUint32(snap) !== 0xaaaa0300) return -1;
  return behindEtherType(frame, snap + 6, snap + 8);
}
