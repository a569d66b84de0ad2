import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { OutputMessage } from '../../src/contract/message.ts';
import type { WatchedVerdict } from '../../src/contract/watch.ts';
import { Bed, type Namespace } from '../bed/netns.ts';
import { checkout } from '../bed/paths.ts';
import { tool } from '../bed/tools.ts';
import { node } from '../collect/linux/inside.ts';

/** A machine with a way to the internet and a tunnel that is up and has no route yet. */
export function layMachine(bed: Bed): Namespace {
  const machine = bed.namespace('machine');
  const router = bed.namespace('router');
  bed.link(machine, 'lan0', router, 'lan0');
  machine.ip('addr add 192.168.77.2/24 dev lan0');
  machine.ip('route add default via 192.168.77.1');
  machine.ip('tuntap add mode tun name tun7');
  machine.ip('link set tun7 up');
  machine.ip('addr add 10.9.0.2/24 dev tun7');
  return machine;
}

export const program = [...node, join(checkout, 'src/main.ts')];

/** A running `watch --ndjson`, whose verdicts are taken one by one. */
export class Watcher {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  readonly messages: OutputMessage[] = [];
  #wake: () => void = () => {};

  constructor(namespace: Namespace, args: readonly string[] = [], stdin: 'pipe' | 'ignore' = 'pipe') {
    const argv = ['netns', 'exec', namespace.name, ...program, 'watch', '--ndjson', '--verbose', ...args];
    this.child = spawn(tool('ip'), argv, { stdio: [stdin, 'pipe', 'inherit'] });
    createInterface({ input: this.child.stdout! }).on('line', (line) => {
      this.messages.push(JSON.parse(line) as OutputMessage);
      this.#wake();
    });
    this.ended = new Promise((done) => this.child.on('exit', done));
  }

  get verdicts(): WatchedVerdict[] {
    return this.messages.flatMap((message) => (message.type === 'object' ? [message.value as WatchedVerdict] : []));
  }

  /** The verdict with this number, from 1, as soon as it is there. */
  async verdict(number: number, patience = 15_000): Promise<WatchedVerdict> {
    const deadline = Date.now() + patience;
    while (this.verdicts.length < number) {
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`no verdict ${number}; there are ${JSON.stringify(this.messages)}`);
      await new Promise<void>((done) => {
        const timer = setTimeout(done, left);
        this.#wake = () => {
          clearTimeout(timer);
          done();
        };
      });
    }
    return this.verdicts[number - 1];
  }

  async stop(): Promise<number | null> {
    this.child.stdin?.end();
    if (!this.child.stdin) this.child.kill('SIGTERM');
    return this.ended;
  }
}
