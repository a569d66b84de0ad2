import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { unreadable } from '../../contract/unreadable.ts';
import { readSome } from '../stdin.ts';

/** Bytes with a name. */
export interface Source {
  readonly name: string;
  /** 0 where it is not known. */
  readonly size: number;
  /** Fills the chunk, or a beginning of it, and tells how many bytes; 0 at the end. */
  read(chunk: Uint8Array): Promise<number>;
  close(): Promise<void>;
}

const standardInput: Source = { name: 'standard input', size: 0, read: readSome, close: async () => {} };

export interface Found {
  readonly path: string;
  readonly size: number;
}

/**
 * The files that are named, and those with recorded documents in the folders that are named, in order of their names.
 * @throws ToolError `FileUnreadable` for a path that is not there
 */
export async function findFiles(paths: readonly string[]): Promise<Found[]> {
  const found: Found[] = [];
  for (const path of paths) {
    const named = path === '-' ? null : await statOf(path);
    if (named === null) found.push({ path, size: 0 });
    else if (!named.isDirectory()) found.push({ path, size: named.size });
    else for (const name of await namesIn(path)) found.push({ path: name, size: await sizeOf(name) });
  }
  return found;
}

async function namesIn(folder: string): Promise<string[]> {
  const entries = await reading(folder, () => readdir(folder, { recursive: true, withFileTypes: true }));
  return entries
    .filter((entry) => entry.isFile() && /\.(json|ndjson|jsonl)$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function statOf(path: string) {
  return reading(path, () => stat(path));
}

/** One that has gone since its folder was listed is complained of when its turn comes. */
async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch {
    return 0;
  }
}

/** @throws ToolError `FileUnreadable`, as what it gives does */
export async function openSource({ path, size }: Found): Promise<Source> {
  if (path === '-') return standardInput;
  const file = await reading(path, () => open(path));
  return {
    name: path,
    size,
    read: async (chunk) => (await reading(path, () => file.read(chunk, 0, chunk.length))).bytesRead,
    close: () => file.close(),
  };
}

async function reading<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw unreadable('FileUnreadable', (error as NodeJS.ErrnoException).path ?? path, error);
  }
}
