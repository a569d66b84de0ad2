import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { asciiJson } from '../../src/commands/output.ts';

// Plays the module's program for the launcher's tests: the first input, or its schema, says what it does.

type Line = { type: string; value?: unknown };

const say = (message: object) => writeSync(1, asciiJson(message) + '\n');
const object = (value: object) => say({ type: 'object', typeName: 'TeamsSplitTunnel.BestRoute', input: 0, value });

const acts: Record<string, () => void> = {
  streams() {
    say({ type: 'verbose', message: 'a step' });
    say({ type: 'warning', message: 'careful' });
    say({ type: 'progress', activity: 'Asking', status: 'one of two', percent: 50, completed: false });
    object({ address: '192.0.2.1' });
    say({ type: 'error', id: 'AddressInvalid', category: 'InvalidArgument', target: '1.2', message: 'no', input: 1 });
    say({ type: 'error', id: 'Odd', category: 'NoSuchCategory', target: null, message: 'odd', input: null });
    say({ type: 'progress', activity: 'Asking', status: 'done', percent: null, completed: true });
    process.exitCode = 2;
  },
  /** Reads nothing before it has written far more than a pipe holds. */
  flood() {
    for (let number = 0; number < 4000; number++) object({ number, padding: 'x'.repeat(1000) });
  },
  /** Answers once and stays, whatever happens to its input. */
  stay() {
    object({ pid: process.pid });
    setInterval(() => {}, 1000);
  },
  halfALine() {
    writeSync(1, '{"type":"object","typeName":"TeamsSplitT');
  },
  crash() {
    object({ address: '192.0.2.1' });
    writeSync(2, 'the ground opened');
    process.kill(process.pid, 'SIGKILL');
  },
  garbage() {
    writeSync(1, 'Segmentation fault\n');
  },
  silentFailure() {
    process.exitCode = 3;
  },
  /** Refuses the request and ends, though more inputs come. */
  refuse() {
    say({ type: 'error', id: 'BadUsage', category: 'InvalidArgument', target: null, message: 'no', input: null });
    process.exit(2);
  },
  /** One object far longer than what is read at a time. */
  long() {
    object({ text: '\u00e4'.repeat(1_000_000) });
  },
};

let count = 0;
for await (const text of createInterface({ input: process.stdin })) {
  if (text.trim() === '') continue;
  const line = JSON.parse(text) as Line;
  if (line.type !== 'input') continue;
  const act = typeof line.value === 'string' ? line.value : (line.value as { schema?: string } | null)?.schema;
  if (count++ === 0) acts[String(act)]?.();
  if (act === 'echo') object({ line: text });
}
object({ inputs: count });
