import { execFileSync } from 'node:child_process';
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tool } from '../../../bed/tools.ts';
import type { Wine } from '../../../bed/wine.ts';

const sources = import.meta.dirname;

/**
 * Puts a library built from `NAME.c` beside this file in the place of one of Wine's own, inside this Wine alone. What it
 * does not export is forwarded to Wine's, which is kept as `NAME_wine.dll`.
 */
export async function standIn(wine: Wine, name: string): Promise<void> {
  const system32 = join(wine.driveC, 'windows', 'system32');
  const [own, wines] = [join(system32, `${name}.dll`), join(system32, `${name}_wine.dll`)];
  if (existsSync(wines)) return;
  const object = join(wine.driveC, `${name}.o`);
  const definition = join(wine.driveC, `${name}.def`);
  execFileSync(tool('x86_64-w64-mingw32-gcc'), ['-c', '-O1', '-Wall', '-o', object, join(sources, `${name}.c`)]);
  const answered = new Set(globalSymbols(object));
  const lines = exportsOf(own).map((symbol) => (answered.has(symbol) ? symbol : `${symbol}=${name}_wine.${symbol}`));
  writeFileSync(definition, ['EXPORTS', ...new Set([...lines, ...answered])].join('\n'));
  renameSync(own, wines);
  execFileSync(tool('x86_64-w64-mingw32-gcc'), ['-shared', '-o', own, object, definition, '-lws2_32']);
  for (const file of [object, definition]) rmSync(file);
  await preferToBuiltIn(wine, name);
}

/** Wine takes its own library even where another lies in System32, unless its registry says otherwise. */
async function preferToBuiltIn(wine: Wine, name: string): Promise<void> {
  const value = ['/v', name, '/t', 'REG_SZ', '/d', 'native,builtin', '/f'];
  const { code, stderr } = await wine.run('reg.exe', ['add', 'HKCU\\Software\\Wine\\DllOverrides', ...value]);
  if (code !== 0) throw new Error(`Wine's registry cannot be written: ${stderr}`);
}

function exportsOf(dll: string): string[] {
  const dump = execFileSync(tool('x86_64-w64-mingw32-objdump'), ['-p', dll], { encoding: 'utf8' });
  const names = dump.slice(dump.indexOf('[Ordinal/Name Pointer] Table'));
  return [...names.matchAll(/^\s+\[ *\d+\](?: \+base\[ *\d+\]\s+[0-9a-f]+)? (\w+)$/gm)].map((match) => match[1]);
}

function globalSymbols(object: string): string[] {
  const symbols = execFileSync(tool('x86_64-w64-mingw32-nm'), ['--defined-only', '--extern-only', object], {
    encoding: 'utf8',
  });
  return [...symbols.matchAll(/ T (\w+)$/gm)].map((match) => match[1]);
}
