import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
} from 'node:fs';
import type { Stats } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import type { Guard } from '../guard.ts';

const name = 'teams-split-tunnel';

/** Where the state lives: of root in /var/lib, of a user where the XDG Base Directory Specification says. */
export function stateDirectory(): string {
  if (process.geteuid!() === 0) return join('/var/lib', name);
  const home = process.env.XDG_STATE_HOME;
  return join(home && isAbsolute(home) ? home : join(homeDirectory(), '.local/state'), name);
}

/** Asked for only where it is needed: this module is part of every start. */
function homeDirectory(): string {
  return process.getBuiltinModule('node:os').homedir();
}

/**
 * Trusts what this user or root owns and nobody else may write, from the root directory down. Symbolic links on the way
 * are followed where this user or root made them; the directory itself and its files must not be any.
 */
export function guard(directory = stateDirectory()): Guard {
  return {
    directory,
    create: () => mkdirSync(directory, { recursive: true, mode: 0o700 }),
    distrust: () => distrustOf(directory, lstatSync(directory), 'directory') ?? distrustOfWayTo(directory),
    read: readFile,
    settle: () => settle(directory),
    locker: async () => (await import('./lock.ts')).lock,
  };
}

function distrustOfWayTo(directory: string): string | null {
  const parent = dirname(directory);
  for (const path of [...ancestors(parent), ...ancestors(realpathSync(parent))]) {
    const distrust = distrustOf(path, lstatSync(path), 'way');
    if (distrust !== null) return distrust;
  }
  return null;
}

/** The path and the directories that it goes through, up to the root. */
function ancestors(path: string): string[] {
  return path === '/' ? [path] : [path, ...ancestors(dirname(path))];
}

type Role = 'directory' | 'file' | 'way';

function distrustOf(path: string, stats: Stats, role: Role): string | null {
  const link = stats.isSymbolicLink();
  if (role === 'directory' && !stats.isDirectory()) return `${path} is not a directory; remove it.`;
  if (role === 'file' && !stats.isFile()) return `${path} is not a regular file; remove it.`;
  const me = process.geteuid!();
  if (stats.uid !== 0 && stats.uid !== me)
    return `${path} belongs to user ${stats.uid}, who may change it; it must belong to user ${me}.`;
  const othersMayWrite = (stats.mode & (constants.S_IWGRP | constants.S_IWOTH)) !== 0;
  // In a sticky directory nobody renames or removes what is not theirs.
  const sticky = role === 'way' && (stats.mode & 0o1000) !== 0;
  if (othersMayWrite && !link && !sticky) return `${path} may be written by others; run: chmod go-w ${path}`;
  return null;
}

function readFile(path: string): Buffer | { distrust: string } {
  const file = open(path);
  if (file === null) return { distrust: `${path} is a symbolic link; remove it.` };
  try {
    const distrust = distrustOf(path, fstatSync(file), 'file');
    return distrust === null ? readFileSync(file) : { distrust };
  } finally {
    closeSync(file);
  }
}

/** Null for a symbolic link. Without O_NONBLOCK, opening a named pipe would wait for its other end. */
function open(path: string): number | null {
  try {
    return openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ELOOP') return null;
    throw error;
  }
}

function settle(directory: string): void {
  const handle = openSync(directory, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
