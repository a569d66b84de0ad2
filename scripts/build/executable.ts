import { execFile } from 'node:child_process';
import { chmod, copyFile, readFile, readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { branded } from './branded.ts';
import { fleetAssets, pacAssets, programFolder } from './bundle.ts';
import { deafen } from './deafen.ts';
import type { Platform } from './platforms.ts';
import { runtimePackage } from './runtime.ts';
import { cacheAssets, loader, makeWarmCache } from './warm-cache.ts';

const run = promisify(execFile);

/**
 * Makes the executable of one platform from what `bundle` wrote into the folder, beside it.
 * @returns its path
 */
export async function makeExecutable(platform: Platform, folder: string): Promise<string> {
  const config = `${platform.name}.json`;
  const output = `${platform.name}-${platform.executable}`;
  const node = await plainNode(platform, folder);
  await copyFile(loader, join(folder, basename(loader)));
  if (runsHere(platform)) await makeWarmCache(folder);
  const parts = await readdir(join(folder, programFolder));
  await writeFile(join(folder, config), JSON.stringify(seaConfig(platform, node, parts.sort(), output)));
  // Predictable, or the code cache would carry the hash seed of the building process.
  await run(process.execPath, ['--predictable', '--build-sea', config], { cwd: folder });
  const path = join(folder, output);
  await deafen(path);
  await chmod(path, 0o755);
  return path;
}

/** The file to inject the program into. */
async function plainNode(platform: Platform, folder: string): Promise<string> {
  const node = join(await runtimePackage(platform), platform.node);
  if (platform.os !== 'win32') return node;
  const copy = join(folder, `${platform.name}-node.exe`);
  await writeFile(copy, branded(await readFile(node)));
  return copy;
}

/** Relative names, since Node writes that of `main` into the executable. */
function seaConfig(platform: Platform, node: string, parts: readonly string[], output: string): object {
  const program = Object.fromEntries(parts.map((part) => [part, join(programFolder, part)]));
  return {
    main: basename(loader),
    useCodeCache: runsHere(platform),
    assets: { ...program, ...pacAssets, ...fleetAssets, ...(runsHere(platform) ? cacheAssets : {}) },
    executable: node,
    output,
    disableExperimentalSEAWarning: true,
    execArgv: [
      '--experimental-ffi',
      '--disable-warning=ExperimentalWarning',
      // Room for all that a verdict allocates: a collection of garbage at start-up costs 3 ms.
      '--min-semi-space-size=16',
      // The signal would open a debugger's port.
      '--disable-sigusr1',
      `--openssl-config=${platform.nullDevice}`,
    ],
    // Otherwise NODE_OPTIONS injects code.
    execArgvExtension: 'none',
  };
}

/** A code cache is accepted only by the Node that made it. Windows goes without, so that every machine builds the same. */
function runsHere({ os, cpu }: Platform): boolean {
  return os === 'linux' && os === process.platform && cpu === process.arch;
}
