import { lstatSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ToolError } from '../contract/error.ts';
import type { Guard } from './guard.ts';
import { writeNew } from './new-file.ts';

/** What this tool remembers between runs: one directory a principal, of files that nobody else may have written. */
export interface State {
  readonly directory: string;
  /** The file's bytes, or null where there is none or it is not to be trusted, which is then warned of. */
  read(name: string): Buffer | null;
  /**
   * The same for what nobody may do without where it is: not to know it would be a wrong answer.
   * @throws ToolError `StateUntrusted`, also where it cannot be read
   */
  demand(name: string): Buffer | null;
  /**
   * Puts the bytes in the file's place in one step: a reader meets the old file or the new one, after a crash too.
   * @throws ToolError `StateUntrusted`, `StateUnwritable`
   */
  writeAtomically(name: string, bytes: Uint8Array): void;
  /** @throws ToolError `StateUntrusted`, `StateUnwritable` */
  remove(name: string): void;
  /**
   * Keeps other runs of this principal out until the function that it gives is called or this process ends.
   * @throws ToolError `StateInUse`, `StateUntrusted`, `StateUnwritable`
   */
  lock(name: string): Promise<() => void>;
}

/**
 * The state of the user who runs this. `warn` is told, in a sentence, of every file that is ignored.
 * @throws ToolError `StateUnavailable` where this user has no place for it
 */
export async function openState(warn: (message: string) => void): Promise<State> {
  const { guard } =
    process.platform === 'win32' ? await import('./windows/guard.ts') : await import('./linux/guard.ts');
  try {
    return stateBehind(guard(), warn);
  } catch (error) {
    const why = (error as Error).message;
    throw new ToolError('StateUnavailable', 'DeviceError', `there is no place to keep state between runs: ${why}`);
  }
}

export function stateBehind(guard: Guard, warn: (message: string) => void): State {
  const pathOf = (name: string): string => {
    if (!/^[a-z0-9][a-z0-9.-]*$/.test(name)) throw new TypeError(`not a name for a state file: ${name}`);
    return join(guard.directory, name);
  };
  return {
    directory: guard.directory,
    read: (name) => readTrusted(guard, pathOf(name), (why) => warn(`${pathOf(name)} is ignored: ${why}`)),
    demand: (name) => demandTrusted(guard, pathOf(name)),
    writeAtomically: (name, bytes) => change(pathOf(name), () => replace(guard, pathOf(name), name, bytes)),
    remove: (name) => change(pathOf(name), () => removeTrusted(guard, pathOf(name))),
    lock: (name) => lockTrusted(guard, pathOf(name)),
  };
}

function readTrusted(guard: Guard, path: string, complain: (why: string) => void): Buffer | null {
  const found = look(guard, path);
  if (found === null || !('distrust' in found)) return found;
  complain(found.distrust);
  return null;
}

/** The bytes, null where there are none, or why they do not count: a whole sentence. */
function look(guard: Guard, path: string): Buffer | null | { readonly distrust: string } {
  try {
    const distrust = guard.distrust();
    return distrust === null ? guard.read(path) : { distrust };
  } catch (error) {
    return isMissing(error) ? null : { distrust: `${(error as Error).message}.` };
  }
}

function demandTrusted(guard: Guard, path: string): Buffer | null {
  return readTrusted(guard, path, (why) => {
    if (mayBeThere(path))
      throw new ToolError('StateUntrusted', 'PermissionDenied', `${path} is not to be trusted: ${why}`, path);
  });
}

function mayBeThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return true;
  }
}

function replace(guard: Guard, path: string, name: string, bytes: Uint8Array): void {
  guard.create();
  mustTrust(guard);
  // Loaded here: at the top it would cost every command 4 ms of start-up.
  const { randomBytes } = process.getBuiltinModule('node:crypto');
  const temporary = join(guard.directory, `.${name}.${randomBytes(8).toString('hex')}`);
  try {
    writeNew(temporary, bytes);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  guard.settle();
}

function removeTrusted(guard: Guard, path: string): void {
  try {
    mustTrust(guard);
    rmSync(path);
    guard.settle();
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

async function lockTrusted(guard: Guard, path: string): Promise<() => void> {
  const lock = await guard.locker();
  const unlock = change(path, () => {
    guard.create();
    mustTrust(guard);
    return lock(path);
  });
  if (unlock !== null) return unlock;
  throw new ToolError(
    'StateInUse',
    'OperationTimeout',
    `another run of this tool is changing something (${path}); try again when it has ended.`,
    path,
  );
}

function mustTrust(guard: Guard): void {
  const distrust = guard.distrust();
  if (distrust !== null) throw new ToolError('StateUntrusted', 'PermissionDenied', distrust, guard.directory);
}

/** Runs a change and says of the system's errors which file they were about. */
function change<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof ToolError) throw error;
    const why = (error as Error).message;
    throw new ToolError('StateUnwritable', 'PermissionDenied', `${path} cannot be changed: ${why}.`, path);
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
