import { closeSync, constants, openSync } from 'node:fs';
import { library } from '../ffi.ts';
import { LOCK_EX, LOCK_NB } from './constants.ts';
import { attempt } from './errno.ts';

const flock = library(() => null).bind('flock', { arguments: ['int32', 'int32'], return: 'int32' });

/** Locks a file by flock(2), which ends when the file is closed, with the process at the latest; null where another has it. */
export function lock(path: string): (() => void) | null {
  const file = openSync(path, constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW, 0o600);
  const locked = attempt(() => flock.need()(file, LOCK_EX | LOCK_NB));
  if (locked === 0) return () => closeSync(file);
  closeSync(file);
  if (locked === 'EAGAIN') return null;
  throw new Error(`flock: ${locked}`);
}
