import { appendFileSync, lstatSync, mkdirSync, renameSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { resultFileLimit } from '../../contract/event-log.ts';
import { ToolError } from '../../contract/error.ts';
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
 * Adds a line to a file of the administrator's choice. A link is not followed: this may run as SYSTEM.
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
    appendFileSync(path, line, { mode: 0o600 });
  } catch (error) {
    throw new ToolError(
      'LogUnwritable',
      'PermissionDenied',
      `${path} cannot be written: ${(error as Error).message}.`,
      path,
    );
  }
}
