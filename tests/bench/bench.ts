import { spawnSync } from 'node:child_process';

/** One comparison: what ours took as a multiple of what the peer took, in one run. */
export interface Ratio {
  readonly what: string;
  /** Ours divided by the peer's. */
  readonly ratio: number;
  /** The most (or, for "times faster", the least) that is aimed at. */
  readonly aim: string;
  /** What was measured, for people. */
  readonly detail: string;
}

/** A module of tests/bench/. */
export interface Bench {
  readonly name: string;
  /** Null with a reason where the machine lacks something. */
  run(): Promise<readonly Ratio[] | string> | readonly Ratio[] | string;
}

/** Milliseconds of the fastest of `count` runs: what the machine's other work disturbed least. */
export function fastest(count: number, run: () => unknown): number {
  let least = Infinity;
  for (let i = 0; i < count; i++) {
    const start = performance.now();
    run();
    least = Math.min(least, performance.now() - start);
  }
  return least;
}

/** Milliseconds of the fastest of `count` runs of each, in turns, so that a drift of the machine meets both. */
export function fastestInTurns(count: number, ...runs: readonly (() => unknown)[]): number[] {
  const least = runs.map(() => Infinity);
  for (let i = 0; i < count; i++) {
    runs.forEach((run, at) => (least[at] = Math.min(least[at], fastest(1, run))));
  }
  return least;
}

/** Runs a program to its end; throws where it cannot be started or complains, since what failed fast is no measurement. */
export function runProgram(path: string, args: readonly string[], input?: string): string {
  const { stdout, stderr, error } = spawnSync(path, args, { input, encoding: 'utf8', maxBuffer: 1 << 30 });
  if (error) throw error;
  if (/error/i.test(stderr)) throw new Error(`${path} ${args.join(' ')} failed: ${stderr.slice(0, 500)}`);
  return stdout;
}

export function milliseconds(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 1)} ms`;
}
