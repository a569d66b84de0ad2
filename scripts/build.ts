import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundle } from './build/bundle.ts';
import { makeExecutable } from './build/executable.ts';
import { buildModule } from './build/module.ts';
import { writeNotices } from './build/notices.ts';
import { dist } from './build/paths.ts';
import { type Platform, platformNamed, platforms } from './build/platforms.ts';
import { inWorkFolder } from './build/work-folder.ts';

// Builds dist/: one executable a platform, then the PowerShell module around them.
// `npm run build -- --only linux-x64` builds that executable and leaves the others as they are.

const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } });
const wanted = values.only?.map(platformNamed) ?? platforms;

await inWorkFolder(async (folder) => {
  const { packages } = await bundle(folder);
  for (const platform of wanted) await place(await makeExecutable(platform, folder), platform);
  await writeNotices(packages);
  await buildModule(folder);
});

async function place(executable: string, platform: Platform): Promise<void> {
  await mkdir(join(dist, platform.name), { recursive: true });
  await rename(executable, join(dist, platform.name, platform.executable));
}
