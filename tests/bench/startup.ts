import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { program } from '../live/program.ts';
import { fastestInTurns, milliseconds, runProgram, type Ratio } from './bench.ts';
import { machineWith } from './tables.ts';

export const name = 'Start-up: the whole process, against the same runtime as an empty executable';

const runs = 25;

export function run(): Ratio[] {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const empty = freshCopy(makeEmptyExecutable(folder), folder);
    const ours = freshCopy(program, folder);
    const snapshot = join(folder, 'snapshot.json');
    writeFileSync(snapshot, JSON.stringify(machineWith(200)));
    const [test, version, nothing] = fastestInTurns(
      runs,
      () => runProgram(ours, ['test', '--snapshot', snapshot]),
      () => runProgram(ours, ['--version']),
      () => runProgram(empty, []),
    );
    const against = `empty executable ${milliseconds(nothing)}`;
    return [
      {
        what: 'test on a snapshot of 200 routes',
        ratio: test / nothing,
        aim: 'at most 1.35',
        detail: `${milliseconds(test)}, ${against}`,
      },
      { what: '--version', ratio: version / nothing, aim: 'none', detail: `${milliseconds(version)}, ${against}` },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Where a file's pages lie in memory is a tenth of a start, so both are copies that were just made. */
function freshCopy(path: string, folder: string): string {
  const copy = join(folder, `${basename(path)}-copy`);
  copyFileSync(path, copy);
  return copy;
}

/** With the same options as ours, scripts/build/executable.ts. */
function makeEmptyExecutable(folder: string): string {
  writeFileSync(join(folder, 'empty.cjs'), '');
  const config = {
    main: 'empty.cjs',
    output: 'empty',
    disableExperimentalSEAWarning: true,
    useCodeCache: true,
    execArgv: ['--experimental-ffi', '--disable-warning=ExperimentalWarning', '--openssl-config=/dev/null'],
    execArgvExtension: 'none',
  };
  writeFileSync(join(folder, 'empty.json'), JSON.stringify(config));
  execFileSync(process.execPath, ['--build-sea', 'empty.json'], { cwd: folder, stdio: 'pipe' });
  return join(folder, 'empty');
}
