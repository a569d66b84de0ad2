import { setTimeout as delay } from 'node:timers/promises';
import type { MediaQuality } from '../../contract/media-path.ts';
import type { Question } from './ask.ts';
import type { Attempt } from './exchange.ts';

export interface SampleOptions {
  /** Requests to each question. */
  readonly count: number;
  /** Milliseconds during which the last answers are waited for. */
  readonly timeout: number;
  readonly signal: AbortSignal;
  readonly progress: (sent: number) => void;
}

/** A request every 20 ms is the pace of an audio stream, at a small part of its bandwidth. */
const pace = 20;

/** Measures questions that were answered: many requests, one after the other, none of them repeated. */
export async function sample<Q extends Question>(
  questions: readonly Q[],
  { count, timeout, signal, progress }: SampleOptions,
): Promise<{ question: Q; quality: MediaQuality }[]> {
  const exchanges = new Set(questions.map(({ exchange }) => exchange));
  const attempts = questions.map((): Attempt[] => []);
  const hear = () => exchanges.forEach((exchange) => exchange.hear());
  const started = performance.now();
  for (let sent = 0; sent < count && !signal.aborted; sent++) {
    questions.forEach((question, i) => attempts[i].push(question.exchange.send(question)));
    await delay(Math.max(0, started + (sent + 1) * pace - performance.now()));
    hear();
    if (sent % 10 === 9) progress(sent + 1);
  }
  const deadline = performance.now() + timeout;
  while (!signal.aborted && performance.now() < deadline && attempts.flat().some(({ answer }) => !answer)) {
    await delay(pace);
    hear();
  }
  return questions.map((question, i) => ({ question, quality: qualityOf(question, attempts[i]) }));
}

function qualityOf({ port, request }: Question, attempts: readonly Attempt[]): MediaQuality {
  const times = attempts.flatMap(({ answer }) => (answer ? [answer.roundTrip] : []));
  const [sent, received] = [attempts.length, times.length];
  return {
    ...{ port, request, sent, received },
    loss: sent === 0 ? 0 : (100 * (sent - received)) / sent,
    roundTrip:
      received === 0
        ? null
        : { least: Math.min(...times), mean: times.reduce((a, b) => a + b) / received, most: Math.max(...times) },
    jitter: jitterOf(times),
  };
}

/** The mean deviation of RFC 3550 section 6.4.1, smoothed by 1/16, of round trips in place of one-way transit times. */
function jitterOf(times: readonly number[]): number | null {
  if (times.length < 2) return null;
  let jitter = 0;
  for (let i = 1; i < times.length; i++) jitter += (Math.abs(times[i] - times[i - 1]) - jitter) / 16;
  return jitter;
}
