import type { Cloud } from './endpoints.ts';
import type { Check, Path, Status } from './verdict.ts';

/** A packet capture, as read from a file and as judged. docs/captures.md describes every field. */

export const captureSchemaName = 'teams-split-tunnel/capture/1';

/** What the first bytes of a packet say that it is (RFC 7983), in the order in which kinds are listed. */
export const packetKinds = ['STUN', 'ChannelData', 'DTLS', 'RTP', 'RTCP'] as const;
export type PacketKind = (typeof packetKinds)[number];

/** Streams of VPNs that can be told by their headers. */
export const tunnelProtocols = ['WireGuard', 'ESP', 'OpenVPN', 'DTLS'] as const;
export type TunnelProtocol = (typeof tunnelProtocols)[number];

/** Frames, and the sum of their original lengths. */
export interface Traffic {
  readonly packets: number;
  readonly bytes: number;
}

/** One RTP stream (RFC 3550) of a flow, in one direction. */
export interface RtpStream {
  /** Hexadecimal, `0x1a2b3c4d`. */
  readonly ssrc: string;
  readonly direction: 'sent' | 'received';
  readonly payloadTypes: readonly number[];
  readonly packets: number;
  /** Expected minus received (RFC 3550 A.3); below zero where packets came twice. */
  readonly lost: number;
  readonly lostPercent: number;
  /** Ticks a second: of the payload type, or estimated from the stream's timestamps; null where neither tells. */
  readonly clockRate: number | null;
  /** Interarrival jitter at the stream's end (RFC 3550 A.8) in milliseconds; null without a clock rate. */
  readonly jitter: number | null;
  readonly maxJitter: number | null;
}

/** An interface as the file describes it. */
export interface CapturedInterface {
  readonly name: string | null;
  readonly description: string | null;
  /** The operating system's index, where packets carry it (Linux cooked v2). */
  readonly index: number | null;
  readonly addresses: readonly string[];
  /** LINKTYPE_ number of tcpdump.org. */
  readonly linkType: number;
}

/** What two ends said to each other on one of the file's interfaces. Times are RFC 3339, null where the file has none. */
export interface CapturedPair {
  /** Position in `interfaces`. */
  readonly interface: number;
  readonly local: string;
  readonly localPort: number;
  readonly remote: string;
  readonly remotePort: number;
  readonly sent: Traffic;
  readonly received: Traffic;
  readonly first: string | null;
  readonly last: string | null;
}

export interface CapturedFlow extends CapturedPair {
  readonly kinds: readonly PacketKind[];
  readonly streams: readonly RtpStream[];
  /** Of `sent` and `received`: packets that another interface of the file had a moment before. */
  readonly echoes: { readonly sent: Traffic; readonly received: Traffic; readonly of: readonly number[] };
}

/** One end of a stream, and what it sent. */
export interface CapturedEnd {
  readonly address: string;
  /** 0 where the protocol has no ports. */
  readonly port: number;
  readonly sent: Traffic;
}

/** A VPN's own stream on one of the file's interfaces. Packets alone don't tell which end is this machine. */
export interface CapturedTunnel {
  readonly protocol: TunnelProtocol;
  /** Position in `interfaces`. */
  readonly interface: number;
  readonly ends: readonly [CapturedEnd, CapturedEnd];
  readonly first: string | null;
  readonly last: string | null;
}

/** Everything that a capture says about Teams media. It holds no judgement. */
export interface Capture {
  readonly name: string;
  readonly format: 'pcap' | 'pcapng';
  /** Frames in the file. */
  readonly packets: number;
  readonly first: string | null;
  readonly last: string | null;
  /** Texts of the section headers: computer, operating system and program, where they are told. */
  readonly computer: string | null;
  readonly operatingSystem: string | null;
  readonly application: string | null;
  readonly interfaces: readonly CapturedInterface[];
  readonly flows: readonly CapturedFlow[];
  readonly tunnels: readonly CapturedTunnel[];
  readonly counts: CaptureCounts;
  /** What could not be read, in words for people; each names its offset in the file. */
  readonly damage: readonly string[];
  /** True where damage other than a cut last packet left a gap. */
  readonly hasGap: boolean;
}

export interface CaptureCounts {
  /** Packets that the file holds more than once. */
  readonly duplicates: number;
  /** Packets of the Optimize prefixes with another transport protocol than media. */
  readonly otherProtocol: number;
  /** Packets of the Optimize prefixes without readable ports: later fragments, frames cut too short. */
  readonly withoutPorts: number;
  /** Packets of the Optimize prefixes that found no room: the file has more flows than are kept. */
  readonly unlisted: number;
  /** Frames of link types that are not read. */
  readonly unreadLinkType: number;
}

/** How a flow's interface is known: by the file's word, by its local address, or by the administrator's. */
export type InterfaceSource = 'file' | 'address' | 'administrator';

export interface CaptureFlow extends Traffic {
  readonly local: string;
  readonly localPort: number;
  /** The end in an Optimize prefix. */
  readonly remote: string;
  readonly remotePort: number;
  /** The snapshot's name of it; null where nothing tells. */
  readonly interface: string | null;
  readonly interfaceSource: InterfaceSource | null;
  /** Where the interface leads; null where it is not known. */
  readonly path: Path | null;
  /** Why interface and path are said, or why not. */
  readonly reason: string;
  /** The file's own names of the interface. */
  readonly capturedOn: readonly string[];
  readonly sent: Traffic;
  readonly received: Traffic;
  readonly kinds: readonly PacketKind[];
  /** False for what the endpoint list gives to signalling, such as UDP 443, and whose headers show no media. */
  readonly media: boolean;
  readonly first: string | null;
  readonly last: string | null;
  /** Bits a second between `first` and `last`; null for a single moment. */
  readonly rate: number | null;
  readonly streams: readonly RtpStream[];
}

export interface TunnelEnd {
  readonly address: string;
  /** 0 where the protocol has no ports. */
  readonly port: number;
}

export interface TunnelFlow extends Traffic {
  readonly protocol: TunnelProtocol;
  /** This machine's end and the other one; all null where nothing tells which of `ends` is which. */
  readonly local: string | null;
  readonly localPort: number | null;
  readonly remote: string | null;
  readonly remotePort: number | null;
  /** Both ends, in the order of their texts. */
  readonly ends: readonly [TunnelEnd, TunnelEnd];
  readonly interface: string | null;
  readonly first: string | null;
  readonly last: string | null;
}

/** One capture judged against one endpoint list. */
export interface CaptureVerdict {
  readonly schema: typeof captureSchemaName;
  readonly status: Status;
  readonly file: string;
  readonly format: Capture['format'];
  readonly packets: number;
  readonly first: string | null;
  readonly last: string | null;
  readonly computer: string | null;
  readonly endpoints: { readonly cloud: Cloud; readonly version: string | null; readonly source: string };
  readonly flows: readonly CaptureFlow[];
  /** Encrypted streams of VPNs, beside the flows. */
  readonly tunnels: readonly TunnelFlow[];
  readonly checks: readonly Check[];
  readonly counts: CaptureCounts;
  readonly warnings: readonly string[];
}
