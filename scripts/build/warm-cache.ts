import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { programFolder } from './bundle.ts';

const run = promisify(execFile);
const warmUp = join(import.meta.dirname, 'warm-up');

export const loader = join(import.meta.dirname, 'loader.cjs');

/** What an executable with a warm code cache carries, by the name that the loader asks for. */
export const cacheAssets = { 'code-cache': 'code-cache.bin' } as const;

/** Writes the code cache of the main part into the folder: of what `test` compiles in one run. */
export async function makeWarmCache(folder: string): Promise<void> {
  // Predictable, or the code cache would carry the hash seed of the building process.
  const options = ['--predictable', '--experimental-ffi', '--disable-warning=ExperimentalWarning'];
  const snapshots = ['linux.json', 'windows.json'].map((name) => join(warmUp, name));
  const files = [loader, programFolder, join(folder, 'no-state'), cacheAssets['code-cache'], ...snapshots];
  await run(process.execPath, [...options, join(warmUp, 'program.cjs'), ...files], { cwd: folder });
}
