import { execFile } from 'node:child_process';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundleName } from './bundle.ts';

const run = promisify(execFile);
const warmUp = join(import.meta.dirname, 'warm-up');

export const loaderName = 'loader.cjs';

/** What an executable with a warm code cache carries, by the names that its loader asks for. */
export const warmAssets = { program: 'program.js', 'code-cache': 'code-cache.bin' } as const;

/** Writes the loader and its assets beside the bundle; the cache is of what one run of `test` compiles. */
export async function makeWarmCache(folder: string): Promise<void> {
  const bundle = await readFile(join(folder, bundleName), 'utf8');
  await writeFile(join(folder, warmAssets.program), `(function (require, module, exports) {${bundle}\n})`);
  await copyFile(join(import.meta.dirname, loaderName), join(folder, loaderName));
  // Predictable, or the code cache would carry the hash seed of the building process.
  const options = ['--predictable', '--experimental-ffi', '--disable-warning=ExperimentalWarning'];
  const snapshots = ['linux.json', 'windows.json'].map((name) => join(warmUp, name));
  const files = [warmAssets.program, join(folder, 'no-state'), warmAssets['code-cache'], ...snapshots];
  await run(process.execPath, [...options, join(warmUp, 'program.cjs'), ...files], { cwd: folder });
}
