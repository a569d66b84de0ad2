import assert from 'node:assert/strict';
import fc from 'fast-check';
import { toPowerShell } from '../../../src/plan/rules/powershell.ts';
import { requireOrSkip } from '../../bed/require.ts';
import { PowerShellHost } from '../../powershell/host.ts';
import { objections } from '../../powershell/objections.ts';
import { blockRule } from './random.ts';

/**
 * What PowerShell's own parser finds in scripts: each call of New-NetFirewallRule with its arguments. A pattern is told as
 * the engine's WildcardPattern understands it.
 */
const readScripts = `param([string[]] $Scripts)
foreach ($script in $Scripts) {
    $errors = $null
    $ast = [System.Management.Automation.Language.Parser]::ParseInput($script, [ref]$null, [ref]$errors)
    $calls = $ast.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] -and $args[0].GetCommandName() -eq 'New-NetFirewallRule' }, $true)
    $found = foreach ($call in $calls) {
        $arguments = [ordered]@{}
        $elements = $call.CommandElements
        for ($i = 1; $i -lt $elements.Count; $i += 2) {
            if ($elements[$i] -isnot [System.Management.Automation.Language.CommandParameterAst] -or $elements[$i].Argument) { throw $elements[$i] }
            $text = $elements[$i + 1].Extent.Text
            $arguments[$elements[$i].ParameterName] = @(
                if ($elements[$i + 1].StringConstantType -eq 'BareWord') { $text } else { & ([scriptblock]::Create($text)) })
        }
        $arguments
    }
    @{ errors = @(foreach ($each in $errors) { $each.Message }); calls = @($found) }
}`;

/** What a pattern of PowerShell's matches literally; undefined where it has a live wildcard. */
function literalOf(pattern: string): string | undefined {
  return /^(?:[^\`*?[\]]|\`[\`*?[\]])*$/.test(pattern) ? pattern.replace(/\`(.)/gs, '$1') : undefined;
}

describe('block rules for PowerShell', function () {
  requireOrSkip(this, ['dotnet']);
  this.timeout(180_000);
  let host: PowerShellHost;
  before(async () => (host = await PowerShellHost.start()));
  after(() => host?.stop());

  it("are read by PowerShell's parser as what they were, whatever the interface is called", async () => {
    const sets = fc.sample(fc.array(blockRule(), { minLength: 1, maxLength: 3 }), 150);
    const scripts = sets.map(toPowerShell);
    for (const script of scripts) assert.match(script, /^[\n -~]+$/);
    const { output, errors } = await host.run(readScripts, { parameters: { Scripts: scripts } });
    assert.deepEqual(errors, []);
    assert.equal(output.length, scripts.length);
    (output as { errors: string[]; calls: Record<string, string[]>[] }[]).forEach((found, i) => {
      assert.deepEqual(found.errors, [], scripts[i]);
      const calls = found.calls.map(({ InterfaceAlias, ...rest }) => ({
        ...rest,
        InterfaceAlias: InterfaceAlias.map(literalOf),
      }));
      assert.deepEqual(
        calls,
        sets[i].map((rule) => ({
          Name: [rule.name],
          DisplayName: [rule.displayName],
          Group: ['TeamsSplitTunnel'],
          Direction: ['Outbound'],
          Action: ['Block'],
          Enabled: ['True'],
          Profile: ['Any'],
          Protocol: ['UDP'],
          RemoteAddress: rule.remoteAddresses,
          RemotePort: rule.remotePorts.length > 0 ? rule.remotePorts : ['Any'],
          InterfaceAlias: [rule.interfaceAlias],
        })),
        scripts[i],
      );
    });
  });

  it('run the same in Windows PowerShell 5.1', async () => {
    const rules = fc.sample(blockRule(), 20);
    const script = toPowerShell(rules);
    const known = objections(script, await host.parse(script), ['Remove-NetFirewallRule', 'New-NetFirewallRule']);
    assert.deepEqual(
      known.filter((objection) => !/Out-Null/.test(objection)),
      [],
    );
  });

  /** Windows' cmdlets, of which the third call of New-NetFirewallRule fails where $Limit says so. */
  const standIn = `
    $script:rules = [ordered]@{ 'Theirs' = 'Other'; 'TeamsSplitTunnel-old' = 'TeamsSplitTunnel' }
    function New-NetFirewallRule { [CmdletBinding()] param([string]$Name, [string]$DisplayName, [string]$Group, [string]$Direction, [string]$Action, [string]$Enabled, [string]$Profile, [string]$Protocol, [string[]]$RemoteAddress, [string[]]$RemotePort, [WildcardPattern[]]$InterfaceAlias)
      if ($script:rules.Count -gt $Limit) { Write-Error 'The firewall refuses.' -ErrorId Refused; return }
      $script:rules[$Name] = $Group }
    function Remove-NetFirewallRule { [CmdletBinding()] param([string[]]$Group)
      $found = @($script:rules.Keys).Where({ $script:rules[$_] -in $Group })
      if (-not $found) { Write-Error 'No MSFT_NetFirewallRule objects found' }
      foreach ($key in $found) { $script:rules.Remove($key) } }
    function Out-Null { }
    `;

  it('install all or none, and replace what was there', async () => {
    const rules = fc.sample(blockRule(), 3);
    const run = async (limit: number) =>
      host.run(`param($Limit) ${standIn} try { ${toPowerShell(rules)} } catch { "caught: $_" }; $script:rules.Keys`, {
        parameters: { Limit: limit },
      });
    assert.deepEqual((await run(99)).output, ['Theirs', ...new Set(rules.map(({ name }) => name))]);
    const { output } = await run(2);
    assert.match(String(output[0]), /^caught: The firewall refuses/);
    assert.deepEqual(output.slice(1), ['Theirs']);
  });
});
