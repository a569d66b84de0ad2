import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tool } from '../bed/tools.ts';

const project = join(import.meta.dirname, 'bicep/Bicep.csproj');
const [name, version] = ['azure.bicep.commandline.linux-x64', '0.49.2'];

/** The path of Microsoft's Bicep compiler, among the packages of .NET. */
export function restoreBicep(): string {
  return inFolder((run, folder) => {
    copyFileSync(project, join(folder, 'Bicep.csproj'));
    run(tool('dotnet'), 'restore', '--verbosity', 'quiet');
    const packages = run(tool('dotnet'), 'nuget', 'locals', 'global-packages', '--list').stdout;
    return join(packages.replace(/^.*?: /, '').trim(), name, version, 'tools/bicep');
  });
}

/** What the compiler objects to in an ARM template, by the published types of its resources. */
export function objectionsTo(template: string, bicep: string): string[] {
  return inFolder((run, folder) => {
    writeFileSync(join(folder, 'template.json'), template);
    run(bicep, 'decompile', 'template.json');
    return run(bicep, 'build', 'template.bicep', '--stdout').stderr.split('\n').filter(Boolean);
  });
}

type Run = (program: string, ...args: string[]) => { stdout: string; stderr: string };

function inFolder<T>(work: (run: Run, folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'bicep-'));
  const run: Run = (program, ...args) => {
    const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed: ${stderr}${stdout}`);
    return { stdout, stderr };
  };
  try {
    return work(run, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
