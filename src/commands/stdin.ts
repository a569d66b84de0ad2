import { read } from 'node:fs';
import { ToolError } from '../contract/error.ts';

const chunkSize = 1 << 16;

/** The largest document or line taken from outside, in bytes. */
export const inputLimit = 256 * 1024 * 1024;

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

function linesOf(parts: readonly Buffer[]): string[] {
  const lines = Buffer.concat(parts).toString('utf8').split('\n');
  return lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
}

/** All of standard input as one document. */
export async function readDocument(): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of readChunks()) {
    parts.push(chunk);
    size += chunk.length;
    if (size > inputLimit) throw tooLarge();
  }
  return Buffer.concat(parts, size);
}

function tooLarge(): ToolError {
  return new ToolError('InputTooLarge', 'LimitsExceeded', 'standard input is larger than 256 MiB; judge it in parts.');
}

async function* readChunks(): AsyncGenerator<Buffer> {
  for (;;) {
    const chunk = Buffer.allocUnsafe(chunkSize);
    const count = await readSome(chunk);
    if (count === 0) return;
    yield chunk.subarray(0, count);
  }
}

/**
 * Reads what standard input has into the chunk and tells how many bytes; 0 at the end.
 * @throws ToolError `Stopped` at Ctrl+C, whether or not more is coming; `FileUnreadable` where it is a folder, say
 */
export async function readSome(chunk: Uint8Array): Promise<number> {
  for (;;) {
    try {
      return await readOnce(chunk);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return endOfInput(error);
      await new Promise((done) => setTimeout(done, 1));
    }
  }
}

/** Windows reports the far end's closing as an error, Unix as zero bytes. */
function endOfInput(error: unknown): 0 {
  if (error instanceof ToolError) throw error;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EOF' || code === 'EPIPE') return 0;
  throw new ToolError('FileUnreadable', 'ObjectNotFound', `standard input cannot be read: ${message}.`);
}

let isGuarded = false;
let isStopped = false;
/** Rejects the read that a thread is waiting in; null where none is. */
let giveUp: ((reason: ToolError) => void) | null = null;

function readOnce(chunk: Uint8Array): Promise<number> {
  if (!isGuarded) guard();
  return new Promise((resolve, reject) => {
    if (isStopped) return reject(stopped());
    giveUp = reject;
    read(0, chunk, 0, chunk.length, null, (error, count) => {
      giveUp = null;
      if (error) reject(error);
      else resolve(count);
    });
  });
}

/**
 * Nothing calls a thread back from a read: Ctrl+C has to be heard beside it, and the process has to end over its head,
 * since Node's own end waits for its threads.
 */
function guard(): void {
  isGuarded = true;
  const loaded = import('../native/end-now.ts').then(({ endNow }) =>
    process.once('exit', (code) => giveUp && endNow(code)),
  );
  const stop = () => {
    isStopped = true;
    void loaded.then(() => giveUp?.(stopped()));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

export function stopped(): ToolError {
  return new ToolError('Stopped', 'OperationStopped', 'stopped before the answer was complete; there is no verdict.');
}
