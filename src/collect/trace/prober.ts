import type { HopAnswer } from '../../contract/trace.ts';

/** An answer to one probe. */
export interface HopReply {
  readonly ttl: number;
  /** The number of the probe among those with this TTL, from 0. */
  readonly attempt: number;
  readonly address: string;
  readonly answer: HopAnswer;
  readonly unreachable: string | null;
  /** Milliseconds. */
  readonly roundTrip: number;
}

/** Sends probes that die after `ttl` routers, and hears who says so. */
export interface Prober {
  readonly source: string | null;
  /** Why the last probe could not be sent; null where it could. */
  readonly error: string | number | null;
  /**
   * Tells whether the probe is on its way.
   * @param timeout milliseconds during which an answer is waited for
   */
  send(ttl: number, attempt: number, timeout: number): boolean;
  /** The answers since the last call. */
  replies(): HopReply[];
  /** Resolves when nothing is out any more. */
  close(): Promise<void>;
}
