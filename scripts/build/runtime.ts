import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { nodeModules, root } from './paths.ts';
import type { Platform } from './platforms.ts';

const run = promisify(execFile);
const cache = join(nodeModules, '.cache', 'runtimes');

/**
 * The folder of the package with a platform's Node: the checkout's own one for the machine that builds, else one installed
 * from runtimes/ by its lockfile, once.
 */
export async function runtimePackage(platform: Platform): Promise<string> {
  const name = `node-${platform.name}`;
  const installed = join(cache, platform.name, 'node_modules', name);
  for (const folder of [join(nodeModules, name), installed]) {
    if ((await versionIn(folder)) === process.versions.node) return folder;
  }
  await install(platform);
  const version = await versionIn(installed);
  if (version !== process.versions.node) {
    throw new Error(
      `${name} is ${version ?? 'missing'} after its installation, but the building Node is ${process.versions.node}. ` +
        'Start the build with "npm run build", and pin one version in package.json and in runtimes/package.json.',
    );
  }
  return installed;
}

async function install(platform: Platform): Promise<void> {
  const npm = process.env.npm_execpath;
  if (npm === undefined) throw new Error('A runtime has to be installed: start the build with "npm run build".');
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, '.installing-'));
  try {
    for (const file of ['package.json', 'package-lock.json']) {
      await copyFile(join(root, 'runtimes', file), join(folder, file));
    }
    const only = [`--os=${platform.os}`, `--cpu=${platform.cpu}`, '--ignore-scripts', '--no-audit', '--no-fund'];
    await run(process.execPath, [npm, 'ci', '--prefix', folder, ...only], { cwd: folder });
    await rm(join(cache, platform.name), { recursive: true, force: true });
    await rename(folder, join(cache, platform.name));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function versionIn(folder: string): Promise<string | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')).version;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
