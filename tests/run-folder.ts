import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRunning } from './bed/daemon.ts';

// One folder for all temporary files of a test run, those of the programs that it starts too. It goes with the run; that of
// a run that was killed goes with the next.

const stem = 'teams-split-tunnel-tests-';
const place = tmpdir();

for (const name of readdirSync(place).filter((each) => each.startsWith(stem))) {
  const owner = /^(\d+)-/.exec(name.slice(stem.length))?.[1];
  if (owner !== undefined && !isRunning(Number(owner))) rmSync(join(place, name), { recursive: true, force: true });
}

const folder = mkdtempSync(join(place, `${stem}${process.pid}-`));
process.env['TMPDIR'] = folder;
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
