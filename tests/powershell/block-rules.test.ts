import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BlockRule, FoundRule } from '../../src/contract/block-rule.ts';
import { addresses, layTopology, requireOrSkip, startOpenVpn, tool, type Topology } from '../bed/index.ts';
import { built } from '../build/dist.ts';
import { caseOf, excluded, plan, remoteAccess } from '../plan/rules/planned.ts';
import { local, localDefaults, machine, row } from '../judge/machine.ts';
import { PowerShellHost } from './host.ts';
import { typeNames } from './host/result.ts';
import { Module, quote } from './module.ts';
import { openShell } from './shell.ts';

const standIn = join(import.meta.dirname, 'stand-ins/NetSecurity');

describe('the cmdlets for block rules', function () {
  const shell = openShell(this);

  before(async () => {
    const save = (name: string, snapshot: object) => writeFileSync(join(shell.folder, name), JSON.stringify(snapshot));
    save('excluded.json', excluded());
    save('ras.json', excluded([row(local), remoteAccess]));
    save('alone.json', machine(localDefaults, { interfaces: [row(local)] }));
  });

  describe('New-TeamsVpnBlockRule', () => {
    it('plans what the program plans', async () => {
      const planned = (await shell.module.output(
        `New-TeamsVpnBlockRule ${shell.file('excluded.json')}`,
      )) as BlockRule[];
      assert.deepEqual(planned, plan(caseOf(excluded())).rules);
      assert.equal(typeNames(planned[0])[0], 'TeamsSplitTunnel.BlockRule');
    });

    for (const [as, format] of [
      ['PowerShell', 'powershell'],
      ['Netsh', 'netsh'],
      ['FirewallCsp', 'firewall-csp'],
      ['GroupPolicy', 'group-policy'],
    ]) {
      it(`-As ${as} gives the text that the program writes`, async () => {
        const args = ['rules', '--as', format, '--snapshot', join(shell.folder, 'ras.json')];
        const { stdout } = spawnSync(built('linux-x64/teams-split-tunnel'), args, { encoding: 'utf8' });
        const { output } = await shell.module.run(`New-TeamsVpnBlockRule ${shell.file('ras.json')} -As ${as}`);
        assert.deepEqual(output, [stdout.replace(/\n$/, '')]);
      });
    }

    it('has errors that say why, and warnings that say what else is stopped', async () => {
      const refused = await shell.module.run(`New-TeamsVpnBlockRule ${shell.file('alone.json')}`);
      assert.deepEqual(
        [refused.output, refused.errors.map(({ id }) => id)],
        [[], ['RulesNotProposed,New-TeamsVpnBlockRule']],
      );
      const wide = await shell.module.run(
        `New-TeamsVpnBlockRule ${shell.file('excluded.json')} -Ports 3478, '50000-50059' -Prefixes 10.0.0.0/8`,
      );
      assert.deepEqual((wide.output[0] as BlockRule).remotePorts, ['3478', '50000-50059']);
      assert.match(wide.warnings.join('\n'), /10\.0\.0\.0\/8 is not Teams media/);
      const unfit = await shell.module.run(`New-TeamsVpnBlockRule ${shell.file('excluded.json')} -As Netsh`);
      assert.deepEqual(
        unfit.errors.map(({ id }) => id),
        ['InterfaceTypeUnfit,New-TeamsVpnBlockRule'],
      );
    });

    it('and its views load, and show rules', async () => {
      assert.deepEqual(
        await shell.host.formatErrors(built('TeamsSplitTunnel/TeamsSplitTunnel.Rules.Format.ps1xml')),
        [],
      );
      const [text] = await shell.module.output(`New-TeamsVpnBlockRule ${shell.file('excluded.json')} | Out-String`);
      assert.match(String(text), /vpn\s+UDP\s+3478-3481\s+52\.112\.0\.0\/14/);
    });
  });

  describe("what is installed in Windows' firewall", () => {
    /** Installs rules by the module's own function, with the stand-in in place of Windows' module. */
    const install = (rest: string, installed = '') =>
      shell.module.output(`
        Import-Module ${quote(standIn)}
        $planned = New-TeamsVpnBlockRule ${shell.file('excluded.json')}
        foreach ($name in 'theirs', 'mine', 'mine too') { $global:rules[$name] = $name }
        ${rest}
        function Install-It { [CmdletBinding()] param() & (Get-Module TeamsSplitTunnel) { Install-TeamsFirewallRule @args } $PSCmdlet $planned @(${installed}) }
        try { Install-It } catch { $_.FullyQualifiedErrorId; $_.Exception.Message }
        , @($global:rules.Keys)
        $global:calls`);

    it('is each rule with the parameters of New-NetFirewallRule', async () => {
      const [keys, ...calls] = await install(
        '$planned[1].interfaceAlias = "Local Area Connection* [2] `$(1)\'?``"; $planned[1].remotePorts = @()',
      );
      assert.deepEqual(keys, ['theirs', 'mine', 'mine too', 'TeamsSplitTunnel-IPv4-vpn', 'TeamsSplitTunnel-IPv6-vpn']);
      const common = {
        command: 'New',
        PolicyStore: 'PersistentStore',
        ErrorAction: 'Stop',
        Group: 'TeamsSplitTunnel',
        Direction: 'Outbound',
        Action: 'Block',
        Enabled: 'True',
        Profile: 'Any',
        Protocol: 'UDP',
      };
      assert.deepEqual(calls, [
        {
          ...common,
          Name: 'TeamsSplitTunnel-IPv4-vpn',
          DisplayName: 'Teams media off the VPN, IPv4, vpn',
          RemoteAddress: ['52.112.0.0/14', '52.122.0.0/15'],
          RemotePort: ['3478-3481'],
          InterfaceAlias: ['vpn'],
        },
        {
          ...common,
          Name: 'TeamsSplitTunnel-IPv6-vpn',
          DisplayName: 'Teams media off the VPN, IPv6, vpn',
          RemoteAddress: ['2603:1063::/38'],
          RemotePort: ['Any'],
          InterfaceAlias: ["Local Area Connection* [[]2] $(1)'?`"],
        },
      ]);
    });

    it('replaces what was installed before, and touches nothing else', async () => {
      const [keys] = await install(
        "$global:rules['TeamsSplitTunnel-IPv4-vpn'] = 'old'",
        "'mine', 'TeamsSplitTunnel-IPv4-vpn'",
      );
      assert.deepEqual(keys, ['theirs', 'mine too', 'TeamsSplitTunnel-IPv4-vpn', 'TeamsSplitTunnel-IPv6-vpn']);
    });

    for (const [what, refuse] of [
      ['the second rule', 'New TeamsSplitTunnel-IPv6*'],
      ['the first rule', 'New TeamsSplitTunnel-IPv4*'],
      ['that old rules are set aside', 'Rename mine too'],
    ]) {
      it(`is as before where Windows refuses ${what}`, async () => {
        const [id, message, keys] = await install(`$global:refuse = '${refuse}'`, "'mine', 'mine too'");
        assert.equal(id, 'FirewallRefused,Install-It');
        assert.match(String(message), /service has not been started.*Nothing was changed/s);
        assert.deepEqual([...(keys as string[])].sort(), ['mine', 'mine too', 'theirs']);
      });
    }

    it('is in force, with an error, where an old rule cannot be removed', async () => {
      const { errors, output } = await shell.module.run(`
        Import-Module ${quote(standIn)}; $planned = New-TeamsVpnBlockRule ${shell.file('excluded.json')}
        $global:rules['mine'] = 'mine'; $global:refuse = 'Remove mine.*'
        function Install-It { [CmdletBinding()] param() & (Get-Module TeamsSplitTunnel) { Install-TeamsFirewallRule @args } $PSCmdlet $planned @('mine') }
        Install-It; $global:rules.Count`);
      assert.deepEqual(
        errors.map(({ id }) => id),
        ['FirewallRefused,Install-It'],
      );
      assert.deepEqual(output, [3]);
    });
  });

  it('ask for an administrator first', async () => {
    for (const cmdlet of ['Install-TeamsVpnBlockRule -Force', 'Remove-TeamsVpnBlockRule']) {
      const { errors, output } = await shell.module.run(`
        Import-Module ${quote(standIn)}
        & (Get-Module TeamsSplitTunnel) { function script:Test-TeamsWindows { $true }; function script:Test-TeamsAdministrator { $false } }
        ${cmdlet} -Confirm:$false`);
      assert.deepEqual(
        errors.map(({ id }) => id.split(',')[0]),
        ['NotPrivileged'],
      );
      assert.deepEqual(output, []);
    }
  });
});

describe('the cmdlets for block rules on Linux, with a real VPN', function () {
  requireOrSkip(this, ['dotnet', 'root', 'namespaces', 'ip', 'tun', 'openssl', 'openvpn', 'nft']);
  this.timeout(180_000);
  let topology: Topology;
  let host: PowerShellHost;
  let module: Module;

  before(async () => {
    topology = layTopology();
    const { client } = topology;
    await startOpenVpn(topology, { push: ['redirect-gateway def1 ipv6'] });
    for (const prefix of ['52.112.0.0/14', '52.122.0.0/15'])
      client.ip(`route add ${prefix} via ${addresses.lanGateway4}`);
    client.ip(`route add 2603:1063::/38 via ${addresses.lanGateway6}`);
    host = await PowerShellHost.start({
      spawn: (program, args, env) =>
        spawn(tool('ip'), ['netns', 'exec', client.name, program, ...args], { env: { ...process.env, ...env } }),
    });
    module = new Module(host);
  });
  after(async () => {
    await host?.stop();
    await topology?.bed.close();
  });
  const ruleset = async () => (await topology.client.run([tool('nft'), 'list', 'ruleset'])).stdout;

  it('say what they would do with -WhatIf, and do it not', async () => {
    const { console } = await module.run('Install-TeamsVpnBlockRule -WhatIf; Remove-TeamsVpnBlockRule -WhatIf');
    assert.match(console, /What if: .*Block by firewall rules.*UDP 3478-3481 to 52\.112\.0\.0\/14.*on tun0/s);
    assert.equal(await ruleset(), '');
  });

  it('ask with -Confirm, and heed a no', async () => {
    const { prompts } = await module.run('Install-TeamsVpnBlockRule -Confirm', { answers: ['No'] });
    assert.equal(prompts.length, 1);
    assert.equal(await ruleset(), '');
  });

  it('install, list and remove', async () => {
    const installed = await module.run('Install-TeamsVpnBlockRule -Ports All');
    assert.deepEqual(installed.errors, []);
    assert.equal((installed.output as BlockRule[]).length, 2);
    assert.equal(installed.warnings.filter((warning) => warning.startsWith('All UDP ports')).length, 1);
    assert.match(await ruleset(), /table inet teams_split_tunnel/);
    const found = (await module.output('Install-TeamsVpnBlockRule | Out-Null; Get-TeamsVpnBlockRule')) as FoundRule[];
    assert.deepEqual(
      found.map(({ state, store }) => `${state} ${store}`),
      ['Right nftables', 'Right nftables'],
    );
    assert.equal(typeNames(found[0])[0], 'TeamsSplitTunnel.FirewallRule');
    const removed = await module.run(
      'Remove-TeamsVpnBlockRule -WhatIf; Remove-TeamsVpnBlockRule -PassThru; Remove-TeamsVpnBlockRule -PassThru',
    );
    assert.equal(removed.output.length, 2);
    assert.equal(await ruleset(), '');
  });
});
