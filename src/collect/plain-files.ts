import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, readdirSync, type BigIntStats } from 'node:fs';
import { isAbsolute, join } from 'node:path';

/**
 * Files in folders that somebody else may write, read without following a link: it could lead to another machine, and
 * SYSTEM's name with it.
 */

/** Larger than any file that is looked into. */
const sizeLimit = 1024 * 1024;

/**
 * Whether the path below the root exists, root and every step being a folder or file itself.
 * @throws Error where a step may not be looked at, is a link, or is not on this machine
 */
export function existsPlainly(root: string, ...steps: string[]): boolean {
  if (!isAbsolute(root) || root.startsWith('\\\\')) throw new Error(`${root} is not on this machine`);
  let path = root;
  for (const step of ['.', ...steps]) {
    path = join(path, step);
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (!stats) return false;
    if (stats.isSymbolicLink()) throw new Error(`${path} is a link`);
  }
  return true;
}

/** The file's text, or null where there is none, or none that is read. */
export function readPlainly(root: string, ...steps: string[]): string | null {
  const end = existsPlainly(root, ...steps) ? readEndPlainly(sizeLimit, root, ...steps) : null;
  return end && end.bytes.length === end.size ? end.bytes.toString('utf8') : null;
}

/** The end of a file, and how large it is. */
export interface End {
  readonly bytes: Buffer;
  /** Of the whole file, in bytes. */
  readonly size: number;
}

/**
 * The last bytes of a file, or null where it is no file. Who may write the folders can put a link there after they were
 * looked at: so they are looked at again, and what was opened must be what is there, under this name alone.
 * @throws Error where there is no such file, or where it is reached by a link
 */
export function readEndPlainly(limit: number, root: string, ...steps: string[]): End | null {
  const path = join(root, ...steps);
  if (!existsPlainly(root, ...steps) || !lstatSync(path).isFile()) return null;
  const file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  try {
    const opened = fstatSync(file, { bigint: true });
    if (!existsPlainly(root, ...steps) || !isSame(opened, lstatSync(path, { bigint: true })))
      throw new Error(`${path} was exchanged while it was opened`);
    if (opened.nlink > 1n) throw new Error(`${path} is a link`);
    const size = Number(opened.size);
    const bytes = Buffer.alloc(Math.min(size, limit));
    return { bytes: bytes.subarray(0, readSync(file, bytes, 0, bytes.length, size - bytes.length)), size };
  } finally {
    closeSync(file);
  }
}

/** Whether the file that was opened, `a`, is the one that is there. */
export function isSame(a: BigIntStats, b: BigIntStats): boolean {
  return b.isFile() && a.dev === b.dev && a.ino === b.ino;
}

/** The names in a folder; none where it does not exist. */
export function listPlainly(root: string, ...steps: string[]): string[] {
  return existsPlainly(root, ...steps) ? readdirSync(join(root, ...steps)) : [];
}
