import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { Daemon, isRunning, type DaemonOptions } from './daemon.ts';
import { tool } from './tools.ts';

export interface RunResult {
  /** The exit code; undefined where a signal ended it. */
  code: number | undefined;
  stdout: string;
  stderr: string;
  timedOut: boolean;
}

export interface RunOptions {
  input?: string | Uint8Array;
  /** Added to the environment of the tests. */
  env?: Record<string, string>;
  /** Milliseconds, 30,000 by default; then it is killed. */
  timeout?: number;
}

/** The kernel's own answer to "which way would a packet to this address go?" */
export interface KernelRoute {
  dev: string;
  gateway?: string;
  prefsrc?: string;
}

/** One network namespace. Commands in it are told by arrays, with absolute program paths. */
export class Namespace {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  /** `ip ARGUMENTS` here, the arguments in one string; throws with ip's own complaint. */
  ip(args: string): string {
    return execFileSync(tool('ip'), ['-n', this.name, ...args.split(' ')], { encoding: 'utf8', stdio: 'pipe' });
  }

  /** What `ip route get` answers; undefined where the kernel has no route. */
  routeGet(address: string): KernelRoute | undefined {
    try {
      return JSON.parse(this.ip(`-j route get ${address}`))[0];
    } catch (error) {
      if (/unreachable|RTNETLINK answers/.test(String((error as Error).message))) return undefined;
      throw error;
    }
  }

  /** Writes a kernel setting, such as `net/ipv4/ip_forward`, of this namespace. */
  setKernel(setting: string, value: string): void {
    const script = 'printf %s "$2" > "/proc/sys/$1"';
    execFileSync(tool('ip'), ['netns', 'exec', this.name, '/bin/sh', '-c', script, 'sh', setting, value]);
  }

  /** Runs a program to its end; any exit code is a result. */
  async run(argv: readonly string[], options: RunOptions = {}): Promise<RunResult> {
    const result = await execa(tool('ip'), this.#enter(argv), {
      reject: false,
      timeout: options.timeout ?? 30_000,
      killSignal: 'SIGKILL',
      stripFinalNewline: false,
      ...(options.input === undefined ? { stdin: 'ignore' } : { input: options.input }),
      ...(options.env && { env: options.env }),
    });
    return { code: result.exitCode, stdout: result.stdout, stderr: result.stderr, timedOut: result.timedOut };
  }

  /** Starts a program that runs until it is stopped. */
  start(argv: readonly string[], options?: DaemonOptions): Promise<Daemon> {
    return Daemon.start([tool('ip'), ...this.#enter(argv)], options);
  }

  /** Process ids of all that runs here. */
  pids(): number[] {
    return execFileSync(tool('ip'), ['netns', 'pids', this.name], { encoding: 'utf8' })
      .split('\n')
      .filter(Boolean)
      .map(Number);
  }

  #enter(argv: readonly string[]): string[] {
    return ['netns', 'exec', this.name, ...argv];
  }
}

/**
 * Namespaces, a folder for files and whatever was started, all removed together by `close()`: in the order last
 * started, first stopped. Should the test process end before, its exit handler removes them; what a killed one left
 * behind goes when the next bed opens.
 */
export class Bed {
  /** A folder for configurations and keys. */
  readonly directory = mkdtempSync(join(tmpdir(), `${folderStem}${process.pid}-`));
  readonly #prefix = `tst-${process.pid}-${++bedsOpened}-`;
  readonly #namespaces: Namespace[] = [];
  readonly #stops: (() => Promise<void> | void)[] = [];

  constructor() {
    removeLeftBehind();
    openBeds.add(this);
  }

  /** Makes a namespace whose loopback is up and which sends nothing of its own accord. */
  namespace(name: string): Namespace {
    const namespace = new Namespace(this.#prefix + name);
    execFileSync(tool('ip'), ['netns', 'add', namespace.name]);
    this.#namespaces.push(namespace);
    for (const scope of ['all', 'default']) {
      namespace.setKernel(`net/ipv6/conf/${scope}/accept_dad`, '0');
      namespace.setKernel(`net/ipv6/conf/${scope}/accept_ra`, '0');
    }
    namespace.ip('link set lo up');
    return namespace;
  }

  /** Connects two namespaces by an Ethernet link; both ends are up. */
  link(left: Namespace, leftInterface: string, right: Namespace, rightInterface: string): void {
    left.ip(`link add ${leftInterface} type veth peer name ${rightInterface} netns ${right.name}`);
    left.ip(`link set ${leftInterface} up`);
    right.ip(`link set ${rightInterface} up`);
  }

  /** An interface name of its own in every bed, as wireguard-go needs: its sockets are shared by all namespaces. */
  uniqueInterface(stem: string): string {
    return `${stem}${process.pid.toString(36)}${(++interfacesNamed).toString(36)}`;
  }

  /** Registers what `close()` has to stop. */
  onClose(stop: () => Promise<void> | void): void {
    this.#stops.push(stop);
  }

  /** Stops and removes everything; a failure to stop doesn't keep the rest. */
  async close(): Promise<void> {
    const failures: unknown[] = [];
    for (const stop of this.#stops.splice(0).reverse()) {
      try {
        await stop();
      } catch (failure) {
        failures.push(failure);
      }
    }
    this.removeNow();
    if (failures.length > 0) throw new AggregateError(failures, 'parts of the test bed could not be stopped');
  }

  /** What an exit handler can do: kill what is left and remove the namespaces and files. */
  removeNow(): void {
    openBeds.delete(this);
    for (const namespace of this.#namespaces.splice(0)) removeNamespace(namespace);
    rmSync(this.directory, { recursive: true, force: true });
  }
}

const netnsFolder = '/run/netns';
const folderStem = 'teams-split-tunnel-bed-';
let bedsOpened = 0;
let interfacesNamed = 0;
const openBeds = new Set<Bed>();

process.on('exit', () => openBeds.forEach((bed) => bed.removeNow()));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => process.exit(1));
}

function removeNamespace(namespace: Namespace): void {
  for (const pid of namespace.pids()) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
  execFileSync(tool('ip'), ['netns', 'del', namespace.name]);
}

/** Removes what test processes left behind that no longer exist. Another process may be doing the same. */
function removeLeftBehind(): void {
  const isOrphan = (owner: string | undefined) => owner !== undefined && !isRunning(Number(owner));
  for (const name of existsSync(netnsFolder) ? readdirSync(netnsFolder) : []) {
    if (!isOrphan(/^tst-(\d+)-/.exec(name)?.[1])) continue;
    try {
      removeNamespace(new Namespace(name));
    } catch (error) {
      if (existsSync(join(netnsFolder, name))) throw error;
    }
  }
  for (const name of readdirSync(tmpdir()).filter((name) => name.startsWith(folderStem))) {
    if (isOrphan(/^(\d+)-/.exec(name.slice(folderStem.length))?.[1])) {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    }
  }
}
