import { setTimeout as delay } from 'node:timers/promises';
import type { Answered, Asked, Attempt, Exchange } from './exchange.ts';

/** A request, and the socket that sends it. */
export interface Question extends Asked {
  readonly exchange: Exchange;
}

/** What became of a question. */
export interface Outcome<Q extends Question> {
  readonly question: Q;
  /** Packets sent. */
  readonly sent: number;
  readonly error: string | null;
  readonly answer: Answered | null;
}

export interface AskOptions {
  /** Milliseconds from a question's first packet until its silence is final. */
  readonly timeout: number;
  readonly signal: AbortSignal;
  readonly progress: (answered: number, total: number) => void;
}

const interval = 5;
/** When a question is sent, as shares of its timeout: once, and two retries (RFC 8489 section 6.2.1 doubles the pause). */
const schedule = [0, 1 / 6, 1 / 2];
/** Packets sent in one interval, so that many questions do not become a burst. */
const burst = 50;
const progressEvery = 200;

/** Asks all questions at once, each until it is answered or its time is over. */
export async function ask<Q extends Question>(questions: readonly Q[], options: AskOptions): Promise<Outcome<Q>[]> {
  const { timeout, signal, progress } = options;
  const exchanges = new Set(questions.map(({ exchange }) => exchange));
  const pending = questions.map((question) => new Pending(question, timeout));
  let told = performance.now();
  while (!signal.aborted && pending.some((each) => each.isOpen)) {
    pending
      .filter((each) => each.isDue)
      .slice(0, burst)
      .forEach((each) => each.send());
    await delay(interval);
    for (const exchange of exchanges) exchange.hear();
    if (performance.now() > told + progressEvery) {
      told = performance.now();
      progress(pending.filter((each) => each.answer).length, pending.length);
    }
  }
  return pending.map((each) => each.outcome());
}

class Pending<Q extends Question> {
  readonly #question: Q;
  readonly #timeout: number;
  readonly #attempts: Attempt[] = [];
  #start = 0;

  constructor(question: Q, timeout: number) {
    this.#question = question;
    this.#timeout = timeout;
  }

  get answer(): Answered | null {
    return this.#attempts.find(({ answer }) => answer)?.answer ?? null;
  }

  get isOpen(): boolean {
    if (this.#attempts.length === 0) return true;
    return !this.answer && performance.now() - this.#start < this.#timeout;
  }

  get isDue(): boolean {
    const next = schedule[this.#attempts.length];
    if (next === undefined || this.answer) return false;
    return this.#attempts.length === 0 || performance.now() - this.#start >= next * this.#timeout;
  }

  send(): void {
    if (this.#attempts.length === 0) this.#start = performance.now();
    this.#attempts.push(this.#question.exchange.send(this.#question));
  }

  outcome(): Outcome<Q> {
    const error = this.#attempts.find((attempt) => attempt.error !== null)?.error ?? null;
    const sent = this.#attempts.filter((attempt) => attempt.error === null).length;
    return { question: this.#question, sent, error, answer: this.answer };
  }
}
