import { mkdirSync } from 'node:fs';
import type { RepairPlan, RepairResult } from '../../../src/contract/repair.ts';
import type { Verdict } from '../../../src/contract/verdict.ts';
import { tool, type Namespace, type Topology } from '../../bed/index.ts';
import { built } from '../../build/dist.ts';

export interface Ran<T> {
  readonly code: number | undefined;
  readonly out: T;
  readonly err: string;
}

/** The client of a topology as the repair sees it: its network, and a /var/lib of its own. */
export class Machine {
  readonly #namespace: Namespace;
  readonly #library: string;

  constructor({ bed, client }: Topology) {
    this.#namespace = client;
    this.#library = `${bed.directory}/lib`;
    mkdirSync(this.#library, { recursive: true });
  }

  get state(): string {
    return `${this.#library}/teams-split-tunnel`;
  }

  test = (...options: string[]) => this.#json<Verdict>('test', options);
  plan = (...options: string[]) => this.#json<RepairPlan>('repair', options);
  apply = (...options: string[]) => this.#json<RepairResult>('repair', ['--apply', ...options]);
  undo = (...options: string[]) => this.#json<RepairResult>('repair', ['--undo', ...options]);

  /** Every route and rule of both families, in ip's words. */
  tables(): string {
    return ['route show table all', 'rule', '-6 rule'].map((args) => this.#namespace.ip(args)).join('');
  }

  /** The built program. */
  program(...args: string[]) {
    return this.#run([built('linux-x64/teams-split-tunnel'), ...args]);
  }

  /** The same as a user without any privilege. */
  unprivileged(...args: string[]) {
    const drop = [tool('setpriv'), '--reuid', '65534', '--regid', '65534', '--clear-groups', '--'];
    return this.#run([...drop, built('linux-x64/teams-split-tunnel'), ...args]);
  }

  /** A script of the tests. */
  script(path: string, args: readonly string[]) {
    return this.#run([process.execPath, '--experimental-ffi', '--disable-warning=ExperimentalWarning', path, ...args]);
  }

  #run(argv: readonly string[]) {
    const enter = 'mount --bind "$0" /var/lib && exec "$@"';
    return this.#namespace.run(['/bin/sh', '-c', enter, this.#library, ...argv]);
  }

  async #json<T>(command: string, options: readonly string[]): Promise<Ran<T>> {
    const { code, stdout, stderr } = await this.program(command, '--json', ...options);
    return { code, out: (stdout === '' ? null : JSON.parse(stdout)) as T, err: stderr };
  }
}
