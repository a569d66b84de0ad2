import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { rolldown, type OutputChunk } from 'rolldown';
import { nodeModules, root } from './paths.ts';

/** The folder of the program's parts. */
export const programFolder = 'program';

/** What every executable carries beside the program, by the name that src/commands/fleet asks for: a thread's program. */
export const fleetAssets = { 'fleet-worker': 'fleet-worker.cjs' } as const;

/** The same for src/collect/pac. */
export const pacAssets = { 'pac-worker': 'pac-worker.cjs', 'quickjs.wasm': 'quickjs.wasm' } as const;

/** What `test` imports while it runs on a recorded snapshot. With all that these import it makes the main part. */
const quick = /[\\/]src[\\/](main|commands[\\/]test|native[\\/]linux[\\/]guard)\.ts$|[\\/]data[\\/]worldwide\.json$/;

/**
 * Writes src/main.ts and all it needs as CommonJS, the form that a code cache can be made of: the main part, and one for
 * what is behind each other `import()`, which only the commands that use it read.
 */
export async function bundle(folder: string): Promise<{ packages: string[] }> {
  const program = await chunksOf('src/main.ts', { groups: [{ name: 'main', test: quick }] });
  await mkdir(join(folder, programFolder), { recursive: true });
  for (const [file, chunks] of Map.groupBy(program, fileOf)) {
    await writeFile(join(folder, programFolder, file), `({${chunks.map(partOf).join(',')}})`);
  }
  const workers = [
    ...(await bundleWorker('src/commands/fleet/worker.ts', join(folder, fleetAssets['fleet-worker']))),
    ...(await bundleWorker('src/collect/pac/worker.ts', join(folder, pacAssets['pac-worker']))),
  ];
  await copyFile(join(nodeModules, 'quickjs-wasi', 'quickjs.wasm'), join(folder, pacAssets['quickjs.wasm']));
  const packages = [...program, ...workers].flatMap(({ moduleIds }) => moduleIds.flatMap(packageOf));
  return { packages: [...new Set(packages)].sort() };
}

/** The program of a thread is one of its own: its libraries would slow down every start. */
async function bundleWorker(entryPoint: string, outfile: string): Promise<OutputChunk[]> {
  const chunks = await chunksOf(entryPoint, false);
  await writeFile(outfile, inAscii(chunks[0].code));
  return chunks;
}

type Splitting = false | { groups: { name: string; test: RegExp }[] };

async function chunksOf(entryPoint: string, codeSplitting: Splitting): Promise<OutputChunk[]> {
  const build = await rolldown({
    cwd: root,
    input: entryPoint,
    platform: 'node',
    // Only what is not in an executable asks where it is.
    transform: { target: 'node26', define: { 'import.meta.url': '""' } },
    onLog: (_level, { message }) => {
      throw new Error(`A bundle with warnings is not shipped: ${message}`);
    },
  });
  const { output } = await build.generate({
    format: 'cjs',
    strict: true,
    codeSplitting,
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    comments: false,
    // Names stay, for stack traces.
    minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
  });
  return output.filter((file) => file.type === 'chunk');
}

/** The main part needs what rolldown adds at once. */
function fileOf({ fileName }: OutputChunk): string {
  return fileName === 'rolldown-runtime.js' ? 'main.js' : fileName;
}

/** A part as scripts/build/loader.cjs takes it. */
function partOf({ fileName, code }: OutputChunk): string {
  return `"./${fileName}"(exports, require) {${inAscii(code)}\n}`;
}

/** A text of ASCII alone takes half the memory and any encoding. */
function inAscii(code: string): string {
  return code.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function packageOf(module: string): string[] {
  const name = /^([^@/\\]+|@[^/\\]+[/\\][^/\\]+)[/\\]/.exec(relative(nodeModules, module))?.[1];
  return name === undefined || name === '..' ? [] : [name.replace('\\', '/')];
}
