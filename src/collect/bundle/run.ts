import { spawn } from 'node:child_process';
import type { Ran } from '../../contract/bundle.ts';

export interface Program {
  /** What its output is called in the bundle. */
  readonly name: string;
  /** Absolute. */
  readonly command: string;
  readonly args: readonly string[];
}

export interface Outcome {
  readonly ran: Ran;
  /** What it wrote, both streams. */
  readonly output: Buffer;
  /** True where it wrote more than is kept. */
  readonly cut: boolean;
  /** Why it could not be started. */
  readonly error: string | null;
}

/** Larger than any output worth reading; what comes after is left out. */
export const mostBytes = 16 * 1024 * 1024;

/** From a program's end to the end of what is read of it, at most. */
const graceMs = 1000;

const isWindows = process.platform === 'win32';

/**
 * Runs a program without a shell, without input and without the caller's environment. Whatever it does, this ends after the
 * time limit, and the program too; on Linux what it has started is ended with it.
 */
export function run({ command, args }: Program, environment: NodeJS.ProcessEnv, timeLimitMs: number): Promise<Outcome> {
  return new Promise((done) => {
    const start = performance.now();
    const chunks: Buffer[] = [];
    let size = 0;
    const child = spawn(command, args, {
      env: environment,
      cwd: isWindows ? environment.SystemRoot : '/',
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
      // A process group of its own, so that all of it can be ended.
      detached: !isWindows,
    });
    let grace: NodeJS.Timeout | undefined;
    const finish = (exitCode: number | null, timedOut: boolean, error: string | null) => {
      clearTimeout(timer);
      clearTimeout(grace);
      child.stdout.destroy();
      child.stderr.destroy();
      const durationMs = Math.round(performance.now() - start);
      const ran: Ran = { command, arguments: args, exitCode, durationMs, timeLimitMs, timedOut };
      done({ ran, output: Buffer.concat(chunks), cut: size > mostBytes, error });
    };
    const timer = setTimeout(() => {
      end(child.pid);
      finish(null, true, null);
    }, timeLimitMs);
    const take = (chunk: Buffer) => {
      if (size < mostBytes) chunks.push(chunk.subarray(0, mostBytes - size));
      size += chunk.length;
    };
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', take);
      stream.on('error', () => {}); // What was read until then is kept.
    }
    child.once('error', (error) => finish(null, false, describe(error)));
    // What it leaves behind may hold its streams open.
    child.once('exit', (exitCode) => (grace = setTimeout(() => finish(exitCode, false, null), graceMs)));
    child.once('close', (exitCode) => finish(exitCode, false, null));
  });
}

function describe({ code, message }: NodeJS.ErrnoException): string {
  return code === 'ENOENT' ? 'there is no such program here' : message;
}

function end(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(isWindows ? pid : -pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
