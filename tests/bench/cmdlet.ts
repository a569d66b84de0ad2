import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program } from '../live/program.ts';
import { Module, quote } from '../powershell/module.ts';
import { PowerShellHost } from '../powershell/host.ts';
import { fastest, milliseconds, runProgram, type Ratio } from './bench.ts';
import { machineWith } from './tables.ts';

export const name = 'One call of a cmdlet, against the bare program';

const runs = 12;

export async function run(): Promise<Ratio[]> {
  const host = await PowerShellHost.start();
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const snapshot = join(folder, 'snapshot.json');
    writeFileSync(snapshot, JSON.stringify(machineWith(200)));
    const [cmdlet] = (await new Module(host).output(
      timed(`$null = Test-TeamsSplitTunnel -Path ${quote(snapshot)}`),
    )) as number[];
    const bare = fastest(runs, () => runProgram(program, ['test', '--json', '--snapshot', snapshot]));
    const more = cmdlet - bare;
    return [
      {
        what: 'Test-TeamsSplitTunnel -Path, warm',
        ratio: cmdlet / bare,
        aim: 'at most 60 ms more',
        detail: `${milliseconds(more)} more: ${milliseconds(cmdlet)}, bare ${milliseconds(bare)}`,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
    await host.stop();
  }
}

/** A script that puts out the milliseconds of the fastest run of another, in the same session. */
function timed(script: string): string {
  return `$least = [double]::MaxValue
    foreach ($i in 1..${runs}) {
      $watch = [System.Diagnostics.Stopwatch]::StartNew()
      ${script}
      $least = [Math]::Min($least, $watch.Elapsed.TotalMilliseconds)
    }
    $least`;
}
