import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { Missing } from '../../contract/bundle.ts';
import { ToolError } from '../../contract/error.ts';
import { existsPlainly, listPlainly, readEndPlainly } from '../plain-files.ts';
import { decodeEnd } from './decode.ts';
import type { Place, Root } from './log-places.ts';

export interface LogLimits {
  /** Of each folder. */
  readonly files: number;
  /** The end of each file that is taken. */
  readonly bytesAFile: number;
  readonly bytes: number;
  readonly ageMs: number;
}

const day = 24 * 60 * 60 * 1000;

export const logLimits: LogLimits = { files: 5, bytesAFile: 2 ** 20, bytes: 48 * 2 ** 20, ageMs: 14 * day };

export interface Logs {
  readonly entries: readonly { readonly name: string; readonly text: string }[];
  readonly missing: readonly Missing[];
  /** Whose profiles were looked into. */
  readonly people: readonly string[];
}

/** The ends of the newest logs, where they may be read. What is not there or not read is named. */
export function collectLogs(places: readonly Place[], now: number, limits = logLimits): Logs {
  const entries: Logs['entries'][number][] = [];
  const missing: Missing[] = [];
  const found = new Set<string>();
  let room = limits.bytes;
  for (const { name, root, steps, files, ageless } of places.flatMap(foldersOf)) {
    const prefix = ['logs', name, ...(root.person === undefined ? [] : [root.person])].join('/');
    try {
      if (!existsPlainly(root.path, ...steps)) continue;
      found.add(name);
      const newest = newestOf(root.path, steps, files, ageless ? -Infinity : now - limits.ageMs).slice(0, limits.files);
      if (newest.length === 0) missing.push({ name: prefix, reason: 'there is no log of the last 14 days' });
      for (const file of newest) room -= take(`${prefix}/${file}`, root.path, [...steps, file]);
    } catch (error) {
      found.add(name);
      missing.push({ name: prefix, reason: (error as Error).message });
    }
  }
  const absent = new Set(places.map(({ name }) => name)).difference(found);
  missing.push(...[...absent].map((name) => ({ name: `logs/${name}`, reason: 'there is no such folder here' })));
  const people = places.flatMap(({ roots }) => roots.flatMap(({ person }) => person ?? []));
  return { entries, missing, people: [...new Set(people)] };

  /** Adds one file to what is taken, or to what is missing, and tells its bytes. */
  function take(entry: string, root: string, steps: readonly string[]): number {
    if (room <= 0) {
      missing.push({ name: entry, reason: `no more than ${limits.bytes / 2 ** 20} MiB of logs are taken` });
      return 0;
    }
    try {
      const end = readEndPlainly(Math.min(limits.bytesAFile, room), root, ...steps);
      if (!end) throw new Error('it is no file');
      entries.push({ name: entry, text: decodeEnd(end) });
      if (end.bytes.length < end.size)
        missing.push({ name: entry, reason: `only its end is there, of ${end.size} bytes` });
      return end.bytes.length;
    } catch (error) {
      const isText = !(error instanceof ToolError && error.id === 'ImportNotText');
      missing.push({ name: entry, reason: isText ? (error as Error).message : 'it is no text' });
      return 0;
    }
  }
}

interface Folder extends Pick<Place, 'name' | 'files' | 'ageless'> {
  readonly root: Root;
  readonly steps: readonly string[];
}

function foldersOf({ roots, steps, ...place }: Place): Folder[] {
  return roots.flatMap((root) => waysOf(root.path, steps).map((way) => ({ ...place, root, steps: way })));
}

/** The steps with each pattern replaced by every folder that is there; one that cannot be listed is left to be complained of. */
function waysOf(root: string, steps: readonly (string | RegExp)[]): string[][] {
  return steps.reduce<string[][]>(
    (ways, step) => ways.flatMap((way) => (typeof step === 'string' ? [[...way, step]] : matching(root, way, step))),
    [[]],
  );
}

function matching(root: string, way: readonly string[], pattern: RegExp): string[][] {
  try {
    return listPlainly(root, ...way)
      .filter((name) => pattern.test(name))
      .map((name) => [...way, name]);
  } catch {
    return [[...way]];
  }
}

/** The names of the files, the newest first. */
function newestOf(root: string, steps: readonly string[], files: RegExp, since: number): string[] {
  return listPlainly(root, ...steps)
    .filter((file) => files.test(file))
    .map((file) => ({ file, time: lstatSync(join(root, ...steps, file)).mtimeMs }))
    .filter(({ time }) => time >= since)
    .sort((a, b) => b.time - a.time)
    .map(({ file }) => file);
}
