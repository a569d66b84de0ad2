import { closeSync, fchmodSync, fchownSync, fsyncSync, openSync, rmSync, statSync, writeSync } from 'node:fs';

/**
 * Writes a file that is not there yet, down to the disk.
 * @param like the file whose permissions it gets; without one it is for its owner alone
 * @throws Error of node:fs, `EEXIST` where there is one; then and else nothing is left of the attempt
 */
export function writeNew(path: string, bytes: Uint8Array, like?: string): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    try {
      for (let rest = bytes; rest.length > 0;) rest = rest.subarray(writeSync(file, rest));
      if (like !== undefined) takePermissions(file, like);
      fsyncSync(file);
    } finally {
      closeSync(file); // Else the file would take its room after its name is gone.
    }
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  }
}

/** By the descriptor: in a folder that somebody else may write, the name can be a link to another file by now. */
function takePermissions(file: number, like: string): void {
  if (process.platform === 'win32') return;
  const { mode, uid, gid } = statSync(like);
  if (process.geteuid?.() === 0) fchownSync(file, uid, gid);
  fchmodSync(file, mode & 0o777);
}
