import type { Check, Family, Path, Status } from './verdict.ts';

/** What real UDP to Teams' relays does, address by address and interface by interface. docs/evidence.md describes every field. */

export const mediaPathSchemaName = 'teams-split-tunnel/media-path/1';

/** An address that stands for one segment of the Optimize prefixes. */
export interface MediaTarget {
  readonly address: string;
  readonly family: Family;
  /** The Optimize prefix that it is part of. */
  readonly prefix: string;
}

/** Where a socket sends from: the operating system's choice (null), or an address of one interface. */
export type Binding = { readonly interfaceIndex: number; readonly source: string } | null;

export interface MediaProbe {
  readonly address: string;
  readonly port: number;
  readonly request: 'Allocate' | 'Binding';
  /** The interface that the socket was bound to; null where it was not bound. */
  readonly boundTo: number | null;
  /** Packets sent, at most three. */
  readonly sent: number;
  /** Why a packet could not be sent, such as `EPERM`; null where all could. */
  readonly error: string | null;
  readonly answer: MediaAnswer | null;
}

export interface MediaAnswer {
  /** Milliseconds. */
  readonly roundTrip: number;
  /** The interface that it came by; null where the operating system does not say. */
  readonly interfaceIndex: number | null;
  /** The relay's error code, such as 401, and its reason; null where it granted the request. */
  readonly code: number | null;
  readonly reason: string | null;
  /** Address and port that the request had when it arrived at the relay. */
  readonly mapped: string | null;
  /** The relay's own address and port. */
  readonly alternate: string | null;
}

export interface ObservedSource {
  /** The source address of a connected socket; null where there is no way. */
  readonly source: string | null;
  readonly error: string | null;
}

export interface MediaQuality {
  readonly port: number;
  readonly request: 'Allocate' | 'Binding';
  /** Requests sent and answers received. */
  readonly sent: number;
  readonly received: number;
  /** Percent. */
  readonly loss: number;
  /** Milliseconds; null without an answer. */
  readonly roundTrip: { readonly least: number; readonly mean: number; readonly most: number } | null;
  /** Milliseconds, RFC 3550 section 6.4.1, of the round trips; null with fewer than two answers. */
  readonly jitter: number | null;
}

export interface ObservedMediaPath {
  readonly ports: readonly number[];
  readonly targets: readonly (MediaTarget & ObservedSource)[];
  readonly bindings: readonly Binding[];
  readonly probes: readonly MediaProbe[];
  readonly qualities: readonly (MediaQuality & { readonly address: string; readonly boundTo: number | null })[];
  /** False where it was stopped before its time. */
  readonly complete: boolean;
}

/** One address as seen by one socket. */
export interface MediaPathRow extends MediaTarget {
  /** The interface that the socket was bound to; null where the operating system chose. */
  readonly boundTo: string | null;
  /** The source address: that of the interface, or the one that the operating system chose; null where it has no way. */
  readonly source: string | null;
  /** The interface that has the source address. */
  readonly interfaceIndex: number | null;
  readonly interfaceName: string | null;
  readonly path: Path;
  /** Packets sent. */
  readonly sent: number;
  /** Why there is no source address, or why packets could not be sent. */
  readonly errors: readonly string[];
  readonly answers: readonly MediaRowAnswer[];
  readonly quality: MediaQuality | null;
}

export interface MediaRowAnswer extends MediaAnswer {
  readonly port: number;
  readonly request: 'Allocate' | 'Binding';
  /** The interface that it came by; where the operating system does not say, that of the source address. */
  readonly interfaceName: string | null;
  readonly path: Path;
}

export interface MediaPath {
  readonly schema: typeof mediaPathSchemaName;
  readonly status: Status;
  readonly computer: string | null;
  readonly collectedAt: string | null;
  readonly complete: boolean;
  readonly ports: readonly number[];
  readonly paths: readonly MediaPathRow[];
  readonly checks: readonly Check[];
}

/** Microsoft's targets between a client and its edge: https://learn.microsoft.com/microsoftteams/prepare-network */
export const mediaLimits = { roundTrip: 100, loss: 1, jitter: 30 } as const;
