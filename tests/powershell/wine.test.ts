import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Snapshot } from '../../src/contract/snapshot.ts';
import type { Verdict } from '../../src/contract/verdict.ts';
import { requireOrSkip } from '../bed/require.ts';
import { layTopology, type Topology } from '../bed/topology.ts';
import { Wine } from '../bed/wine.ts';
import { built } from '../build/dist.ts';
import { PowerShellHost } from './host.ts';
import { typeNames } from './host/result.ts';
import { Module } from './module.ts';
import { inWine } from './windows.ts';

describe('the module on Windows, as Wine plays it', function () {
  requireOrSkip(this, ['root', 'namespaces', 'ip', 'dotnet', 'wine']);
  this.timeout(300_000);

  let topology: Topology;
  let host: PowerShellHost;
  let module: Module;

  before(async () => {
    topology = layTopology();
    const { bed, client, corp } = topology;
    bed.link(client, 'vpn0', corp, 'vpn0');
    client.ip('addr add 10.8.0.2/24 dev vpn0');
    const wine = await Wine.start(bed, client);
    host = await PowerShellHost.start({ target: 'win-x64', spawn: inWine(wine) });
    module = new Module(host, wine.windowsPath(built('TeamsSplitTunnel')));
  });
  after(async () => {
    await host?.stop();
    await topology?.bed.close();
  });

  const judge = async () =>
    (await module.output('Test-TeamsSplitTunnel -VpnInterface vpn0 -LocalInterface lan0'))[0] as Verdict;

  it('starts the Windows program', async () => {
    const [platform, snapshot] = await module.output(
      '[System.Environment]::OSVersion.Platform; Get-TeamsNetworkSnapshot',
    );
    assert.equal(platform, 'Win32NT');
    assert.equal((snapshot as Snapshot).platform, 'windows');
    assert.equal(typeNames(snapshot)[0], 'TeamsSplitTunnel.Snapshot');
  });

  it('proves a clean table clean', async () => {
    const verdict = await judge();
    assert.deepEqual(verdict.leaks, []);
    assert.equal(verdict.checks.find(({ id }) => id === 'OptimizeRoutes')!.status, 'Pass');
  });

  it('finds a leak, exactly', async () => {
    topology.client.ip('route add 52.112.64.0/20 via 10.8.0.1 dev vpn0');
    const verdict = await judge();
    topology.client.ip('route del 52.112.64.0/20');
    assert.equal(verdict.status, 'Fail');
    assert.deepEqual(
      verdict.leaks.map(({ cidrs }) => cidrs),
      [['52.112.64.0/20']],
    );
  });

  it('answers thousands of addresses in order, through one process', async () => {
    const answers = (await module.output(
      '0..2999 | ForEach-Object { "52.112.$($_ -shr 8).$($_ -band 255)" } | Get-TeamsBestRoute',
    )) as { address: string }[];
    assert.deepEqual(
      answers.map(({ address }) => address),
      Array.from({ length: 3000 }, (_, i) => `52.112.${i >> 8}.${i & 255}`),
    );
  });

  it('judges a snapshot that went through a remote session, and a file', async () => {
    const statuses = await module.output(`
      $serializer = [System.Management.Automation.PSSerializer]
      $snapshot = Get-TeamsNetworkSnapshot
      $file = Join-Path ([System.IO.Path]::GetTempPath()) 'a snapshot.json'
      $snapshot | ConvertTo-Json -Depth 9 | Set-Content $file
      $there = $serializer::Deserialize($serializer::Serialize($snapshot))
      ($snapshot | Test-TeamsSplitTunnel).status; ($there | Test-TeamsSplitTunnel).status; (Test-TeamsSplitTunnel $file).status
      Get-ChildItem $file | Test-TeamsSplitTunnel -Quiet`);
    assert.equal(new Set(statuses.slice(0, 3)).size, 1);
    assert.equal(statuses[3], ['Pass', 'Warning', 'NotApplicable'].includes(String(statuses[0])));
  });

  it('gives errors their ids', async () => {
    const { errors } = await module.run("'01.2.3.4' | Get-TeamsBestRoute; Test-TeamsSplitTunnel Env:PATH");
    assert.deepEqual(
      errors.map(({ id }) => id),
      ['AddressInvalid,Get-TeamsBestRoute', 'PathNotFile,Test-TeamsSplitTunnel'],
    );
  });

  it('ends the program at Ctrl+C', async () => {
    const programs = async () =>
      (await host.run("[System.Diagnostics.Process]::GetProcessesByName('teams-split-tunnel').Count")).output[0];
    const ctrlC = new AbortController();
    const run = module.run(
      "& { 1..1001 | ForEach-Object { '127.0.0.1' }; while ($true) { [System.Threading.Thread]::Sleep(20) } } | Get-TeamsBestRoute",
      { signal: ctrlC.signal },
    );
    while ((await programs()) !== 1) await sleep(100);
    ctrlC.abort();
    assert.equal((await run).stopped, true);
    while ((await programs()) !== 0) await sleep(100);
  });
});
