import { setTimeout as delay } from 'node:timers/promises';
import type { ObservedHop } from '../../contract/trace.ts';
import type { HopReply, Prober } from './prober.ts';

export interface FollowOptions {
  /** The most routers that are passed. */
  readonly maxHops: number;
  /** Milliseconds for the whole trace, however many hops are silent. */
  readonly timeout: number;
  /** Ends the trace early with what is there. */
  readonly signal: AbortSignal;
  /** Told whenever more is known: hops that answered, and the share of the time that is gone (0 to 1). */
  readonly progress: (answered: number, elapsed: number) => void;
}

export interface Followed {
  readonly hops: ObservedHop[];
  readonly complete: boolean;
}

/** How often answers are looked for, in milliseconds. Their times are the operating system's own, so this costs no accuracy. */
const interval = 10;
const progressEvery = 200;

/**
 * Follows a path with all TTLs in flight at once. Hops that are silent at half of the time are asked once more, since
 * routers limit their answers; the trace ends when every hop up to the target has answered, or in time.
 */
export async function followHops(prober: Prober, options: FollowOptions): Promise<Followed> {
  const { maxHops, timeout, signal, progress } = options;
  const hops = Array.from({ length: maxHops }, (_, i) => new Hop(i + 1));
  const started = performance.now();
  const elapsed = () => performance.now() - started;
  const sendTo = (silent: readonly Hop[]) => silent.map((hop) => hop.probe(prober, timeout / 2)).some(Boolean);
  let asked = 0;
  let told = 0;
  while (!signal.aborted && elapsed() < timeout && !isSettled(hops)) {
    if (asked === 0 || (asked === 1 && elapsed() > timeout / 2)) {
      const isSent = sendTo(upToEnd(hops).filter((hop) => hop.isSilent));
      if (!isSent && asked === 0) break;
      asked++;
    }
    await delay(interval);
    for (const reply of prober.replies()) hops[reply.ttl - 1].hear(reply);
    if (elapsed() > told + progressEvery) {
      told = elapsed();
      progress(hops.filter((hop) => !hop.isSilent).length, Math.min(1, told / timeout));
    }
  }
  return { hops: upToEnd(hops).map((hop) => hop.observed()), complete: !signal.aborted };
}

/** Whether there is nothing left to hear. */
function isSettled(hops: readonly Hop[]): boolean {
  return upToEnd(hops).every((hop) => !hop.isSilent);
}

/** What is behind the first hop that is the target, or says that there is no way, is the same hop once more. */
function upToEnd(hops: readonly Hop[]): readonly Hop[] {
  const end = hops.findIndex((hop) => hop.isEnd);
  return end < 0 ? hops : hops.slice(0, end + 1);
}

class Hop {
  readonly #ttl: number;
  readonly #replies: HopReply[] = [];
  #attempts = 0;

  constructor(ttl: number) {
    this.#ttl = ttl;
  }

  get isSilent(): boolean {
    return this.#replies.length === 0;
  }

  get isEnd(): boolean {
    return this.#replies.some(({ answer }) => answer !== 'Router');
  }

  probe(prober: Prober, timeout: number): boolean {
    return prober.send(this.#ttl, this.#attempts++, timeout);
  }

  hear(reply: HopReply): void {
    this.#replies.push(reply);
  }

  observed(): ObservedHop {
    const last = this.#replies.find(({ answer }) => answer !== 'Router') ?? this.#replies[0];
    return {
      ttl: this.#ttl,
      addresses: [...new Set(this.#replies.map(({ address }) => address))],
      roundTrips: Array.from(
        { length: this.#attempts },
        (_, i) => this.#replies.find(({ attempt }) => attempt === i)?.roundTrip ?? null,
      ),
      answer: last?.answer ?? null,
      unreachable: last?.unreachable ?? null,
    };
  }
}
