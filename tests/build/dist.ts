import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '../bed/paths.ts';

/** A file that `npm run build` makes. */
export function built(...parts: string[]): string {
  const path = join(checkout, 'dist', ...parts);
  if (!existsSync(path)) throw new Error(`${path} is missing: npm run build`);
  return path;
}
