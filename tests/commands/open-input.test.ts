import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { checkout } from '../bed/paths.ts';
import { node } from '../collect/linux/inside.ts';

const patience = 10_000;
const started: ChildProcess[] = [];

/** The program with a standard input that stays open, whatever it does. */
function start(args: readonly string[], ...lines: object[]): ChildProcess {
  const [command, ...options] = [...node, join(checkout, 'src/main.ts'), ...args];
  const child = spawn(command!, options, { stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin!.on('error', () => {}); // a program that has ended takes no more
  child.stderr!.resume();
  started.push(child);
  for (const line of lines) child.stdin!.write(`${JSON.stringify(line)}\n`);
  return child;
}

/** Exit code and signal. */
function endOf(child: ChildProcess): Promise<unknown> {
  return Promise.race([once(child, 'exit'), setTimeout(patience, 'it hangs', { ref: false })]);
}

/** Waits until a thread of the process is in read(0, …), by the kernel's word. */
async function untilReading(child: ChildProcess): Promise<void> {
  const tasks = `/proc/${child.pid}/task`;
  const isReading = (task: string) => readFileSync(join(tasks, task, 'syscall'), 'utf8').startsWith('0 0x0 ');
  for (const deadline = Date.now() + patience; !readdirSync(tasks).some(isReading);) {
    assert.ok(Date.now() < deadline, 'it does not read its standard input');
    await setTimeout(20);
  }
}

const request = (command: string, ...positionals: string[]) => ({
  type: 'request',
  command,
  options: {},
  positionals,
});

describe('while standard input stays open', function () {
  this.timeout(2 * patience);
  afterEach(() => started.splice(0).forEach((child) => child.kill('SIGKILL')));

  describe('Ctrl+C ends', () => {
    for (const args of [
      ['best-route'],
      ['test', '--snapshot', '-'],
      ['capture', '-'],
      ['snapshot', '--from', '-'],
      ['trace', '--path', '-'],
      ['fleet', '-'],
      ['endpoints', '--ndjson'],
    ])
      it(args.join(' '), async () => {
        const child = start(args);
        await untilReading(child);
        child.kill('SIGINT');
        assert.deepEqual(await endOf(child), [3, null]);
      });

    it('best-route between two pipeline objects', async () => {
      const child = start(['--ndjson'], request('best-route'), { type: 'input', value: '127.0.0.1' });
      await once(child.stdout!, 'data');
      await untilReading(child);
      child.kill('SIGINT');
      assert.deepEqual(await endOf(child), [3, null]);
    });

    it('a watch, which ends well', async () => {
      const child = start(['watch']);
      await once(child.stdout!, 'data');
      await untilReading(child);
      child.kill('SIGINT');
      assert.deepEqual(await endOf(child), [0, null]);
    });
  });

  describe('an error ends', () => {
    it('a trace that still listens to its caller', async () => {
      const child = start(['--ndjson'], request('trace', 'two', 'addresses'));
      assert.deepEqual(await endOf(child), [2, null]);
    });

    it('a media path that still listens to its caller', async () => {
      const child = start(['--ndjson'], request('media-path', 'not an address'));
      assert.deepEqual(await endOf(child), [3, null]);
    });

    it('best-route whose reader is gone', async () => {
      const child = start(['--ndjson'], request('best-route'));
      child.stdout!.destroy();
      await untilReading(child);
      child.stdin!.write('{"type":"input","value":"127.0.0.1"}\n');
      assert.deepEqual(await endOf(child), [3, null]);
    });
  });
});
