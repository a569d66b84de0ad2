import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { tool } from '../bed/tools.ts';
import { buildHost, type Target } from './host/build.ts';
import type { Request, RunOptions, RunResult, ScriptFacts, StreamRecord } from './host/protocol.ts';
import { resultOf, revive } from './host/result.ts';

/** How to start a program, with `env` added to its environment: on this machine, or on one inside it. */
export type Spawn = (
  program: string,
  args: readonly string[],
  env: Record<string, string>,
) => ChildProcessWithoutNullStreams;

export interface HostOptions {
  target?: Target;
  spawn?: Spawn;
  /** Added to the environment. */
  env?: Record<string, string>;
}

interface Conversation {
  records: StreamRecord[];
  onRecord?: ((record: StreamRecord) => void) | undefined;
  done: (records: StreamRecord[]) => void;
  failed: (error: Error) => void;
}

/** Without the pipes for debuggers, which a host that is killed leaves among the temporary files. */
const withoutDiagnostics = { POWERSHELL_DIAGNOSTICS_OPTOUT: '1', DOTNET_EnableDiagnostics: '0' };
const environment = { POWERSHELL_TELEMETRY_OPTOUT: '1', POWERSHELL_UPDATECHECK: 'Off', ...withoutDiagnostics };

const here: Spawn = (program, args, env) => spawn(program, args, { env: { ...process.env, ...env } });

/**
 * The PowerShell 7 engine with all cmdlets of the released pwsh, in a process of its own and with a user who answers
 * from a list. Every script gets a fresh runspace, some 20 ms; starting the process takes half a second.
 *
 *     const host = await PowerShellHost.start();
 *     const { output, errors, prompts } = await host.run('param($Path) Import-Module $Path; Remove-Thing', {
 *       parameters: { Path: module },
 *       answers: ['Yes'],
 *     });
 *     await host.stop();
 */
export class PowerShellHost {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #conversations = new Map<number, Conversation>();
  #lastId = 0;
  #noise = '';

  static async start({ target = 'linux-x64', spawn = here, env }: HostOptions = {}): Promise<PowerShellHost> {
    const folder = await buildHost(target);
    const [program, ...args] =
      target === 'win-x64'
        ? [join(folder, 'PowerShellHost.exe')]
        : [tool('dotnet'), join(folder, 'PowerShellHost.dll')];
    return new PowerShellHost(spawn(program!, args, { ...environment, ...env }));
  }

  private constructor(child: ChildProcessWithoutNullStreams) {
    this.#child = child;
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.#noise += text));
    createInterface({ input: child.stdout }).on('line', (line) => this.#hear(line));
    child.on('error', (error) => this.#failAll(error));
    child.on('close', () => this.#failAll(new Error(`the PowerShell host has ended: ${this.#noise}`)));
    child.stdin.on('error', () => {}); // 'close' tells it
  }

  /**
   * Runs a script to its end. A script's errors are in the result; only a host that breaks rejects.
   * @param script a script block's text; `param(…)` receives `options.parameters`
   */
  async run(script: string, { onRecord, stopAfter, signal, ...options }: RunOptions = {}): Promise<RunResult> {
    const id = this.#nextId();
    const stop = () => this.#say({ id, do: 'stop' });
    const timer = stopAfter === undefined ? undefined : setTimeout(stop, stopAfter);
    signal?.addEventListener('abort', stop);
    try {
      return resultOf(await this.#ask({ id, do: 'run', script, ...options }, onRecord));
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    }
  }

  /** What the engine's parser finds in a script's text. */
  async parse(script: string): Promise<ScriptFacts> {
    return (await this.#fact({ id: this.#nextId(), do: 'parse', script })) as ScriptFacts;
  }

  /** What the engine finds wrong with a .ps1xml file of views; empty where it loads. */
  async formatErrors(path: string): Promise<string[]> {
    return (await this.#fact({ id: this.#nextId(), do: 'format', path })) as string[];
  }

  /** What scripts, and the programs they started, wrote past PowerShell's streams so far. */
  get noise(): string {
    return this.#noise;
  }

  /** Ends the process, and whatever still runs in it. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const closed = new Promise((resolve) => this.#child.once('close', resolve));
    this.#child.stdin.end();
    await closed;
  }

  async #fact(request: Request): Promise<unknown> {
    const [record] = await this.#ask(request);
    return record!.value;
  }

  #nextId(): number {
    return ++this.#lastId;
  }

  #ask(request: Request, onRecord?: (record: StreamRecord) => void): Promise<StreamRecord[]> {
    return new Promise((done, failed) => {
      this.#conversations.set(request.id, { records: [], onRecord, done, failed });
      this.#say(request);
    });
  }

  #say(request: object): void {
    this.#child.stdin.write(`${JSON.stringify(request)}\n`);
  }

  #hear(line: string): void {
    if (!line.startsWith('{"id":')) {
      this.#noise += `${line}\n`; // the last words of a host that breaks
      return;
    }
    const { id, ...record } = JSON.parse(line, revive) as StreamRecord & { id: number };
    const conversation = this.#conversations.get(id)!;
    conversation.records.push(record);
    conversation.onRecord?.(record);
    if (record.stream === 'failed') conversation.failed(new Error(String(record.value)));
    if (['end', 'facts', 'failed'].includes(record.stream)) {
      this.#conversations.delete(id);
      conversation.done(conversation.records);
    }
  }

  #failAll(error: Error): void {
    for (const { failed } of this.#conversations.values()) failed(error);
    this.#conversations.clear();
  }
}
