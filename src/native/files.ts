import { constants, copyFileSync, linkSync, lstatSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ToolError } from '../contract/error.ts';
import { writeNew } from './new-file.ts';

/**
 * Writes a file that nobody meets half written: it is there whole, or not at all.
 * @param like the file whose permissions it gets; without one it is for its owner alone
 * @throws ToolError `FileUnwritable`
 */
export function writeWhole(path: string, bytes: Uint8Array, like?: string): void {
  writing(path, () => {
    const temporary = writeBeside(path, bytes, like);
    orRemove(temporary, () => renameSync(temporary, path));
  });
}

/**
 * Replaces a file in one step, with the same permissions, and keeps the old one beside it as `FILE.bak` or, where that is
 * taken, `FILE.2.bak` and so on.
 * @returns the path of the old file
 * @throws ToolError `FileUnwritable`, `FileIsLink`
 */
export async function replaceKeeping(path: string, bytes: Uint8Array): Promise<string> {
  const exchange =
    process.platform === 'win32' ? (await import('./windows/replace-file.ts')).replaceFile : replaceByLink;
  return writing(path, () => {
    if (lstatSync(path).isSymbolicLink())
      throw new ToolError('FileIsLink', 'InvalidArgument', `${path} is a link; give the file that it leads to.`, path);
    const backup = freeName(path);
    const temporary = writeBeside(path, bytes, path);
    orRemove(temporary, () => exchange(path, temporary, backup));
    return backup;
  });
}

/** The old file gets a second name before the new one takes its first; where the file system has no links, it is copied. */
function replaceByLink(path: string, replacement: string, backup: string): void {
  try {
    linkSync(path, backup);
  } catch {
    copyFileSync(path, backup, constants.COPYFILE_EXCL);
  }
  try {
    renameSync(replacement, path);
  } catch (error) {
    rmSync(backup);
    throw error;
  }
}

function freeName(path: string): string {
  for (let count = 1; ; count++) {
    const name = `${path}${count === 1 ? '' : `.${count}`}.bak`;
    if (!lstatSync(name, { throwIfNoEntry: false })) return name;
  }
}

/** A new file in the same folder, so that it can take the other one's place in one step. */
function writeBeside(path: string, bytes: Uint8Array, like?: string): string {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  writeNew(temporary, bytes, like);
  return temporary;
}

/** Leaves nothing of a file of ours behind where the step that needs it fails. */
function orRemove(temporary: string, step: () => void): void {
  try {
    step();
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Runs a change and says of the system's errors which file they were about. */
function writing<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof ToolError) throw error;
    throw new ToolError(
      'FileUnwritable',
      'PermissionDenied',
      `${path} cannot be written: ${(error as Error).message}.`,
      path,
    );
  }
}
