import { fstatSync, writeSync } from 'node:fs';
import { ToolError } from '../contract/error.ts';

/**
 * Writes all of `text` to standard output (1) or error (2). Synchronous, because asynchronous writes to a pipe are lost
 * when the process ends, and because Wine's console streams refuse them.
 */
export function write(descriptor: 1 | 2, text: string): void {
  if (held && descriptor === 1) held.push(text);
  else writeNow(descriptor, text);
}

let held: string[] | null = null;

/** Runs `body` and writes all that it writes to standard output in one piece: a call a line would cost more than the rest. */
export function writeTogether(body: () => void): void {
  held = [];
  try {
    body();
  } finally {
    const text = held.join('');
    held = null;
    if (text !== '') writeNow(1, text);
  }
}

function writeNow(descriptor: 1 | 2, text: string): void {
  let bytes = Buffer.from(text);
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(descriptor, bytes));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'EAGAIN') giveUp(descriptor, error as Error);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

/** An answer that cannot be written is none, and no message about it can be one; a reader that is gone wants none. */
function giveUp(descriptor: 1 | 2, error: NodeJS.ErrnoException): never {
  const why = `standard output cannot be written: ${error.message}.`;
  const { message, id, exitCode } = new ToolError('OutputUnwritable', 'DeviceError', why);
  if (descriptor === 1 && error.code !== 'EPIPE') writeNow(2, `error: ${message} [${id}]\n`);
  process.exit(exitCode);
}

/**
 * Whether standard output is a terminal that shows colours and whose user has not said no (https://no-color.org). Node's own
 * stream, once made, turns a Windows console's escape sequences on; for anything but a terminal Wine cannot make it.
 */
export function showsColours({ NO_COLOR, TERM }: NodeJS.ProcessEnv = process.env): boolean {
  if (NO_COLOR || TERM === 'dumb') return false;
  return isTerminal(1) && process.stdout.isTTY;
}

/** Asks the file system first: Node's terminals come with its networks, a twelfth of the time that a start takes. */
export function isTerminal(descriptor: 1 | 2): boolean {
  try {
    if (!fstatSync(descriptor).isCharacterDevice()) return false;
  } catch {
    return false;
  }
  return process.getBuiltinModule('node:tty').isatty(descriptor);
}
