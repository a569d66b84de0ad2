import { renameSync } from 'node:fs';
import { windowsConstants as win } from './constants.ts';
import { WindowsError } from './error.ts';
import { wide } from './memory.ts';
import { GetLastError, kernel32 } from './system32.ts';

const ReplaceFileW = kernel32.bind('ReplaceFileW', {
  arguments: ['pointer', 'pointer', 'pointer', 'uint32', 'uint64', 'uint64'],
  return: 'int32',
});

/**
 * Puts one file in the place of another, which keeps its access rights and attributes, and the old content under a new name.
 * https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-replacefilew
 */
export function replaceFile(path: string, replacement: string, backup: string): void {
  const lastError = GetLastError.need();
  if (ReplaceFileW.need()(wide(path), wide(replacement), wide(backup), 0, 0n, 0n) !== 0) return;
  const code = lastError();
  // Then the old file has its new name already, and nothing is left under the old one.
  if (code === win.ERROR_UNABLE_TO_MOVE_REPLACEMENT_2) renameSync(backup, path);
  throw new WindowsError('ReplaceFileW', code);
}
