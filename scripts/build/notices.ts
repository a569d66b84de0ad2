import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { dist, nodeModules, root } from './paths.ts';
import { platformNamed } from './platforms.ts';
import { runtimePackage } from './runtime.ts';

const rule = '='.repeat(80);

/** Writes dist/LICENSE and dist/THIRD-PARTY-NOTICES: the licences of all code in the executables that is not ours. */
export async function writeNotices(packages: string[]): Promise<void> {
  const node = await licenceText(await runtimePackage(platformNamed('linux-x64')));
  const notices = [`The executables contain the following software.`, section(`Node.js ${process.version}`, node)];
  for (const name of packages) {
    const folder = join(nodeModules, name);
    const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    notices.push(section(`${name} ${version}`, await licenceText(folder)));
  }
  await mkdir(dist, { recursive: true });
  await writeFile(join(dist, 'THIRD-PARTY-NOTICES'), notices.join('\n\n') + '\n');
  await copyFile(join(root, 'LICENSE'), join(dist, 'LICENSE'));
}

function section(title: string, text: string): string {
  return `${rule}\n${title}\n${rule}\n\n${text.replaceAll('\r\n', '\n').trim()}`;
}

async function licenceText(folder: string): Promise<string> {
  const file = (await readdir(folder)).sort().find((name) => /^licen[cs]e/i.test(name));
  if (file !== undefined) return readFile(join(folder, file), 'utf8');
  const kept = join(import.meta.dirname, 'licences', `${basename(folder)}.txt`);
  if (!existsSync(kept)) throw new Error(`${folder} has no licence file, so it may not be shipped.`);
  return readFile(kept, 'utf8');
}
