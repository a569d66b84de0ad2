import { closeSync, fstatSync, lstatSync, openSync, readFileSync, readdirSync } from 'node:fs';

/**
 * Files in folders that somebody else may write, read without following a link: it could lead to another machine, and
 * SYSTEM's name with it.
 */

/** A share would be asked for over the network. */
const onLocalDrive = /^[a-z]:\\/i;

/** Larger than any file that is looked into. */
const sizeLimit = 1024 * 1024;

/**
 * Whether the path below the root exists, every step being a folder or file itself.
 * @throws Error where a step may not be looked at, is a link, or is not on a drive of this machine
 */
export function existsPlainly(root: string, ...steps: string[]): boolean {
  if (!onLocalDrive.test(root)) throw new Error(`${root} is on no drive of this machine`);
  let path = root;
  for (const step of ['', ...steps]) {
    if (step !== '') path += `\\${step}`;
    const stats = lstatSync(path, { throwIfNoEntry: false });
    if (!stats) return false;
    if (stats.isSymbolicLink()) throw new Error(`${path} is a link`);
  }
  return true;
}

/** The file's text, or null where there is none, or none that is read. */
export function readPlainly(root: string, ...steps: string[]): string | null {
  if (!existsPlainly(root, ...steps)) return null;
  const file = openSync([root, ...steps].join('\\'), 'r');
  try {
    const stats = fstatSync(file);
    return stats.isFile() && stats.size <= sizeLimit ? readFileSync(file, 'utf8') : null;
  } finally {
    closeSync(file);
  }
}

/** The names in a folder; none where it does not exist. */
export function listPlainly(root: string, ...steps: string[]): string[] {
  return existsPlainly(root, ...steps) ? readdirSync([root, ...steps].join('\\')) : [];
}
