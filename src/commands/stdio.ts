import { read as readCallback, readSync, writeSync } from 'node:fs';
import { promisify } from 'node:util';
import { ToolError } from '../contract/error.ts';

const read = promisify(readCallback);
const chunkSize = 1 << 16;

/** The largest document or line taken from outside, in bytes. */
export const inputLimit = 256 * 1024 * 1024;

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
      if (code === 'EPIPE') process.exit(3);
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

/**
 * Whether standard output is a terminal that shows colours and whose user has not said no (https://no-color.org). Node's own
 * stream, once made, turns a Windows console's escape sequences on; for anything but a terminal Wine cannot make it.
 */
export function showsColours({ NO_COLOR, TERM }: NodeJS.ProcessEnv = process.env): boolean {
  if (NO_COLOR || TERM === 'dumb') return false;
  return process.getBuiltinModule('node:tty').isatty(1) && process.stdout.isTTY;
}

/** Lines of standard input without their ends; a last line without an end counts too. */
export async function* readLines(): AsyncGenerator<string> {
  for await (const lines of readLineGroups()) yield* lines;
}

/** The same lines, those together that are there together. */
export async function* readLineGroups(): AsyncGenerator<string[]> {
  let pending: Buffer[] = [];
  let size = 0;
  for await (const chunk of readChunks()) {
    const end = chunk.lastIndexOf(10);
    if (end >= 0) {
      yield linesOf([...pending, chunk.subarray(0, end)]);
      pending = [];
      size = 0;
    }
    pending.push(chunk.subarray(end + 1));
    size += chunk.length - end - 1;
    if (size > inputLimit) throw tooLarge();
  }
  if (size > 0) yield linesOf(pending);
}

async function* readChunks(): AsyncGenerator<Buffer> {
  for (;;) {
    const chunk = Buffer.allocUnsafe(chunkSize);
    const count = await readSome(chunk);
    if (count === 0) return;
    yield chunk.subarray(0, count);
  }
}

/** Reads what standard input has into the chunk and tells how many bytes; 0 at the end. */
export async function readSome(chunk: Uint8Array): Promise<number> {
  try {
    return (await read(0, chunk, 0, chunk.length, null)).bytesRead;
  } catch (error) {
    return endOfInput(error);
  }
}

/** Windows reports the far end's closing as an error, Unix as zero bytes. */
function endOfInput(error: unknown): 0 {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EOF' || code === 'EPIPE') return 0;
  throw error;
}

function linesOf(parts: readonly Buffer[]): string[] {
  const lines = Buffer.concat(parts).toString('utf8').split('\n');
  return lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
}

/** All of standard input as one document. */
export function readDocument(): Buffer {
  const parts: Buffer[] = [];
  let size = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(chunkSize);
    const count = readNow(chunk);
    if (count === 0) return Buffer.concat(parts, size);
    parts.push(chunk.subarray(0, count));
    size += count;
    if (size > inputLimit) throw tooLarge();
  }
}

function readNow(chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(0, chunk);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return endOfInput(error);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

export function tooLarge(): ToolError {
  return new ToolError('InputTooLarge', 'LimitsExceeded', 'standard input is larger than 256 MiB; judge it in parts.');
}
