import type { Family } from '../../contract/verdict.ts';

export interface Arrival {
  /** Null for a datagram that is longer than any answer. */
  readonly bytes: Buffer | null;
  readonly address: string;
  readonly port: number;
  /** On the clock of performance.now(). */
  readonly at: number;
  /** The interface that it came by; null where the operating system does not say. */
  readonly interfaceIndex: number | null;
}

export interface Sent {
  /** On the clock of performance.now(). */
  readonly at: number;
  /** Why it was not sent, such as `EPERM`. */
  readonly error: Promise<string | null>;
}

/** A UDP socket that sends to many addresses. */
export interface Transport {
  send(bytes: Buffer, address: string, port: number): Sent;
  /** What has arrived, at most `most` datagrams: who floods the socket does not hold up the program. */
  receive(most: number): Arrival[];
  close(): void;
}

/**
 * A socket of a family, bound to a source address or, by null, to none; or the error's name.
 * A bound socket is what ICE opens on every address of a machine (RFC 8445 section 5.1.1.1).
 */
export type OpenTransport = (family: Family, source: string | null) => Promise<Transport | string>;

export async function transportOfThisSystem(): Promise<OpenTransport> {
  return process.platform === 'linux'
    ? (await import('./linux.ts')).openLinuxTransport
    : (await import('./portable.ts')).openPortableTransport;
}
