import { globSync } from 'node:fs';
import { isAbsolute, relative } from 'node:path';
import { execa } from 'execa';
import type { Daemon } from './daemon.ts';
import type { Bed, Namespace, RunOptions, RunResult } from './netns.ts';
import { checkout, wineChroot } from './paths.ts';
import { tool } from './tools.ts';

/** The environment in which Wine and the .NET runtime run; programs find no more than this. */
export const windowsEnvironment = {
  PATH: '/usr/bin:/bin',
  LC_ALL: 'C.UTF-8',
  WINEPREFIX: '/prefix',
  WINEDEBUG: '-all',
  WINEDLLOVERRIDES: 'mscoree,mshtml=',
  DOTNET_EnableWriteXorExecute: '0',
};

/**
 * Windows, as Wine plays it, inside one namespace: a Wine prefix of its own, in memory over the template, since a
 * prefix that is shared would answer with the routes of the namespace that used it first.
 */
export class Wine {
  readonly #bed: Bed;
  readonly #server: Daemon;

  private constructor(bed: Bed, server: Daemon) {
    this.#bed = bed;
    this.#server = server;
  }

  /** Starts Windows in the namespace, about 1 s; `bed.close()` ends it. */
  static async start(bed: Bed, namespace: Namespace): Promise<Wine> {
    const server = await namespace.start(
      [
        `${checkout}/scripts/wine-chroot.sh`,
        wineChroot,
        ...['--bind-read-only', checkout, 'checkout'],
        ...['--bind', bed.directory, 'bed'],
        ...['--overlay', `${wineChroot}/prefix-template`, 'prefix'],
        ...['--', '/usr/bin/wineserver', '--foreground', '--persistent'],
      ],
      { env: windowsEnvironment },
    );
    const wine = new Wine(bed, server);
    bed.onClose(() => wine.stop());
    await server.until(() => wine.#listens(), 'listen');
    await wine.#boot();
    return wine;
  }

  /** Drive C as the tests see it: what is written there is gone when this Wine stops. */
  get driveC(): string {
    return `/proc/${this.#server.pid}/root/prefix/drive_c`;
  }

  /** How Windows names a file of the checkout (which is read-only there) or of the bed's folder. */
  windowsPath(path: string): string {
    for (const [folder, name] of [
      [this.#bed.directory, 'bed'],
      [checkout, 'checkout'],
    ]) {
      const inside = relative(folder, path);
      if (!inside.startsWith('..') && !isAbsolute(inside)) return ['Z:', name, ...inside.split('/')].join('\\');
    }
    throw new Error(`${path} is neither in the checkout nor in the bed's folder, the two that Windows can see`);
  }

  /**
   * Runs a Windows program to its end; any exit code is a result. `program` is a path outside or the name of one of
   * Windows' own programs; arguments that are paths go through `windowsPath` first.
   */
  async run(program: string, args: readonly string[] = [], options: RunOptions = {}): Promise<RunResult> {
    const [nsenter, ...rest] = this.command(program, args);
    const result = await execa(nsenter, rest, {
      reject: false,
      extendEnv: false,
      env: { ...windowsEnvironment, ...options.env },
      timeout: options.timeout ?? 60_000,
      killSignal: 'SIGKILL',
      stripFinalNewline: false,
      ...(options.input === undefined ? { stdin: 'ignore' } : { input: options.input }),
    });
    return { code: result.exitCode, stdout: result.stdout, stderr: result.stderr, timedOut: result.timedOut };
  }

  /** What `run` runs, for tests that keep the streams in hand; to be started with `windowsEnvironment`. */
  command(program: string, args: readonly string[] = []): string[] {
    const enter = ['--target', String(this.#server.pid), '--mount', '--net', '--root', `--wd=${this.driveC}`, '--'];
    const executable = isAbsolute(program) ? this.windowsPath(program) : program;
    return [tool('nsenter'), ...enter, '/usr/bin/wine', executable, ...args];
  }

  /** Ends every Windows process and forgets the prefix. */
  stop(): Promise<void> {
    return this.#server.stop('SIGINT');
  }

  /** The first program starts Windows' services; it has no pipes, which they would inherit and keep open. */
  async #boot(): Promise<void> {
    const [nsenter, ...rest] = this.command('cmd.exe', ['/c', 'exit']);
    await execa(nsenter, rest, { extendEnv: false, env: windowsEnvironment, timeout: 60_000, stdio: 'ignore' });
  }

  #listens(): boolean {
    return globSync(`/proc/${this.#server.pid}/root/tmp/wine-*/server-*/socket`).length > 0;
  }
}
