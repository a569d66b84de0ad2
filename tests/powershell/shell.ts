import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireOrSkip } from '../bed/require.ts';
import { PowerShellHost } from './host.ts';
import { Module, quote } from './module.ts';

/** What a suite works with: the PowerShell engine, the built module in it, and a folder of its own. */
export class Shell {
  host!: PowerShellHost;
  module!: Module;
  folder!: string;

  /** A file's name in the folder, as PowerShell's literal. */
  file(name: string): string {
    return quote(join(this.folder, name));
  }

  /** The ids of the errors that a script puts out. */
  async errorIds(script: string): Promise<string[]> {
    return (await this.module.run(script)).errors.map(({ id }) => id);
  }
}

/** To be called first in a suite: from its `before` hooks to its `after` hooks there is a shell, on this machine. */
export function openShell(suite: Mocha.Suite): Shell {
  requireOrSkip(suite, ['dotnet']);
  suite.timeout(180_000);
  const shell = new Shell();
  suite.beforeAll(async () => {
    shell.folder = mkdtempSync(join(tmpdir(), 'shell-'));
    shell.host = await PowerShellHost.start();
    shell.module = new Module(shell.host);
  });
  suite.afterAll(async () => {
    await shell.host?.stop();
    rmSync(shell.folder, { recursive: true, force: true });
  });
  return shell;
}
