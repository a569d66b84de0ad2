import type { Heard, Listener, Source } from './source.ts';

export interface Patience {
  /** Milliseconds without a change after which a burst is over. */
  readonly quiet: number;
  /** Milliseconds after which a burst is told of even if it goes on. */
  readonly atMost: number;
}

export interface Burst {
  /** Routes that were removed during it, as `CIDR INDEX`. */
  readonly removed: ReadonlySet<string>;
}

/** More is forgotten: who watches for days must not fill the memory. */
const mostRemoved = 4096;

/** Changes come in crowds: a VPN that connects makes hundreds. This tells of each crowd once. */
export class Bursts implements Listener {
  readonly #patience: Patience;
  #removed = new Set<string>();
  #since: number | null = null;
  #timer: NodeJS.Timeout | null = null;
  #error: unknown = null;
  #ready: (() => void) | null = null;
  #isOver = false;

  constructor(patience: Patience) {
    this.#patience = patience;
  }

  heard({ removed }: Heard): void {
    for (const key of removed) if (this.#removed.size < mostRemoved) this.#removed.add(key);
    this.#since ??= performance.now();
    if (this.#isOver) return;
    const left = this.#since + this.#patience.atMost - performance.now();
    if (!this.#timer) this.#timer = setTimeout(() => this.#end(), Math.min(this.#patience.quiet, left));
    else if (left <= 0) this.#end();
    else this.#timer.refresh();
  }

  failed(error: unknown): void {
    this.#error = error;
    this.#end();
  }

  /** The next burst that is over; null when the signal is aborted. */
  async next(signal: AbortSignal): Promise<Burst | null> {
    while (!signal.aborted) {
      if (this.#error !== null) throw this.#error;
      if (this.#isOver) return this.#take();
      await this.#wait(signal);
    }
    return null;
  }

  #wait(signal: AbortSignal): Promise<void> {
    return new Promise((done) => {
      this.#ready = () => {
        signal.removeEventListener('abort', this.#ready!);
        done();
      };
      signal.addEventListener('abort', this.#ready, { once: true });
    });
  }

  #end(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#isOver = true;
    this.#ready?.();
  }

  #take(): Burst {
    const burst = { removed: this.#removed };
    this.#removed = new Set();
    this.#since = null;
    this.#isOver = false;
    return burst;
  }

  /** Stops a burst that is not over. */
  close(source: Source): void {
    source.close();
    if (this.#timer) clearTimeout(this.#timer);
  }
}
