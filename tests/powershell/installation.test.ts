import assert from 'node:assert/strict';
import { chmodSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { built } from '../build/dist.ts';
import { Module, quote } from './module.ts';
import { openShell } from './shell.ts';

describe("the module's program", function () {
  const shell = openShell(this);

  before(async () => {
    const withoutPrograms = (path: string) => !path.includes('/bin');
    cpSync(built('TeamsSplitTunnel'), join(shell.folder, 'TeamsSplitTunnel'), {
      recursive: true,
      filter: withoutPrograms,
    });
  });

  const copy = (program?: string) => new Module(shell.host, join(shell.folder, 'TeamsSplitTunnel'), program);
  const file = (name: string, content: string, mode = 0o755) => {
    const path = join(shell.folder, name);
    writeFileSync(path, content);
    chmodSync(path, mode);
    return path;
  };
  const failure = async (module: Module, script = 'Test-TeamsSplitTunnel') => {
    const { errors, output } = await module.run(script);
    assert.deepEqual(output, []);
    assert.equal(errors.length, 1);
    return errors[0]!;
  };

  it('is missed with the paths that were tried', async () => {
    const { id, category, message } = await failure(copy());
    assert.equal(id, 'BinaryNotFound,Test-TeamsSplitTunnel');
    assert.equal(category, 'ObjectNotFound');
    assert.ok(message.includes(join(shell.folder, 'TeamsSplitTunnel/bin/linux-x64/teams-split-tunnel')), message);
  });

  it('is not looked for in the current shell.folder, on the PATH or in the environment', async () => {
    const planted = file('teams-split-tunnel', `#!/bin/sh\ntouch ${shell.folder}/ran\n`);
    mkdirSync(join(shell.folder, 'bin/linux-x64'), { recursive: true });
    cpSync(planted, join(shell.folder, 'bin/linux-x64/teams-split-tunnel'));
    const script = `Set-Location ${quote(shell.folder)}; $env:PATH = ${quote(shell.folder)}; $env:BinaryPath = ${quote(planted)}; Test-TeamsSplitTunnel`;
    assert.equal((await failure(copy(), script)).id, 'BinaryNotFound,Test-TeamsSplitTunnel');
    assert.throws(() => cpSync(join(shell.folder, 'ran'), join(shell.folder, 'evidence')), /ENOENT/);
  });

  it('is the one that the administrator names', async () => {
    const module = copy(built('linux-x64/teams-split-tunnel'));
    assert.equal((await module.output('(Test-TeamsSplitTunnel).schema'))[0], 'teams-split-tunnel/verdict/1');
  });

  for (const [what, name] of [
    ['a relative path', 'teams-split-tunnel'],
    ['a path to nothing', '/nowhere/teams-split-tunnel'],
  ]) {
    it(`is not ${what}`, async () => {
      assert.equal((await failure(copy(name))).id, 'BinaryNotFound,Test-TeamsSplitTunnel');
    });
  }

  for (const [what, program] of [
    ["another machine's", () => built('win-arm64/teams-split-tunnel.exe')],
    ['damaged', () => file('damaged', 'MZ')],
    ['not executable', () => file('plain', '#!/bin/sh\n', 0o644)],
  ] as const) {
    it(`that is ${what} is named with what to do`, async () => {
      const { id, category, message } = await failure(copy(program()));
      assert.equal(id, 'BinaryNotStarted,Test-TeamsSplitTunnel');
      assert.equal(category, 'NotInstalled');
      assert.ok(message.includes(program()) && message.includes('install the module again'), message);
    });
  }

  it('cannot be started in the constrained language, which the import says', async () => {
    const { errors } = await shell.host.run(`Import-Module ${quote(built('TeamsSplitTunnel'))}`, {
      language: 'ConstrainedLanguage',
    });
    assert.match(errors[0]!.message, /ConstrainedLanguage mode.*policy/s);
  });
});
