import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RepairPlan, RepairResult } from '../../src/contract/repair.ts';
import { layTopology, requireOrSkip, startOpenVpn, tool, type Topology } from '../bed/index.ts';
import { localDefaults, machine, row, vpn, local } from '../judge/machine.ts';
import { PowerShellHost } from './host.ts';
import { typeNames } from './host/result.ts';
import { Module } from './module.ts';
import { openShell } from './shell.ts';

const tap = { interfaces: [row(local), row(vpn, { description: 'TAP-Windows Adapter V9' })] };

describe('Repair-TeamsSplitTunnel', function () {
  const shell = openShell(this);

  before(async () => {
    const save = (name: string, snapshot: object) => writeFileSync(join(shell.folder, name), JSON.stringify(snapshot));
    save('leaking.json', machine([...localDefaults, '52.112.0.0/16 dev vpn metric 99'], tap));
    save('clean.json', machine(localDefaults, tap));
  });

  it('plans for recorded machines, from paths and the pipeline, and asks nothing', async () => {
    for (const script of [
      `Repair-TeamsSplitTunnel ${shell.file('*.json')}`,
      `Get-ChildItem ${shell.file('*.json')} | Repair-TeamsSplitTunnel -Confirm`,
      `${shell.file('clean.json')}, ${shell.file('leaking.json')} | ForEach-Object { Get-Content -Raw $_ | ConvertFrom-Json } | Repair-TeamsSplitTunnel`,
    ]) {
      const { output, prompts } = await shell.module.run(script);
      const plans = output as RepairPlan[];
      assert.deepEqual(
        plans.map(({ outcome }) => outcome),
        ['NothingToDo', 'Repairs'],
      );
      assert.equal(typeNames(plans[0])[0], 'TeamsSplitTunnel.RepairPlan');
      assert.deepEqual([plans[1].add.length, prompts], [1, []]);
    }
  });

  it('shows routes and commands in its views', async () => {
    const shown = async (rest: string) =>
      String((await shell.module.output(`Repair-TeamsSplitTunnel ${shell.file('leaking.json')} | ${rest}`))[0]);
    assert.match(await shown('Out-String'), /Repairs\s+Fail\s+Pass\s+PC\s+\+ 52\.112\.0\.0\/16 by\s+Ethernet/);
    assert.match(
      await shown('Format-List | Out-String'),
      /New-NetRoute -DestinationPrefix 52\.112\.0\.0\/16[^]*-PolicyStore[^]*ActiveStore/,
    );
  });

  it('plans for no machine where a pipeline holds nothing', async () => {
    assert.deepEqual(await shell.module.output('@() | Repair-TeamsSplitTunnel'), []);
  });
});

describe('Repair-TeamsSplitTunnel on Linux, with a real VPN', function () {
  requireOrSkip(this, ['dotnet', 'root', 'namespaces', 'ip', 'tun', 'openssl', 'openvpn']);
  this.timeout(180_000);
  let topology: Topology;
  let host: PowerShellHost;
  let module: Module;
  let untouched: string;

  before(async () => {
    topology = layTopology();
    await startOpenVpn(topology, { push: ['redirect-gateway def1 ipv6'] });
    const library = `${topology.bed.directory}/lib`;
    mkdirSync(library);
    host = await PowerShellHost.start({
      spawn: (program, args, env) => {
        const enter = ['/bin/sh', '-c', 'mount --bind "$0" /var/lib && exec "$@"', library, program, ...args];
        return spawn(tool('ip'), ['netns', 'exec', topology.client.name, ...enter], {
          env: { ...process.env, ...env },
        });
      },
    });
    module = new Module(host);
    untouched = routes();
  });
  after(async () => {
    await host?.stop();
    await topology?.bed.close();
  });
  const routes = () => topology.client.ip('route show table all');

  it('shows the plan with -WhatIf, and changes nothing', async () => {
    const { output, console } = await module.run('Repair-TeamsSplitTunnel -WhatIf');
    const [plan] = output as RepairPlan[];
    assert.deepEqual([plan.outcome, plan.after, plan.add.length], ['Repairs', 'Pass', 3]);
    assert.equal(typeNames(plan)[0], 'TeamsSplitTunnel.RepairPlan');
    assert.match(
      console,
      /What if: .*Change routes \(Fail now, Pass then\).*add 52\.112\.0\.0\/14 via 192\.168\.77\.1 on lan0/s,
    );
    assert.equal(routes(), untouched);
  });

  it('asks with -Confirm, and heeds a no', async () => {
    const { output, prompts } = await module.run('Repair-TeamsSplitTunnel -Confirm', { answers: ['No'] });
    assert.deepEqual([prompts.length, output], [1, []]);
    assert.equal(routes(), untouched);
  });

  it('repairs, has nothing to do the second time, and takes it back', async () => {
    const [repaired, again, verdict] = (await module.output(
      'Repair-TeamsSplitTunnel; Repair-TeamsSplitTunnel; (Test-TeamsSplitTunnel).status',
    )) as [RepairResult, RepairResult, string];
    assert.deepEqual([repaired.status, repaired.added.length, verdict], ['Pass', 3, 'Pass']);
    assert.deepEqual([again.plan!.outcome, again.added], ['NothingToDo', []]);
    assert.equal(typeNames(repaired)[0], 'TeamsSplitTunnel.RepairResult');

    const shown = await module.run('Repair-TeamsSplitTunnel -Undo -WhatIf');
    assert.equal((shown.output[0] as RepairPlan).outcome, 'Undoes');
    assert.match(shown.console, /Change routes \(Pass now, Fail then\).*remove 52\.112\.0\.0\/14/s);
    assert.notEqual(routes(), untouched);

    const [undone, nothing] = (await module.output(
      'Repair-TeamsSplitTunnel -Undo; Repair-TeamsSplitTunnel -Undo',
    )) as RepairResult[];
    assert.deepEqual([undone.removed.length, nothing.removed], [3, []]);
    assert.equal(routes(), untouched);
  });
});
