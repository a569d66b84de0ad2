import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { tool } from './tools.ts';

export interface DaemonOptions {
  /** The output line that says it is ready; without one it is ready at once. */
  ready?: RegExp;
  /** Milliseconds until `ready` must have appeared; 10,000 by default. */
  readyWithin?: number;
  /** Written to standard input, which is then closed. */
  input?: string;
  env?: Record<string, string>;
}

/** A program that runs until it is stopped. The kernel kills it should the test process die first. */
export class Daemon {
  readonly process: ChildProcess;
  /** Everything it has written so far, both streams. */
  log = '';
  readonly #name: string;

  private constructor(name: string, process: ChildProcess) {
    this.#name = name;
    this.process = process;
  }

  /** Starts it by its absolute path and waits until it is ready; throws with its log where it is not. */
  static async start(argv: readonly string[], options: DaemonOptions = {}): Promise<Daemon> {
    const child = spawn(tool('setpriv'), ['--pdeathsig', 'KILL', '--', ...argv], {
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C.UTF-8', ...options.env },
    });
    const daemon = new Daemon(argv.join(' '), child);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (daemon.log += text));
    }
    child.stdin.on('error', () => undefined).end(options.input ?? '');
    try {
      if (options.ready) await daemon.says(options.ready, options.readyWithin);
      return daemon;
    } catch (error) {
      await daemon.stop('SIGKILL');
      throw error;
    }
  }

  get pid(): number {
    return this.process.pid!;
  }

  get running(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  /** Waits until its log matches. */
  async says(pattern: RegExp, within?: number): Promise<RegExpMatchArray> {
    await this.until(() => pattern.test(this.log), `say ${pattern}`, within);
    return this.log.match(pattern)!;
  }

  /** Looks every 10 ms whether it did `what`; throws with its log where it ends or 10 s pass before. */
  async until(condition: () => boolean, what: string, within = 10_000): Promise<void> {
    const deadline = performance.now() + within;
    while (!condition()) {
      if (!this.running) throw new Error(`${this.#name} ended and did not ${what}:\n${this.log}`);
      if (performance.now() > deadline) throw new Error(`${this.#name} did not ${what} in ${within} ms:\n${this.log}`);
      await delay(10);
    }
  }

  /** Ends it, by force where it doesn't heed the signal within 5 s; resolves when it is gone. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (!this.running) return;
    const gone = once(this.process, 'exit');
    this.process.kill(signal);
    const force = setTimeout(() => this.process.kill('SIGKILL'), 5_000);
    await gone;
    clearTimeout(force);
  }
}

/** Whether a process exists and is more than an entry that nobody has collected. */
export function isRunning(pid: number): boolean {
  try {
    return !/^State:\s*[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
