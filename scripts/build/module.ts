import { constants, copyFile, cp, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { dist, root } from './paths.ts';
import { platforms } from './platforms.ts';

const name = 'TeamsSplitTunnel';
const script = `${name}.psm1`;
const source = join(root, 'powershell', name);
const merged = [script, 'Private', 'Public'];

/** Puts the PowerShell module into dist/, with every executable that dist/ holds. */
export async function buildModule(folder: string): Promise<void> {
  const built = join(folder, name);
  await mkdir(built);
  for (const entry of await readdir(source)) {
    if (!merged.includes(entry)) await cp(join(source, entry), join(built, entry), { recursive: true });
  }
  await writeFile(join(built, script), await mergedScript());
  for (const file of ['LICENSE', 'THIRD-PARTY-NOTICES']) await copyFile(join(dist, file), join(built, file));
  for (const platform of platforms) {
    const executable = join(dist, platform.name, platform.executable);
    if (!existsSync(executable)) continue;
    const target = join(built, 'bin', platform.name);
    await mkdir(target, { recursive: true });
    await copyFile(executable, join(target, platform.executable), constants.COPYFILE_FICLONE);
  }
  await rm(join(dist, name), { recursive: true, force: true });
  await rename(built, join(dist, name));
}

/** One script instead of many files to load, exporting the functions of Public/ and no others. */
async function mergedScript(): Promise<string> {
  const privates = await scriptsIn('Private');
  const publics = await scriptsIn('Public');
  const texts = [...privates, ...publics].map(({ text }) => text.trim());
  const exported = publics.map(({ command }) => `    '${command}'`);
  return [...texts, `Export-ModuleMember -Function @(\n${exported.join('\n')}\n)`].join('\n\n') + '\n';
}

async function scriptsIn(folder: string): Promise<{ command: string; text: string }[]> {
  const files = (await readdir(join(source, folder))).filter((file) => file.endsWith('.ps1')).sort();
  return Promise.all(
    files.map(async (file) => ({
      command: basename(file, '.ps1'),
      text: (await readFile(join(source, folder, file), 'utf8')).replaceAll('\r\n', '\n'),
    })),
  );
}
