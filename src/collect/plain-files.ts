import { closeSync, fstatSync, lstatSync, openSync, readFileSync, readdirSync } from 'node:fs';
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
  if (!existsPlainly(root, ...steps)) return null;
  const path = join(root, ...steps);
  if (!lstatSync(path).isFile()) return null;
  const file = openSync(path, 'r');
  try {
    const stats = fstatSync(file);
    return stats.isFile() && stats.size <= sizeLimit ? readFileSync(file, 'utf8') : null;
  } finally {
    closeSync(file);
  }
}

/** The names in a folder; none where it does not exist. */
export function listPlainly(root: string, ...steps: string[]): string[] {
  return existsPlainly(root, ...steps) ? readdirSync(join(root, ...steps)) : [];
}
