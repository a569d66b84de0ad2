import { closeSync, constants, fstatSync, lstatSync, mkdirSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { resultFileLimit } from '../../contract/event-log.ts';
import { ToolError } from '../../contract/error.ts';
import { isSame } from '../../collect/plain-files.ts';
import { openState } from '../../native/state.ts';

const current = 'results.ndjson';
const earlier = 'results.1.ndjson';

/** Adds a line to this principal's own results, whose folder nobody else writes. */
export async function addToState(line: string, warn: (message: string) => void): Promise<void> {
  const state = await openState(warn);
  const before = state.read(current) ?? Buffer.alloc(0);
  if (before.length < resultFileLimit) {
    state.writeAtomically(current, Buffer.concat([before, Buffer.from(line)]));
    return;
  }
  state.writeAtomically(earlier, before);
  state.writeAtomically(current, Buffer.from(line));
}

/**
 * Adds a line to a file of the administrator's choice. A link of any kind is not followed: this may run as SYSTEM.
 * @throws ToolError `LogUnwritable`
 */
export function addToFile(file: string, line: string): void {
  const path = resolve(file);
  try {
    mkdirSync(dirname(path), { recursive: true });
    for (const place of [dirname(path), path]) {
      const stats = lstatSync(place, { throwIfNoEntry: false });
      if (stats && !stats.isFile() && !stats.isDirectory()) throw new Error(`${place} is a link or a device`);
      if (place === path && stats && stats.size >= resultFileLimit) renameSync(path, `${path}.1`);
    }
    append(path, line);
  } catch (error) {
    throw new ToolError(
      'LogUnwritable',
      'PermissionDenied',
      `${path} cannot be written: ${(error as Error).message}.`,
      path,
    );
  }
}

/** Who may write the folder can put a link there after it was looked at: so what was opened must be what is there. */
function append(path: string, line: string): void {
  const { O_APPEND, O_CREAT, O_NOFOLLOW = 0, O_NONBLOCK = 0, O_WRONLY } = constants;
  const file = openSync(path, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0o600);
  try {
    const opened = fstatSync(file, { bigint: true });
    if (opened.nlink > 1n || !isSame(opened, lstatSync(path, { bigint: true }))) throw new Error(`${path} is a link`);
    writeFileSync(file, line);
  } finally {
    closeSync(file);
  }
}
