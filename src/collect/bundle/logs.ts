import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Missing } from '../../contract/bundle.ts';
import { existsPlainly, listPlainly } from '../plain-files.ts';
import type { ZipEntry } from './zip.ts';

interface Place {
  readonly name: string;
  readonly root: string;
  readonly steps: readonly string[];
  readonly files: RegExp;
}

const mostFiles = 5;
const mostBytes = 1024 * 1024;

/** The ends of the newest logs of Teams and of VPN clients, and the phone books, where they may be read. */
export async function collectLogs(): Promise<{ entries: ZipEntry[]; missing: Missing[] }> {
  const entries: ZipEntry[] = [];
  const missing: Missing[] = [];
  for (const { name, root, steps, files } of await places()) {
    try {
      if (!existsPlainly(root, ...steps)) missing.push({ name, reason: 'there is no such folder here' });
      else entries.push(...readNewest(name, root, steps, files));
    } catch (error) {
      missing.push({ name, reason: (error as Error).message });
    }
  }
  return { entries, missing };
}

async function places(): Promise<Place[]> {
  if (process.platform !== 'win32')
    return [{ name: 'logs/openvpn', root: '/var/log', steps: ['openvpn'], files: /\.log$/ }];
  const { knownFolder } = await import('../../native/windows/known-folders.ts');
  const logs = ['Packages', 'MSTeams_8wekyb3d8bbwe', 'LocalCache', 'Microsoft', 'MSTeams', 'Logs'];
  const phoneBooks = { steps: ['Microsoft', 'Network', 'Connections', 'Pbk'], files: /^rasphone\.pbk$/i };
  return [
    { name: 'logs/teams', root: knownFolder('LocalAppData'), steps: logs, files: /\.(log|txt)$/i },
    { name: 'logs/phone-book-all-users', root: knownFolder('ProgramData'), ...phoneBooks },
  ];
}

function readNewest(name: string, root: string, steps: readonly string[], files: RegExp): ZipEntry[] {
  const folder = join(root, ...steps);
  return listPlainly(root, ...steps)
    .filter((file) => files.test(file) && existsPlainly(root, ...steps, file))
    .map((file) => ({ file, time: statSync(join(folder, file)).mtimeMs }))
    .sort((a, b) => b.time - a.time)
    .slice(0, mostFiles)
    .map(({ file }) => ({ name: `${name}/${file.replace(/[^\w.-]/g, '_')}`, bytes: readEnd(join(folder, file)) }));
}

function readEnd(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) return Buffer.alloc(0);
    const bytes = Buffer.alloc(Math.min(stats.size, mostBytes));
    return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, stats.size - bytes.length));
  } finally {
    closeSync(file);
  }
}
