import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bundle } from '../../src/contract/bundle.ts';
import type { Fleet } from '../../src/contract/fleet.ts';
import type { Report } from '../../src/contract/report.ts';
import { machine } from '../judge/machine.ts';
import { typeNames } from './host/result.ts';
import { quote } from './module.ts';
import { openShell } from './shell.ts';

const lan = ['0.0.0.0/0 via 192.168.1.1 metric 25', '::/0 via 2001:db8::1 metric 25'];
const clean = machine([...lan, '10.0.0.0/8 dev vpn'], { computer: 'PC-1' });
const leaking = machine([...lan, '52.112.64.0/20 dev vpn'], { computer: 'PC-2' });

describe('many machines in PowerShell', function () {
  const shell = openShell(this);

  before(async () => {
    writeFileSync(
      join(shell.folder, 'fleet.ndjson'),
      [clean, leaking, leaking].map((each) => JSON.stringify(each)).join('\n') + '\nx',
    );
  });
  const path = (name: string) => quote(join(shell.folder, name));
  /** Snapshots as they come back from Invoke-Command: through CLIXML. */
  const remote = () =>
    `([System.IO.File]::ReadAllLines(${path('fleet.ndjson')}) | Where-Object { $_ -ne 'x' } | ForEach-Object { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize(($_ | ConvertFrom-Json), 8)) })`;

  it('judges snapshots that come back from a remote session, one verdict each with its computer', async () => {
    const verdicts = await shell.module.output(
      `${remote()} | Test-TeamsSplitTunnel | ForEach-Object { "$($_.computer) $($_.status)" }`,
    );
    assert.deepEqual(verdicts, ['PC-1 Pass', 'PC-2 Fail', 'PC-2 Fail']);
  });

  it('counts files, folders and what comes back from a remote session alike', async () => {
    const [fromFile] = (await shell.module.output(`Measure-TeamsFleet ${path('fleet.ndjson')}`)) as Fleet[];
    const [fromFolder] = (await shell.module.output(
      `Measure-TeamsFleet -LiteralPath ${quote(shell.folder)}`,
    )) as Fleet[];
    const [fromPipeline] = (await shell.module.output(`${remote()} | Measure-TeamsFleet`)) as Fleet[];
    assert.equal(typeNames(fromFile)[0], 'TeamsSplitTunnel.Fleet');
    for (const { byStatus, causes } of [fromFile!, fromFolder!, fromPipeline!]) {
      assert.deepEqual(byStatus, { Pass: 1, Fail: 2, Warning: 0, Unknown: 0, NotApplicable: 0 });
      assert.deepEqual(causes[0]!.computers, ['PC-2']);
    }
    assert.deepEqual(
      fromFile!.badLines.map(({ line }) => line),
      [4],
    );
    assert.equal(fromPipeline!.badLineCount, 0);
  });

  it('tells the machines of several objects, snapshots and verdicts mixed, the worst first', async () => {
    const machines = await shell.module.output(
      `(@(${remote()}[0]; ${remote()} | Test-TeamsSplitTunnel) | Measure-TeamsFleet).machines | Where-Object status -ne 'Unknown' | ForEach-Object { "$($_.computer) $($_.status) $($_.causes) $($_.leaks) $($_.listAgeInDays -ge 0)" }`,
    );
    const worst = 'PC-2 Fail OptimizeRoutes 52.112.64.0/20 by vpn True';
    assert.deepEqual(machines, [worst, worst, 'PC-1 Pass   True', 'PC-1 Pass   True']);
  });

  it('counts what Export-Clixml wrote of a remote session', async () => {
    const [fleet] = (await shell.module.output(
      `${remote()} | Export-Clixml ${path('remote.xml')}; Import-Clixml ${path('remote.xml')} | Measure-TeamsFleet`,
    )) as Fleet[];
    assert.deepEqual([fleet!.byStatus.Pass, fleet!.byStatus.Fail, fleet!.badLineCount], [1, 2, 0]);
  });

  it('counts nothing where nothing comes', async () => {
    assert.deepEqual(await shell.module.output('@() | Measure-TeamsFleet'), []);
  });

  it('writes a bundle that .NET can open and Test-TeamsSplitTunnel judges', async () => {
    const [bundle] = (await shell.module.output(`New-TeamsSupportBundle ${path('b.zip')} 3>$null`)) as Bundle[];
    const names = await shell.module.output(
      `$z = [System.IO.Compression.ZipFile]::OpenRead(${path('b.zip')}); foreach ($e in $z.Entries) { $r = [System.IO.StreamReader]::new($e.Open()); $null = $r.ReadToEnd(); $e.FullName }; $z.Dispose()`,
    );
    assert.deepEqual(names, ['manifest.json', ...bundle!.entries.map(({ name }) => name)]);
    const [status] = await shell.module.output(`(Test-TeamsSplitTunnel ${path('b.zip')}).status`);
    assert.equal(status, bundle!.status);
  });

  it('judges a bundle by the list and the options that it was made with', async () => {
    const options = '-Cloud USGovGCCHigh -VpnInterface nowhere* -Require EndpointList';
    await shell.module.output(`New-TeamsSupportBundle ${path('b.zip')} ${options} 3>$null`);
    const { output, warnings } = await shell.module.run(`(Test-TeamsSplitTunnel ${path('b.zip')}).endpoints.cloud`);
    assert.deepEqual(output, ['USGovGCCHigh']);
    assert.match(warnings.join('\n'), /no interface matches "nowhere\*"/);
  });

  it('writes a report on a machine, a verdict, a bundle or a fleet', async () => {
    const kinds = async (script: string) =>
      ((await shell.module.output(script.replaceAll('OUT', path('r.html')))) as Report[]).map(({ kind, status }) => [
        kind,
        status,
      ]);
    assert.equal((await kinds('Export-TeamsSplitTunnelReport OUT'))[0]![0], 'machine');
    const one = `${remote()}[1]`;
    assert.deepEqual(await kinds(`${one} | Export-TeamsSplitTunnelReport OUT`), [['machine', 'Fail']]);
    assert.deepEqual(await kinds(`${one} | Test-TeamsSplitTunnel | Export-TeamsSplitTunnelReport OUT`), [
      ['machine', 'Fail'],
    ]);
    assert.equal((await kinds(`Export-TeamsSplitTunnelReport OUT -SnapshotPath ${path('b.zip')}`))[0]![0], 'machine');
    assert.deepEqual(await kinds(`${remote()} | Export-TeamsSplitTunnelReport OUT`), [['fleet', null]]);
    assert.deepEqual(await kinds(`Export-TeamsSplitTunnelReport OUT -Path ${path('*.ndjson')}`), [['fleet', null]]);
    assert.match(readFileSync(join(shell.folder, 'r.html'), 'utf8'), /2 Fail/);
    rmSync(join(shell.folder, 'r.html'));
    assert.deepEqual(await kinds('@() | Export-TeamsSplitTunnelReport OUT'), []);
    assert.deepEqual(await kinds('Export-TeamsSplitTunnelReport OUT -WhatIf'), []);
    assert.throws(() => readFileSync(join(shell.folder, 'r.html')));
  });

  it('writes no bundle with -WhatIf', async () => {
    await shell.module.output(`New-TeamsSupportBundle ${path('none.zip')} -WhatIf`);
    assert.throws(() => readFileSync(join(shell.folder, 'none.zip')));
  });

  it('counts a $null, the machine that did not answer, as one that could not be read', async () => {
    const [fleet] = (await shell.module.output(`${remote()}[0], $null | Measure-TeamsFleet`)) as Fleet[];
    assert.deepEqual([fleet.documents, fleet.badLineCount], [1, 1]);
    const [nothing] = (await shell.module.output('$null | Measure-TeamsFleet')) as Fleet[];
    assert.deepEqual([nothing.documents, nothing.badLineCount], [0, 1]);
  });

  it('reports on a fleet with it, never on this machine instead', async () => {
    const [report] = (await shell.module.output(
      `${remote()}[0], $null | Export-TeamsSplitTunnelReport ${path('mixed.html')}`,
    )) as Report[];
    assert.deepEqual([report.kind, report.status], ['fleet', null]);
    const { output, errors } = await shell.module.run(`$null | Export-TeamsSplitTunnelReport ${path('nothing.html')}`);
    assert.deepEqual([output, errors.map(({ id }) => id)], [[], ['SnapshotSchema,Export-TeamsSplitTunnelReport']]);
    assert.equal(existsSync(join(shell.folder, 'nothing.html')), false);
  });
});
