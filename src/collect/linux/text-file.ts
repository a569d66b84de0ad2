import { readFileSync, readdirSync } from 'node:fs';

/** A small file's lines; none where it does not exist. */
export function linesOf(path: string): string[] {
  return orNone(() => readFileSync(path, 'utf8').split('\n'));
}

/** The names in a folder; none where it does not exist. */
export function namesIn(path: string): string[] {
  return orNone(() => readdirSync(path));
}

function orNone(read: () => string[]): string[] {
  try {
    return read();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
