import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTool } from '../bed/tools.ts';
import { program } from '../live/program.ts';
import { fastestInTurns, milliseconds, runProgram, type Ratio } from './bench.ts';
import { machineWith } from './tables.ts';

export const name =
  'Judging a fleet: 100,000 snapshots of 200 routes, of 1,000 different tables, in one file, from start to end';

const count = 100_000;
const part = 20_000;
const tables = 1000;

export async function run(): Promise<Ratio[] | string> {
  const jq = findTool('jq');
  if (!jq) return 'jq is not installed';
  const folder = mkdtempSync(join(tmpdir(), 'bench-fleet-'));
  try {
    const [whole, fifth] = [join(folder, 'fleet.ndjson'), join(folder, 'part.ndjson')];
    write(whole, count);
    write(fifth, part);
    const [ours, peer, report] = fastestInTurns(
      2,
      () => runProgram(program, ['fleet', whole, '--quiet']),
      () => runProgram(jq, ['-c', '.computer', whole]),
      () => runProgram(program, ['report', whole, '--output', join(folder, 'report.html'), '--quiet']),
    );
    const against = `jq -c .computer ${milliseconds(peer)}`;
    const [most, least] = [await memoryOf(whole), await memoryOf(fifth)];
    return [
      { what: 'counted', ratio: ours / peer, aim: 'at most 0.5', detail: `${milliseconds(ours)}, ${against}` },
      {
        what: 'as a report',
        ratio: report / peer,
        aim: 'at most 0.5',
        detail: `${milliseconds(report)}, ${against}`,
      },
      {
        what: 'memory, of that for a fifth of the fleet',
        ratio: most / least,
        aim: 'at most 1.25',
        detail: `${Math.round(most)} MB, ${Math.round(least)} MB`,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The most memory that counting takes, in MB: the kernel's own high-water mark, read until the end. */
async function memoryOf(path: string): Promise<number> {
  const child = spawn(program, ['fleet', path, '--quiet'], { stdio: 'ignore' });
  let most = 0;
  const watch = setInterval(async () => {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    most = Math.max(most, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
  }, 50);
  await once(child, 'exit');
  clearInterval(watch);
  return most / 1024;
}

function write(path: string, documents: number): void {
  const machines = Array.from({ length: tables }, (_, i) => machineWith(200, 12345 + 7919 * i));
  const file = openSync(path, 'w');
  for (let i = 0; i < documents; i++)
    writeSync(file, JSON.stringify({ ...machines[i % tables], computer: `PC-${i}` }) + '\n');
  closeSync(file);
}
