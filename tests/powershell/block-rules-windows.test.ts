import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { FoundRule } from '../../src/contract/block-rule.ts';
import { addVpnCard, addresses, layTopology, requireOrSkip, Wine, type Topology } from '../bed/index.ts';
import { built } from '../build/dist.ts';
import { PowerShellHost } from './host.ts';
import { Module, quote } from './module.ts';
import { inWine } from './windows.ts';

const rulesKey = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy\\FirewallRules';
const theirs = 'v2.33|Action=Block|Active=TRUE|Dir=Out|Protocol=17|RPort=9|Name=TeamsSplit|EmbedCtxt=Theirs|';

describe('the cmdlets for block rules on Windows', function () {
  requireOrSkip(this, ['root', 'namespaces', 'ip', 'wine', 'dotnet']);
  this.timeout(240_000);
  let topology: Topology;
  let wine: Wine;
  let host: PowerShellHost;
  let module: Module;

  before(async () => {
    topology = layTopology();
    const { bed, client } = topology;
    addVpnCard(client);
    for (const half of ['0.0.0.0/1', '128.0.0.0/1']) client.ip(`route add ${half} via 10.8.0.1`);
    for (const prefix of ['52.112.0.0/14', '52.122.0.0/15'])
      client.ip(`route add ${prefix} via ${addresses.lanGateway4}`);
    client.ip(`-6 route add 2603:1063::/38 via ${addresses.lanGateway6}`);
    wine = await Wine.start(bed, client);
    await reg('add', rulesKey, '/v', 'theirs', '/d', theirs, '/f');
    host = await PowerShellHost.start({ target: 'win-x64', spawn: inWine(wine) });
    module = new Module(host, wine.windowsPath(built('TeamsSplitTunnel')));
  });
  after(async () => {
    await host?.stop();
    await topology?.bed.close();
  });

  async function reg(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await wine.run('reg.exe', args);
    assert.equal(code, 0, stderr);
    return stdout;
  }
  const ruleNames = async () =>
    [...(await reg('query', rulesKey)).matchAll(/^ +(\S+) +REG_SZ/gm)].map(([, name]) => name).sort();
  const run = (script: string) =>
    module.run(
      `Import-Module ${quote(wine.windowsPath(join(import.meta.dirname, 'stand-ins/NetSecurity')))}; ${script}`,
    );
  const interfaces = '-VpnInterface vpn0 -LocalInterface lan0';

  it('the program installs nothing itself, and names the cmdlet', async () => {
    for (const [verb, cmdlet] of [
      ['--install', 'Install-TeamsVpnBlockRule'],
      ['--remove', 'Remove-TeamsVpnBlockRule'],
    ]) {
      const { code, stderr } = await wine.run(built('win-x64/teams-split-tunnel.exe'), ['rules', verb, '--force']);
      assert.equal(code, 3, stderr);
      assert.match(stderr, new RegExp(cmdlet));
    }
    assert.deepEqual(await ruleNames(), ['theirs']);
  });

  it('call New-NetFirewallRule, and find in the registry what it made; installed again, the rules are the same', async () => {
    for (let time = 0; time < 2; time++) {
      const { errors, output } = await run(
        `Install-TeamsVpnBlockRule ${interfaces} -Confirm:$false; , @($global:calls.command)`,
      );
      assert.deepEqual(errors, []);
      const commands = output.at(-1) as string[];
      assert.equal(commands.filter((command) => command === 'New').length, 2);
      assert.deepEqual(await ruleNames(), ['TeamsSplitTunnel-IPv4-vpn0', 'TeamsSplitTunnel-IPv6-vpn0', 'theirs']);
    }
    const { output } = await run(`Get-TeamsVpnBlockRule ${interfaces}`);
    const found = output as FoundRule[];
    assert.deepEqual(
      found.map(({ store, name }) => `${store} ${name}`),
      ['local TeamsSplitTunnel-IPv4-vpn0', 'local TeamsSplitTunnel-IPv6-vpn0'],
    );
    assert.match(found[0].text, /RPort2_10=3478-3481\|RA4=52\.112\.0\.0\/14\|RA4=52\.122\.0\.0\/15\|IF=\{/);
    assert.deepEqual(
      [...new Set(found.map(({ state, reason }) => `${state}: ${reason}`))],
      ["Inert: the firewall's service (MpsSvc) does not run"],
    );
  });

  it('leave what was there where Windows refuses', async () => {
    const before = await reg('query', rulesKey);
    assert.equal((await ruleNames()).length, 3);
    const { errors } = await run(
      `$global:refuse = 'New *IPv6*'; Install-TeamsVpnBlockRule ${interfaces} -Confirm:$false`,
    );
    assert.deepEqual(
      errors.map(({ id }) => id),
      ['FirewallRefused,Install-TeamsVpnBlockRule'],
    );
    assert.match(errors[0].message, /service has not been started/);
    assert.deepEqual((await reg('query', rulesKey)).split('\r\n').sort(), before.split('\r\n').sort());
  });

  it("remove all of ours, netsh's too, and nothing else; rules of a policy are named", async () => {
    await reg(
      'add',
      rulesKey,
      '/v',
      '{GUID}',
      '/d',
      theirs.replace('Name=TeamsSplit|EmbedCtxt=Theirs|', 'Name=TeamsSplitTunnel-IPv4-type_RemoteAccess|'),
      '/f',
    );
    await reg(
      'add',
      'HKLM\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall\\FirewallRules',
      '/v',
      'TeamsSplitTunnel-x',
      '/d',
      theirs,
      '/f',
    );
    const whatIf = await run('Remove-TeamsVpnBlockRule -WhatIf');
    assert.match(whatIf.console, /What if.*\{GUID\}/s);
    assert.equal((await ruleNames()).length, 4);
    const { errors, warnings, output } = await run('Remove-TeamsVpnBlockRule -Confirm:$false -PassThru');
    assert.deepEqual(errors, []);
    assert.equal(output.length, 3);
    assert.match(warnings.join(), /TeamsSplitTunnel-x.*Group Policy/);
    assert.deepEqual(await ruleNames(), ['theirs']);
    assert.deepEqual((await run('Remove-TeamsVpnBlockRule -Confirm:$false')).errors, []);
  });
});
