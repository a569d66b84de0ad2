import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { layTopology, requireOrSkip, Wine, type Topology } from '../bed/index.ts';
import { PowerShellHost } from './host.ts';
import { inWine } from './windows.ts';

describe('the PowerShell test host on Windows', function () {
  requireOrSkip(this, ['root', 'namespaces', 'ip', 'wine', 'dotnet']);
  this.timeout(180_000);

  let topology: Topology;
  let wine: Wine;
  let host: PowerShellHost;

  before(async () => {
    topology = layTopology();
    wine = await Wine.start(topology.bed, topology.client);
    host = await PowerShellHost.start({ target: 'win-x64', spawn: inWine(wine) });
  });
  after(async () => {
    await host?.stop();
    await topology?.bed.close();
  });

  it('believes to be Windows', async () => {
    const { output, errors } = await host.run(
      '$IsWindows; [Environment]::OSVersion.Platform; [IO.Path]::DirectorySeparatorChar; $PSVersionTable.PSEdition',
    );
    assert.deepEqual(errors, []);
    assert.deepEqual(output, [true, 'Win32NT', '\\', 'Core']);
  });

  it('imports a module, and has the cmdlets of the released pwsh', async () => {
    const module = `${topology.bed.directory}/Small.psm1`;
    writeFileSync(module, 'function Get-Small { \'{"a":[1]}\' | ConvertFrom-Json }');
    const { output, errors } = await host.run('param($Path) Import-Module $Path; Get-Small', {
      parameters: { Path: wine.windowsPath(module) },
    });
    assert.deepEqual(errors, []);
    assert.deepEqual(output, [{ a: [1] }]);
  });

  it('starts Windows programs with an empty input, and keeps their loose output out of its own', async () => {
    const { output, errors } = await host.run(`
      C:\\windows\\system32\\cmd.exe /c echo piped
      $loose = [Diagnostics.ProcessStartInfo]::new('C:\\windows\\system32\\cmd.exe', '/c echo loose')
      $loose.UseShellExecute = $false
      [Diagnostics.Process]::Start($loose).WaitForExit()
      C:\\windows\\system32\\cmd.exe /c "set /p line=& echo nothing was read"
      'end'`);
    assert.deepEqual(errors, []);
    assert.deepEqual(output, ['piped', 'nothing was read', 'end']);
    assert.match(host.noise, /loose/);
  });

  it('is stopped by Ctrl+C', async () => {
    assert.equal((await host.run('while ($true) { }', { stopAfter: 200 })).stopped, true);
    assert.deepEqual((await host.run('1')).output, [1]);
  });
});
