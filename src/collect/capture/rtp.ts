import type { RtpStream } from '../../contract/capture.ts';

/** RFC 3550 A.1: the largest jump forward and back that is loss or late arrival, not a new start. */
const mostDropped = 3000;
const mostMisordered = 100;

/** Clock rates of media in use; a dynamic payload type doesn't name its own. */
const clockRates = [8000, 16_000, 24_000, 32_000, 44_100, 48_000, 90_000] as const;
/** How far an estimate may be from the rate it stands for. */
const tolerance = 0.1;

/** Static payload types (RFC 3551 section 6) by clock rate. */
const audio8000 = new Set([0, 3, 4, 5, 7, 8, 9, 12, 13, 15, 18]);
const video90000 = new Set([14, 25, 26, 28, 31, 32, 33, 34]);

/** Counts one RTP stream in one direction: loss after RFC 3550 A.3, jitter after A.8. */
export class RtpCounter {
  readonly ssrc: number;
  readonly isSent: boolean;
  readonly #payloadTypes: number[] = [];
  #packets = 0;
  #base = -1;
  #highest = 0;
  #cycles = 0;
  /** Expected before the numbering started anew. */
  #expectedBefore = 0;
  /** The number that would prove a new start; -1 for none. */
  #restart = -1;
  #firstSeconds = NaN;
  #lastSeconds = NaN;
  #timestamp = 0;
  /** Ticks since the first packet, over all wraps of the 32-bit timestamp. */
  #ticks = 0;
  /** For every clock rate, in ticks: which one is right shows at the end. */
  readonly #jitter = new Float64Array(clockRates.length);
  readonly #maxJitter = new Float64Array(clockRates.length);

  constructor(ssrc: number, isSent: boolean) {
    this.ssrc = ssrc;
    this.isSent = isSent;
  }

  see(sequence: number, timestamp: number, payloadType: number, seconds: number): void {
    if (!this.#payloadTypes.includes(payloadType)) this.#payloadTypes.push(payloadType);
    if (!this.#follows(sequence)) return;
    this.#packets++;
    this.#measure(timestamp, seconds);
  }

  /** RFC 3550 A.1, update_seq: false for a packet whose number makes no sense yet. */
  #follows(sequence: number): boolean {
    if (this.#base < 0) {
      this.#base = this.#highest = sequence;
      return true;
    }
    const step = (sequence - this.#highest) & 0xffff;
    if (step < mostDropped) {
      if (sequence < this.#highest) this.#cycles += 0x10000;
      this.#highest = sequence;
    } else if (step <= 0x10000 - mostMisordered) {
      if (sequence !== this.#restart) {
        this.#restart = (sequence + 1) & 0xffff;
        return false;
      }
      this.#startAnew(sequence);
    }
    return true;
  }

  /** The packet before, which was doubted, was the first of the new numbering. */
  #startAnew(sequence: number): void {
    this.#expectedBefore += this.#expected();
    this.#packets++;
    this.#cycles = sequence === 0 ? 0x10000 : 0;
    this.#base = (sequence - 1) & 0xffff;
    this.#highest = sequence;
    this.#restart = -1;
  }

  #expected(): number {
    return this.#cycles + this.#highest - this.#base + 1;
  }

  #measure(timestamp: number, seconds: number): void {
    if (Number.isNaN(this.#firstSeconds)) this.#firstSeconds = seconds;
    else {
      const ticks = (timestamp - this.#timestamp) | 0;
      const elapsed = seconds - this.#lastSeconds;
      for (let i = 0; i < clockRates.length; i++) {
        const jitter = this.#jitter[i] + (Math.abs(elapsed * clockRates[i] - ticks) - this.#jitter[i]) / 16;
        this.#jitter[i] = jitter;
        if (jitter > this.#maxJitter[i]) this.#maxJitter[i] = jitter;
      }
      this.#ticks += ticks;
    }
    this.#timestamp = timestamp;
    this.#lastSeconds = seconds;
  }

  describe(): RtpStream {
    const expected = this.#expectedBefore + this.#expected();
    const lost = expected - this.#packets;
    const rate = this.#clockRate();
    const milliseconds = (ticks: number) => round((ticks / clockRates[rate]) * 1000);
    return {
      ssrc: `0x${this.ssrc.toString(16).padStart(8, '0')}`,
      direction: this.isSent ? 'sent' : 'received',
      payloadTypes: this.#payloadTypes,
      packets: this.#packets,
      lost,
      lostPercent: round((lost / expected) * 100),
      clockRate: clockRates[rate] ?? null,
      jitter: rate < 0 ? null : milliseconds(this.#jitter[rate]),
      maxJitter: rate < 0 ? null : milliseconds(this.#maxJitter[rate]),
    };
  }

  /** The position of the stream's clock rate, -1 where neither payload type nor timestamps tell. */
  #clockRate(): number {
    if (audio8000.has(this.#payloadTypes[0])) return clockRates.indexOf(8000);
    if (video90000.has(this.#payloadTypes[0])) return clockRates.indexOf(90_000);
    const ticksPerSecond = this.#ticks / (this.#lastSeconds - this.#firstSeconds);
    const errors = clockRates.map((rate) => Math.abs(ticksPerSecond / rate - 1));
    const best = Math.min(...errors);
    return best <= tolerance ? errors.indexOf(best) : -1;
  }
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
