import { existsSync, readFileSync } from 'node:fs';

/** Whether this Linux is the Windows Subsystem for Linux: by its kernel's name, or its way to start Windows programs. */
export function isWsl(proc = '/proc'): boolean {
  const release = readFileSync(`${proc}/sys/kernel/osrelease`, 'utf8');
  return /microsoft|wsl/i.test(release) || existsSync(`${proc}/sys/fs/binfmt_misc/WSLInterop`);
}
