import { build } from 'esbuild';
import { join } from 'node:path';
import { root } from './paths.ts';

export const bundleName = 'teams-split-tunnel.cjs';

/**
 * Writes src/main.ts and all it needs as one CommonJS file, the form that a code cache can be made of. Every module behind
 * an `import()` is wrapped in a function that runs at its first import, so a command pays only for what it uses.
 * @returns the names of the npm packages that ended up in it
 */
export async function bundle(folder: string): Promise<{ packages: string[] }> {
  const { metafile, warnings } = await build({
    absWorkingDir: root,
    entryPoints: ['src/main.ts'],
    outfile: join(folder, bundleName),
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node26',
    supported: { 'dynamic-import': false },
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    charset: 'ascii',
    metafile: true,
  });
  if (warnings.length > 0) throw new Error('A bundle with warnings is not shipped; they are listed above.');
  const inputs = Object.keys(metafile.inputs);
  return { packages: [...new Set(inputs.flatMap(packageOf))].sort() };
}

function packageOf(input: string): string[] {
  const name = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
  return name === undefined ? [] : [name];
}
