import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MediaPath } from '../../src/contract/media-path.ts';
import type { Trace } from '../../src/contract/trace.ts';
import { chainAddresses, layChain, silence, type Chain } from '../bed/chain.ts';
import { startRelay } from '../bed/coturn.ts';
import { requireOrSkip } from '../bed/require.ts';
import { tool } from '../bed/tools.ts';
import { layTopology, type Topology } from '../bed/topology.ts';
import { Wine } from '../bed/wine.ts';
import { built } from '../build/dist.ts';
import { tracert } from '../collect/trace/outputs.ts';
import { PowerShellHost } from './host.ts';
import { typeNames } from './host/result.ts';
import { Module, quote } from './module.ts';
import { inWine } from './windows.ts';

/** The engine inside a namespace. */
const hostIn = (namespace: { name: string }) =>
  PowerShellHost.start({
    spawn: (program, args, env) =>
      spawn(tool('ip'), ['netns', 'exec', namespace.name, program, ...args], { env: { ...process.env, ...env } }),
  });

describe('Trace-TeamsPath', function () {
  requireOrSkip(this, ['root', 'namespaces', 'ip', 'dotnet']);
  this.timeout(180_000);
  let chain: Chain;
  let host: PowerShellHost;
  let module: Module;
  before(async () => {
    chain = layChain();
    host = await hostIn(chain.client);
    module = new Module(host);
  });
  after(async () => {
    await host?.stop();
    await chain?.bed.close();
  });

  it('gives the hops with their types', async () => {
    const [trace] = (await module.output('Trace-TeamsPath 52.112.0.10')) as Trace[];
    assert.deepEqual([trace.status, trace.path, trace.interfaceName], ['Pass', 'Local', 'lan0']);
    const expected = [chainAddresses.home[4], chainAddresses.isp[4], chainAddresses.relay[4]];
    assert.deepEqual(
      trace.hops.map(({ addresses }) => addresses[0]),
      expected,
    );
    assert.equal(typeNames(trace)[0], 'TeamsSplitTunnel.Trace');
    assert.equal(typeNames(trace.hops[0])[0], 'TeamsSplitTunnel.TraceHop');
  });

  it('shows the hops, and their networks', async () => {
    const { console } = await module.run(
      'Trace-TeamsPath 52.112.0.10 | Out-Host; (Trace-TeamsPath 52.112.0.10).hops | Out-Host',
    );
    assert.match(console, /^Pass\s+Local\s+52\.112\.0\.10\s+1 192\.168\.77\.1 gateway of lan0/m);
    assert.match(console, /^\s*2\s+\S+ ms 100\.64\.0\.1\s+Router\s+carrier's network/m);
  });

  it('has a progress bar', async () => {
    silence(chain.isp);
    const { progress, output } = await module.run('Trace-TeamsPath 52.112.0.10 -Timeout 1');
    assert.equal((output[0] as Trace).hops[1].addresses.length, 0);
    assert.ok(progress.length >= 3);
    assert.match(progress[0].activity, /52\.112\.0\.10/);
    assert.ok(progress.slice(0, -1).every(({ completed, percent }) => !completed && percent >= 0 && percent <= 100));
    assert.equal(progress.at(-1)!.completed, true);
  });

  it('shows on Ctrl+C what is there, and leaves no program behind', async () => {
    const started = performance.now();
    const { stopped, console, output } = await module.run('Trace-TeamsPath 52.112.0.10 -Timeout 30', {
      stopAfter: 2500,
    });
    assert.ok(performance.now() - started < 10_000);
    assert.deepEqual([stopped, output], [true, []]);
    assert.match(console, /^Pass\s+Local\s+52\.112\.0\.10\s+1 192\.168\.77\.1 gateway of lan0/m);
    assert.match(console, /3 52\.112\.0\.10 Teams media/);
    assert.match(console, /2 \*/);
    const commands = chain.client.pids().map((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
    assert.ok(!commands.some((command) => command.includes('teams-split-tunnel')), commands.join('\n'));
  });

  it('reads a saved output from the location of PowerShell', async () => {
    writeFileSync(join(chain.bed.directory, 'saved.txt'), `\ufeff${tracert.German.text}`, 'utf16le');
    const script = `Set-Location ${quote(chain.bed.directory)}; Trace-TeamsPath -Path .\\saved.txt`;
    const [trace] = (await module.output(script)) as Trace[];
    assert.deepEqual([trace.method, trace.target], ['saved output', 'worldaz.tr.teams.microsoft.com']);
    assert.equal(trace.hops.length, 4);
  });

  it('says what is wrong with a request', async () => {
    for (const [script, id] of [
      ['Trace-TeamsPath no.such.name.invalid', 'NameUnresolved'],
      ['Trace-TeamsPath 1.2.3', 'AddressInvalid'],
      ['Trace-TeamsPath -Path ./none.txt', 'FileUnreadable'],
      ['Trace-TeamsPath -Cloud USGovDoD', 'BadUsage'],
    ]) {
      const { errors, output } = await module.run(script);
      assert.deepEqual([errors.map((error) => error.id), output], [[`${id},Trace-TeamsPath`], []], script);
    }
  });
});

describe('Test-TeamsMediaPath', function () {
  requireOrSkip(this, ['root', 'namespaces', 'ip', 'dotnet', 'coturn']);
  this.timeout(180_000);
  let topology: Topology;
  let host: PowerShellHost;
  let module: Module;
  before(async () => {
    topology = layTopology();
    await startRelay(topology);
    host = await hostIn(topology.client);
    module = new Module(host);
  });
  after(async () => {
    await host?.stop();
    await topology?.bed.close();
  });

  it('gives a row an address and socket, and measures', async () => {
    const script = 'Test-TeamsMediaPath 52.112.0.10, 2603:1063::10 -Count 20 -Timeout 1';
    const [result] = (await module.output(script)) as MediaPath[];
    assert.equal(result.status, 'Pass');
    assert.deepEqual(
      result.paths.map(({ boundTo }) => boundTo),
      [null, 'lan0', null, 'lan0'],
    );
    assert.ok(result.paths.every(({ quality }) => quality!.sent === 20));
    assert.equal(typeNames(result)[0], 'TeamsSplitTunnel.MediaPath');
    assert.equal(typeNames(result.paths[0])[0], 'TeamsSplitTunnel.MediaPathRow');
  });

  it('shows what answered', async () => {
    const { console } = await module.run(
      '$r = Test-TeamsMediaPath 52.112.0.10 -Timeout 1; $r | Out-Host; $r | Format-List | Out-Host; $r.paths | Out-Host',
    );
    assert.match(console, /^Pass\s+\S+\s+Sockets get the address of the local interface/m);
    assert.match(console, /52\.112\.0\.10 unbound, from 192\.168\.77\.10: 4 answers by lan0/);
    assert.match(console, /^52\.112\.0\.10\s+192\.168\.77\.10\s+Local\s+3478 Allocate by lan0/m);
  });

  it('-Quiet is true or false', async () => {
    const quiet = (address: string) => module.output(`Test-TeamsMediaPath ${address} -Timeout 1 -Quiet`);
    assert.deepEqual(await quiet('52.112.0.10'), [true]);
    assert.deepEqual(await quiet('52.122.0.1'), [false]);
  });

  it('shows on Ctrl+C what is there', async () => {
    const { stopped, console } = await module.run('Test-TeamsMediaPath 52.112.0.10 -Timeout 30', { stopAfter: 2500 });
    assert.equal(stopped, true);
    assert.match(console, /^Pass\s+\S+\s+Sockets get the address of the local interface/m);
  });

  it('probes nothing but Teams media', async () => {
    const { errors } = await module.run('Test-TeamsMediaPath 8.8.8.8');
    assert.deepEqual(
      errors.map(({ id }) => id),
      ['AddressNotOptimize,Test-TeamsMediaPath'],
    );
  });
});

describe('the cmdlets of paths on Windows, as Wine plays it', function () {
  requireOrSkip(this, ['root', 'namespaces', 'ip', 'dotnet', 'wine']);
  this.timeout(300_000);
  let chain: Chain;
  let host: PowerShellHost;
  let module: Module;
  before(async () => {
    chain = layChain();
    silence(chain.isp);
    const wine = await Wine.start(chain.bed, chain.client);
    host = await PowerShellHost.start({ target: 'win-x64', spawn: inWine(wine) });
    module = new Module(host, wine.windowsPath(built('TeamsSplitTunnel')));
  });
  after(async () => {
    await host?.stop();
    await chain?.bed.close();
  });

  it('trace by ICMP', async () => {
    const [trace] = (await module.output('Trace-TeamsPath 52.112.0.10 -LocalInterface lan0 -Timeout 2')) as Trace[];
    assert.deepEqual([trace.status, trace.method, trace.hops.length], ['Pass', 'ICMP echo', 3]);
  });

  it('show on Ctrl+C what is there', async () => {
    const script = 'Trace-TeamsPath 52.112.0.10 -LocalInterface lan0 -Timeout 20';
    const { stopped, console } = await module.run(script, { stopAfter: 6000 });
    assert.equal(stopped, true);
    assert.match(console, /^Pass\s+Local\s+52\.112\.0\.10\s+1 192\.168\.77\.1 gateway of lan0/m);
  });

  it('probe by UDP, and take silence for no proof', async () => {
    const script = 'Test-TeamsMediaPath 52.112.0.10 -LocalInterface lan0 -Timeout 1';
    const [result] = (await module.output(script)) as MediaPath[];
    assert.deepEqual([result.status, result.checks[0].status], ['Unknown', 'Pass']);
  });
});
