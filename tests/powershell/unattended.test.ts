import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { quote } from './module.ts';
import { openShell } from './shell.ts';

/**
 * Stand-ins with the parameters of the public reference:
 * https://learn.microsoft.com/powershell/module/scheduledtasks/register-scheduledtask (parameter set Xml)
 */
const scheduledTasks = String.raw`
$global:log = @()
New-Module -Name ScheduledTasks -ScriptBlock {
    function Register-ScheduledTask {
        [CmdletBinding(DefaultParameterSetName = 'Xml')] param(
            [switch] $Force, [Parameter(Position = 4)] [string] $Password, [Parameter(Position = 3)] [string] $User,
            [Parameter(Mandatory, Position = 0)] [string] $TaskName, [Parameter(Position = 1)] [string] $TaskPath,
            [Parameter(Mandatory, Position = 2, ValueFromPipeline, ParameterSetName = 'Xml')] [string] $Xml,
            [object[]] $CimSession, [int] $ThrottleLimit, [switch] $AsJob)
        $global:log += "register $TaskPath$TaskName $Force $User"
        $global:xml = $Xml
        if ($global:refuse) { throw 'Access is denied.' }
        'a CimInstance'
    }
    function Get-ScheduledTask {
        [CmdletBinding()] param([Parameter(Position = 0)] [string[]] $TaskName, [Parameter(Position = 1)] [string[]] $TaskPath)
        if ($global:xml) { 'a CimInstance' }
        else { Write-Error -Message 'No MSFT_ScheduledTask objects found' -Category ObjectNotFound -ErrorAction $ErrorActionPreference }
    }
    function Unregister-ScheduledTask {
        [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param(
            [Parameter(Position = 0)] [string[]] $TaskName, [Parameter(Position = 1)] [string[]] $TaskPath)
        if ($PSCmdlet.ShouldProcess($TaskName)) { $global:log += "unregister $TaskPath$TaskName"; $global:xml = $null }
    }
} | Import-Module
`;

const program = "-ProgramPath 'C:\\Program Files\\T\\teams-split-tunnel.exe'";

describe('unattended cmdlets', function () {
  const shell = openShell(this);

  describe('Register-TeamsSplitTunnelTask', () => {
    it('hands the Task Scheduler the XML that -AsXml prints', async () => {
      const output = await shell.module.output(
        `${scheduledTasks} $printed = Register-TeamsSplitTunnelTask -AsXml ${program} -EventLog -LogPath 'D:\\a b.ndjson' -VpnInterface 'C*', x -EveryHours 6
$log.Count; $task = Register-TeamsSplitTunnelTask ${program} -LogPath 'D:\\a b.ndjson' -EveryHours 6 -VpnInterface 'C*', x -Confirm:$false
$task.PSObject.TypeNames[0]; $task.xml -ceq $global:xml; $log; $printed`,
      );
      assert.deepEqual(output.slice(0, 4), [
        0,
        'TeamsSplitTunnel.TaskDefinition',
        true,
        'register \\TeamsSplitTunnel\\TeamsSplitTunnel True ',
      ]);
      const xml = String(output[4]);
      assert.match(xml, /<Interval>PT6H<\/Interval>/);
      assert.match(
        xml,
        /record --quiet --event-log &quot;--log=D:\\a b\.ndjson&quot; --cloud Worldwide --vpn-interface=C\* --vpn-interface=x</,
      );
    });

    it('changes nothing with -WhatIf, and asks with -Confirm', async () => {
      const what = await shell.module.run(
        `${scheduledTasks} Register-TeamsSplitTunnelTask ${program} -WhatIf; $log.Count`,
      );
      assert.deepEqual(what.output, [0]);
      const asked = await shell.module.run(
        `${scheduledTasks} Register-TeamsSplitTunnelTask ${program} -Confirm; $log.Count`,
        {
          answers: ['No'],
        },
      );
      assert.deepEqual([asked.output, asked.prompts.length], [[0], 1]);
    });

    it('says what the Task Scheduler refuses', async () => {
      const { errors } = await shell.module.run(
        `${scheduledTasks} $global:refuse = $true; Register-TeamsSplitTunnelTask ${program}`,
      );
      assert.match(errors[0]!.id, /^TaskRefused/);
      assert.match(errors[0]!.message, /Access is denied/);
    });

    it('refuses what no task can hold', async () => {
      const bad = await shell.module.run(
        `${scheduledTasks} Register-TeamsSplitTunnelTask -ProgramPath here.exe; $log.Count`,
      );
      assert.deepEqual([bad.errors[0]!.id.split(',')[0], bad.output], ['BadUsage', [0]]);
    });
  });

  it('Unregister-TeamsSplitTunnelTask removes its task, and nothing where there is none', async () => {
    const output = await shell.module.output(
      `${scheduledTasks} Unregister-TeamsSplitTunnelTask; $log.Count; $null = Register-TeamsSplitTunnelTask ${program}
Unregister-TeamsSplitTunnelTask -WhatIf; $log.Count; (Unregister-TeamsSplitTunnelTask -PassThru).name; $log[-1]`,
    );
    assert.deepEqual(output, [0, 1, 'TeamsSplitTunnel', 'unregister \\TeamsSplitTunnel\\TeamsSplitTunnel']);
  });

  describe('New-TeamsRemediation', () => {
    it('writes the pair', async () => {
      const output = await shell.module.output(
        `$s = New-TeamsRemediation -OutputPath ${quote(shell.folder)} -VpnInterface 'Contoso*' -Cloud USGovDoD -UnknownIsIssue; $s.role; $s.kind; $s.path`,
      );
      assert.deepEqual(output.slice(0, 4), ['Detect', 'Remediate', 'self-contained', 'self-contained']);
      assert.deepEqual(readdirSync(shell.folder).sort(), [
        'Detect-TeamsSplitTunnel.ps1',
        'Remediate-TeamsSplitTunnel.ps1',
      ]);
      const text = readFileSync(String(output[4]), 'utf8');
      assert.match(text, /^\$VpnInterface = @\('Contoso\*'\)$/m);
      assert.match(text, /^\$UnknownIsIssue = \$true$/m);
      assert.match(text, /^\$EndpointList = 'USGovDoD \d{10}'$/m);
    });

    it('writes nothing with -WhatIf, and puts the texts out without a folder', async () => {
      const other = mkdtempSync(join(shell.folder, 'other-'));
      assert.deepEqual((await shell.module.run(`New-TeamsRemediation ${quote(other)} -WhatIf`)).output, []);
      assert.deepEqual(readdirSync(other), []);
      const [text] = await shell.module.output(
        `(New-TeamsRemediation -Kind Module -ModulePath 'C:\\M' -LogPath 'C:\\l')[1].text`,
      );
      assert.match(String(text), /^\$ModulePath = 'C:\\M'$/m);
      assert.match(String(text), /^\$LogPath = 'C:\\l'$/m);
    });

    it('says which folder is missing, and which pattern means nothing', async () => {
      const missing = await shell.module.run(
        `New-TeamsRemediation ${quote(join(shell.folder, 'none'))}; New-TeamsRemediation -VpnInterface 12`,
      );
      assert.deepEqual(
        missing.errors.map(({ id }) => id.split(',')[0]),
        ['FolderNotFound', 'BadUsage'],
      );
    });
  });

  describe('Watch-TeamsSplitTunnel', () => {
    it('gives a verdict at start and ends with its pipeline', async () => {
      const output = await shell.module.output(
        `$v = Watch-TeamsSplitTunnel | Select-Object -First 1; $v.PSObject.TypeNames -contains 'TeamsSplitTunnel.WatchedVerdict'; $v.change.reason; $v.checks[0].PSObject.TypeNames[0]`,
      );
      assert.deepEqual(output, [true, 'Start', 'TeamsSplitTunnel.Check']);
    });

    it('watches until Ctrl+C', async () => {
      const stop = new AbortController();
      const { output, stopped } = await shell.module.run('Watch-TeamsSplitTunnel', {
        signal: stop.signal,
        onRecord: ({ stream }) => stream === 'output' && setTimeout(() => stop.abort(), 1000),
      });
      assert.deepEqual([output.length, stopped], [1, true]);
    });

    it('says what is wrong with the request', async () => {
      const { errors } = await shell.module.run("Watch-TeamsSplitTunnel -VpnInterface 'none*' -StrictInterface");
      assert.match(errors[0]!.id, /^InterfaceNotFound/);
    });
  });
});
