/** Times of a capture as seconds since its first packet's whole second: a double holds nanoseconds over weeks of it. */
export class Clock {
  #origin: number | null = null;

  /** Seconds since the origin of a time in whole seconds since 1970; the first one asked for becomes the origin. */
  since(wholeSeconds: number): number {
    this.#origin ??= wholeSeconds;
    return wholeSeconds - this.#origin;
  }

  /** RFC 3339 text in UTC, to the microsecond; null for no time, or for one that no calendar holds. */
  format(seconds: number): string | null {
    if (this.#origin === null || !Number.isFinite(seconds)) return null;
    const microseconds = Math.round(seconds * 1e6);
    const whole = Math.floor(microseconds / 1e6);
    const date = new Date((this.#origin + whole) * 1000);
    if (Number.isNaN(date.getTime())) return null;
    const fraction = String(microseconds - whole * 1e6).padStart(6, '0');
    return date.toISOString().replace(/\.\d+Z$/, `.${fraction}Z`);
  }
}

/** How an interface of pcapng counts time: units since 1970 + offset, in two 32-bit halves. */
export class TimeScale {
  readonly #clock: Clock;
  readonly #unitsPerSecond: bigint;
  readonly #offset: bigint;
  #baseHigh = -1;
  #baseLow = 0;
  #baseSeconds = 0;

  /** `resolution` and `offset` are the values of if_tsresol and if_tsoffset. */
  constructor(clock: Clock, resolution = 6, offset = 0n) {
    this.#clock = clock;
    const exponent = BigInt(resolution & 0x7f);
    this.#unitsPerSecond = resolution & 0x80 ? 1n << exponent : 10n ** exponent;
    this.#offset = offset;
  }

  /** Seconds since the capture's origin. */
  seconds(high: number, low: number): number {
    if (this.#baseHigh < 0) this.#setBase(high, low);
    const units = (high - this.#baseHigh) * 2 ** 32 + (low - this.#baseLow);
    return this.#baseSeconds + units / Number(this.#unitsPerSecond);
  }

  #setBase(high: number, low: number): void {
    const units = BigInt(high) * 2n ** 32n + BigInt(low);
    const whole = units / this.#unitsPerSecond;
    const rest = Number(units % this.#unitsPerSecond) / Number(this.#unitsPerSecond);
    this.#baseHigh = high;
    this.#baseLow = low;
    this.#baseSeconds = this.#clock.since(Number(whole + this.#offset)) + rest;
  }
}
