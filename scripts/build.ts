import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { bundle } from './build/bundle.ts';
import { buildExecutable } from './build/executable.ts';
import { buildModule } from './build/module.ts';
import { writeNotices } from './build/notices.ts';
import { platformNamed, platforms } from './build/platforms.ts';
import { inWorkFolder } from './build/work-folder.ts';

// Builds dist/: one executable a platform, then the PowerShell module around them.
// `npm run build -- --only linux-x64` builds that executable and leaves the others as they are.

const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } });
const wanted = values.only?.map(platformNamed) ?? platforms;

await inWorkFolder(async (folder) => {
  const { packages } = await bundle(folder);
  for (const platform of wanted) await buildExecutable(platform, folder);
  await writeNotices(packages);
  if (existsSync('powershell/TeamsSplitTunnel/Public')) await buildModule(folder);
});
