import { parse } from 'node:path';
import type { Missing } from '../../contract/bundle.ts';
import type { Proxies } from '../../contract/proxies.ts';
import { readPlainly } from '../plain-files.ts';

export interface PacFiles {
  readonly entries: readonly { readonly name: string; readonly text: string }[];
  readonly missing: readonly Missing[];
}

/** The text of the PAC files that the settings name on this machine. One that they name elsewhere is not asked for, but said. */
export function collectPacFiles(proxies: Proxies | null | undefined): PacFiles {
  const entries: PacFiles['entries'][number][] = [];
  const missing: Missing[] = [];
  const urls = new Set((proxies?.settings ?? []).flatMap(({ pacUrl }) => pacUrl ?? []));
  [...urls].forEach((url, i) => {
    const name = `raw/pac-${i + 1}.txt`;
    const text = read(url);
    if ('text' in text) entries.push({ name, text: text.text });
    else missing.push({ name, reason: `it is taken from ${url}, ${text.why}` });
  });
  return { entries, missing };
}

/** A person can set any path, and who runs this may read more than that person: so only what is a PAC file is taken. */
function read(url: string): { text: string } | { why: string } {
  const path = localPath(url);
  if (path === null) return { why: 'which is not asked' };
  try {
    const { root } = parse(path);
    const text = readPlainly(root, ...path.slice(root.length).split(/[\\/]+/));
    if (text === null) return { why: 'where there is no file, or a larger one than PAC files are' };
    return text.includes('FindProxyForURL') ? { text } : { why: 'which is no PAC file' };
  } catch (error) {
    return { why: `which is not read: ${(error as Error).message}` };
  }
}

/** The file on this machine that a URL names; null where it is none, or another machine's. */
function localPath(url: string): string | null {
  const form = process.platform === 'win32' ? /^(?:file:\/{2,3})?([a-z]:[\\/].+)$/i : /^file:\/\/(\/.+)$/i;
  const path = form.exec(url)?.[1];
  try {
    return path === undefined ? null : decodeURIComponent(path);
  } catch {
    return null;
  }
}
