import { execFile } from 'node:child_process';
import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundleName } from './bundle.ts';
import { deafen } from './deafen.ts';
import { dist } from './paths.ts';
import type { Platform } from './platforms.ts';
import { runtimePackage } from './runtime.ts';

const run = promisify(execFile);

/** Makes the executable of one platform from the bundle in the folder and puts it into dist/. */
export async function buildExecutable(platform: Platform, folder: string): Promise<void> {
  const config = `${platform.name}.json`;
  const output = `${platform.name}-${platform.executable}`;
  const node = join(await runtimePackage(platform), platform.node);
  await writeFile(join(folder, config), JSON.stringify(seaConfig(platform, node, output)));
  // Predictable, or the code cache would carry the hash seed of the building process.
  await run(process.execPath, ['--predictable', '--build-sea', config], { cwd: folder });
  await deafen(join(folder, output));
  await chmod(join(folder, output), 0o755);
  await mkdir(join(dist, platform.name), { recursive: true });
  await rename(join(folder, output), join(dist, platform.name, platform.executable));
}

/** Relative names, since Node writes that of `main` into the executable. */
export function seaConfig(platform: Platform, node: string, output: string): object {
  return {
    main: bundleName,
    executable: node,
    output,
    disableExperimentalSEAWarning: true,
    useCodeCache: platform.os === process.platform && platform.cpu === process.arch && platform.os === 'linux',
    execArgv: [
      '--experimental-ffi',
      '--disable-warning=ExperimentalWarning',
      `--openssl-config=${platform.nullDevice}`,
    ],
    // Otherwise NODE_OPTIONS injects code.
    execArgvExtension: 'none',
  };
}
