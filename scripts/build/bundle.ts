import { build } from 'esbuild';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeModules, root } from './paths.ts';

export const bundleName = 'teams-split-tunnel.cjs';

/** What every executable carries beside the bundle, by the name that src/commands/fleet asks for: a thread's program. */
export const fleetAssets = { 'fleet-worker': 'fleet-worker.cjs' } as const;

/** The same for src/collect/pac; see `bundlePacWorker`. */
export const pacAssets = { 'pac-worker': 'pac-worker.cjs', 'quickjs.wasm': 'quickjs.wasm' } as const;

/**
 * Writes src/main.ts and all it needs as one CommonJS file, the form that a code cache can be made of. Every module behind
 * an `import()` is wrapped in a function that runs at its first import, so a command pays only for what it uses.
 * @returns the names of the npm packages that ended up in it
 */
export async function bundle(folder: string): Promise<{ packages: string[] }> {
  const packages = [
    ...(await bundleOne('src/main.ts', join(folder, bundleName))),
    ...(await bundleOne('src/commands/fleet/worker.ts', join(folder, fleetAssets['fleet-worker']))),
    ...(await bundlePacWorker(folder)),
  ];
  return { packages: [...new Set(packages)].sort() };
}

/** The thread that runs PAC files is a program of its own: its libraries would slow down every start. */
async function bundlePacWorker(folder: string): Promise<string[]> {
  await copyFile(join(nodeModules, 'quickjs-wasi', 'quickjs.wasm'), join(folder, pacAssets['quickjs.wasm']));
  return bundleOne('src/collect/pac/worker.ts', join(folder, pacAssets['pac-worker']));
}

/** @returns the names of the npm packages in it */
async function bundleOne(entryPoint: string, outfile: string): Promise<string[]> {
  const { metafile, warnings } = await build({
    absWorkingDir: root,
    entryPoints: [entryPoint],
    outfile,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node26',
    supported: { 'dynamic-import': false },
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    charset: 'ascii',
    // Only what is not in an executable asks where it is.
    define: { 'import.meta.url': '""' },
    metafile: true,
  });
  await writeFile(outfile, inAscii(await readFile(outfile, 'utf8')));
  if (warnings.length > 0) throw new Error('A bundle with warnings is not shipped; they are listed above.');
  return Object.keys(metafile.inputs).flatMap(packageOf);
}

/** esbuild leaves the letters of regular expressions as they are; a text of ASCII alone takes half the memory and any encoding. */
function inAscii(code: string): string {
  return code.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function packageOf(input: string): string[] {
  const name = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
  return name === undefined ? [] : [name];
}
