import type { EndpointList } from '../contract/endpoints.ts';
import { ToolError } from '../contract/error.ts';
import { atLine } from '../contract/json-line.ts';
import { decodeText } from '../contract/text.ts';
import { readSnapshot } from '../contract/read-snapshot.ts';
import type { Snapshot } from '../contract/snapshot.ts';
import { parseSnapshot, readBytes } from '../collect/file.ts';
import { openMachine } from '../collect/machine.ts';
import { optimizePrefixes } from '../endpoints/select.ts';
import { flagOption, listOption, type Call } from './command.ts';
import type { Basis } from './basis.ts';
import { readDocument } from './stdin.ts';

export interface Observed {
  readonly snapshot: Snapshot;
  /** The number of the pipeline object it came as. */
  readonly input?: number;
  /** What errors call it where it is a recorded one. */
  readonly name?: string;
  /** What the verdict was made with where the snapshot is a support bundle's. */
  readonly recorded?: Basis;
}

/**
 * The snapshots of a call: pipeline objects, files, or this machine. One that cannot be read is an error of its own where
 * there are several, so that the others are still judged; `failed` is told.
 */
export async function* observe(
  call: Call,
  list: EndpointList,
  failed: (error: ToolError, input?: number) => void,
): AsyncGenerator<Observed> {
  let count = 0;
  for await (const value of heldBack(call.inputs ?? [])) {
    const input = count++;
    const name = `input ${input + 1}`;
    const snapshot = await attempt(
      () => readSnapshot(value),
      (error) => failed(error.at(name), input),
    );
    if (snapshot) yield { snapshot, input, name };
  }
  const paths = listOption(call.options, 'snapshot');
  for (const path of paths) {
    const observed = await attempt(() => readPath(path), failed);
    if (observed) yield { ...observed, name: nameOf(path) };
  }
  if (count === 0 && paths.length === 0) yield { snapshot: await observeMachine(call, list) };
  else if (flagOption(call.options, 'online'))
    call.out.warning('--online asks this machine; a recorded snapshot holds what was asked where it was collected.');
}

function nameOf(path: string): string {
  return path === '-' ? 'standard input' : path;
}

/** An error of judging a snapshot; one about what it holds says of which, and where in its file. */
export function namedError(error: unknown, name: string | undefined): ToolError {
  if (!(error instanceof ToolError)) throw error;
  return name !== undefined && error.category === 'InvalidData' ? atLine(error, name, textOf(name)) : error;
}

/** What the file holds, read once more; nothing for what is no file of JSON. */
function textOf(name: string): string {
  try {
    const bytes = readBytes(name);
    return isZip(bytes) ? '' : decodeText(bytes);
  } catch {
    return '';
  }
}

/** Each object only when the next message has come: the last one is not answered to a caller that has gone. */
async function* heldBack<T>(items: AsyncIterable<T> | Iterable<T>): AsyncGenerator<T> {
  const held: T[] = [];
  for await (const item of items) {
    if (held.length > 0) yield held.pop()!;
    held.push(item);
  }
  yield* held;
}

export async function observeMachine(call: Call, list: EndpointList): Promise<Snapshot> {
  const machine = await openMachine();
  const snapshot = await machine.snapshot(optimizePrefixes(list), (message) => call.out.verbose(message));
  return flagOption(call.options, 'online') ? askOnline(call, list, snapshot) : snapshot;
}

/** Adds what only a packet tells. */
async function askOnline(call: Call, list: EndpointList, snapshot: Snapshot): Promise<Snapshot> {
  const { askResolvers } = await import('../collect/online/dns.ts');
  call.out.verbose("Asking the resolvers for the name of Teams' relays.");
  return { ...snapshot, dnsAnswers: await askResolvers(snapshot, list.cloud, call.signal) };
}

/** A recorded snapshot, or that of a support bundle; `-` is standard input. */
export async function readPath(path: string): Promise<Observed> {
  const name = nameOf(path);
  const bytes = path === '-' ? await readDocument() : readBytes(path);
  if (!isZip(bytes)) return { snapshot: parseSnapshot(bytes, name) };
  const { readBundle } = await import('./bundle/replay.ts');
  return readBundle(bytes, name);
}

/** What a zip file begins with (PKWARE APPNOTE 4.3.7). */
function isZip(bytes: Buffer): boolean {
  return bytes.length > 4 && bytes.readUInt32LE(0) === 0x04034b50;
}

async function attempt<T>(make: () => T | Promise<T>, failed: (error: ToolError) => void): Promise<T | undefined> {
  try {
    return await make();
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    failed(error);
    return undefined;
  }
}
