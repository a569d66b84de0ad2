import { execa } from 'execa';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { tool } from '../../bed/tools.ts';

export type Target = 'linux-x64' | 'win-x64';

const here = import.meta.dirname;
const builds = join(here, 'bin');

/** The folder of the host's program for a platform; it is built where the sources have changed since. */
export async function buildHost(target: Target): Promise<string> {
  const folder = join(builds, `${target}-${await hashOfSources()}`);
  if (!existsSync(folder)) {
    await mkdir(builds, { recursive: true });
    await removeOlder(target);
    await publish(target, folder);
  }
  return folder;
}

async function sources(): Promise<string[]> {
  const code = await readdir(join(here, 'src'));
  return ['PowerShellHost.csproj', 'packages.lock.json', ...code.map((name) => join('src', name)).sort()];
}

async function hashOfSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const name of await sources()) hash.update(name).update(await readFile(join(here, name)));
  return hash.digest('hex').slice(0, 16);
}

async function removeOlder(target: Target): Promise<void> {
  const older = (await readdir(builds)).filter((name) => name.startsWith(`${target}-`));
  await Promise.all(older.map((name) => rm(join(builds, name), { recursive: true, force: true })));
}

/**
 * Builds in a folder of its own and renames the result into place, since several test runs may build at once. What the SDK
 * leaves among temporary files stays in that folder, too.
 */
async function publish(target: Target, folder: string): Promise<void> {
  const workshop = await mkdtemp(join(builds, 'making-'));
  try {
    for (const name of await sources()) await cp(join(here, name), join(workshop, name));
    const result = join(workshop, 'result');
    const selfContained = target === 'win-x64' ? '--self-contained' : '--no-self-contained';
    await execa(
      tool('dotnet'),
      ['publish', '-r', target, selfContained, '-o', result, '-v', 'quiet', '-p:RestoreLockedMode=true'],
      { cwd: workshop, env: { TMPDIR: workshop }, all: true },
    );
    await renameUnlessThere(result, folder);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

async function renameUnlessThere(from: string, to: string): Promise<void> {
  await rename(from, to).catch((error: unknown) => {
    if (!existsSync(to)) throw error;
  });
}

// Downloads take most of a first build: a run of many tests does it beforehand.
if (import.meta.main) for (const target of ['linux-x64', 'win-x64'] as const) console.log(await buildHost(target));
