import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTool } from '../bed/tools.ts';
import { program } from '../live/program.ts';
import { fastestInTurns, milliseconds, runProgram, type Ratio } from './bench.ts';
import { machineWith } from './tables.ts';

export const name = 'Judging a fleet: 20,000 snapshots of 200 routes in one file, from start to end';

const count = 20_000;

export function run(): Ratio[] | string {
  const jq = findTool('jq');
  if (!jq) return 'jq is not installed';
  const folder = mkdtempSync(join(tmpdir(), 'bench-fleet-'));
  try {
    const path = join(folder, 'fleet.ndjson');
    write(path);
    const [ours, peer, verdicts] = fastestInTurns(
      3,
      () => runProgram(program, ['fleet', path, '--quiet']),
      () => runProgram(jq, ['-c', '.computer', path]),
      () => runProgram(program, ['fleet', path, '--ndjson']),
    );
    const against = `jq -c .computer ${milliseconds(peer)}`;
    return [
      { what: 'counted', ratio: ours / peer, aim: 'at most 0.5', detail: `${milliseconds(ours)}, ${against}` },
      {
        what: 'with every verdict written',
        ratio: verdicts / peer,
        aim: 'none',
        detail: `${milliseconds(verdicts)}, ${against}`,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function write(path: string): void {
  const snapshot = machineWith(200);
  const file = openSync(path, 'w');
  for (let i = 0; i < count; i++) writeSync(file, JSON.stringify({ ...snapshot, computer: `PC-${i}` }) + '\n');
  closeSync(file);
}
