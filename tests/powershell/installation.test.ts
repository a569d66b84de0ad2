import assert from 'node:assert/strict';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireOrSkip } from '../bed/require.ts';
import { built } from '../build/dist.ts';
import { PowerShellHost } from './host.ts';
import { Module, quote } from './module.ts';

describe("the module's program", function () {
  requireOrSkip(this, ['dotnet']);
  this.timeout(180_000);

  let host: PowerShellHost;
  let folder: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'installation-'));
    const withoutPrograms = (path: string) => !path.includes('/bin');
    cpSync(built('TeamsSplitTunnel'), join(folder, 'TeamsSplitTunnel'), { recursive: true, filter: withoutPrograms });
    host = await PowerShellHost.start();
  });
  after(async () => {
    await host?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const copy = (program?: string) => new Module(host, join(folder, 'TeamsSplitTunnel'), program);
  const file = (name: string, content: string, mode = 0o755) => {
    const path = join(folder, name);
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
    assert.ok(message.includes(join(folder, 'TeamsSplitTunnel/bin/linux-x64/teams-split-tunnel')), message);
  });

  it('is not looked for in the current folder, on the PATH or in the environment', async () => {
    const planted = file('teams-split-tunnel', `#!/bin/sh\ntouch ${folder}/ran\n`);
    mkdirSync(join(folder, 'bin/linux-x64'), { recursive: true });
    cpSync(planted, join(folder, 'bin/linux-x64/teams-split-tunnel'));
    const script = `Set-Location ${quote(folder)}; $env:PATH = ${quote(folder)}; $env:BinaryPath = ${quote(planted)}; Test-TeamsSplitTunnel`;
    assert.equal((await failure(copy(), script)).id, 'BinaryNotFound,Test-TeamsSplitTunnel');
    assert.throws(() => cpSync(join(folder, 'ran'), join(folder, 'evidence')), /ENOENT/);
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
    const { errors } = await host.run(`Import-Module ${quote(built('TeamsSplitTunnel'))}`, {
      language: 'ConstrainedLanguage',
    });
    assert.match(errors[0]!.message, /ConstrainedLanguage mode.*policy/s);
  });
});
