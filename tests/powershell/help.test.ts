import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { checkout } from '../bed/paths.ts';
import { built } from '../build/dist.ts';
import { quote } from './module.ts';
import { openShell } from './shell.ts';

const cmdlets = readdirSync(join(checkout, 'powershell/TeamsSplitTunnel/Public')).map((file) => basename(file, '.ps1'));
const common = new Set(
  'Verbose Debug ErrorAction WarningAction InformationAction ProgressAction ErrorVariable WarningVariable InformationVariable OutVariable OutBuffer PipelineVariable WhatIf Confirm'.split(
    ' ',
  ),
);

describe("the module's contract", function () {
  const shell = openShell(this);

  it('exports one function a file of Public, and nothing else', async () => {
    const exported = await shell.module.output(
      '$m = Get-Module TeamsSplitTunnel; foreach ($c in $m.ExportedCommands.Values) { "$($c.CommandType) $($c.Name)" }; $m.ExportedVariables.Count; $m.ExportedAliases.Count',
    );
    assert.deepEqual(exported.slice(0, -2).sort(), cmdlets.map((name) => `Function ${name}`).sort());
    assert.deepEqual(exported.slice(-2), [0, 0]);
  });

  it('has a manifest that is valid and names both editions', async () => {
    const path = quote(built('TeamsSplitTunnel/TeamsSplitTunnel.psd1'));
    const [editions, version] = await shell.host
      .run(`$m = Test-ModuleManifest ${path}; , $m.CompatiblePSEditions; [string]$m.PowerShellVersion`)
      .then(({ output }) => output);
    assert.deepEqual(editions, ['Desktop', 'Core']);
    assert.equal(version, '5.1');
  });

  it('is reloaded without a trace of errors', async () => {
    const { errors } = await shell.module.run(
      'Remove-Module TeamsSplitTunnel; Import-Module $args -ErrorAction Stop'.replace(
        '$args',
        quote(built('TeamsSplitTunnel')),
      ),
    );
    assert.deepEqual(errors, []);
  });

  for (const name of cmdlets) {
    describe(`${name} has help`, () => {
      const help = async (expression: string) =>
        (await shell.module.output(`$h = Get-Help ${name} -Full; ${expression}`))[0];

      it('with a synopsis, a description, inputs, outputs and links', async () => {
        assert.match(String(await help('$h.Synopsis')), /^[A-Z].*\.$/);
        assert.match(String(await help('$h.description.Text -join " "')), /^[A-Z][^]{60,}\.$/);
        assert.match(String(await help('$h.inputTypes.inputType.type.name')), /\w/);
        assert.match(String(await help('$h.returnValues.returnValue.type.name -join " "')), /TeamsSplitTunnel\.\w+/);
        assert.match(String(await help('$h.relatedLinks.navigationLink.linkText -join " "')), /about_TeamsSplitTunnel/);
      });

      it('with every parameter', async () => {
        const parameters = (await shell.module.output(`(Get-Command ${name}).Parameters.Keys`)) as string[];
        const described = await help(
          '$d = @{}; foreach ($p in $h.parameters.parameter) { $d[$p.name] = $p.description.Text -join " " }; $d',
        );
        for (const parameter of parameters.filter((each) => !common.has(each))) {
          assert.match((described as Record<string, string>)[parameter] ?? '', /^[A-Z].*\.$/s, parameter);
        }
      });

      it('with three examples or more, each a command that parses and a remark', async () => {
        const examples = (await shell.module.output(
          `foreach ($e in (Get-Help ${name} -Full).examples.example) { [pscustomobject]@{ code = $e.code; remark = ($e.remarks.Text -join ' ').Trim() } }`,
        )) as { code: string; remark: string }[];
        assert.ok(examples.length >= 3);
        for (const { code, remark } of examples) {
          const facts = await shell.host.parse(code);
          assert.deepEqual(facts.errors, [], code);
          assert.ok(
            facts.commands.some((command) => cmdlets.includes(command.name ?? '')),
            code,
          );
          assert.match(remark, /^[A-Z].*\.$/s, code);
        }
      });

      it('and says what it puts out', async () => {
        const types = await shell.module.output(`(Get-Command ${name}).OutputType.Name`);
        assert.ok(types.length > 0);
      });
    });
  }

  it('names every cmdlet in the about topic', async () => {
    const [text] = await shell.module.output('Get-Help about_TeamsSplitTunnel | Out-String');
    for (const name of cmdlets) assert.ok(String(text).includes(name), name);
  });

  it("names every id of the module's own errors in the about topic", async () => {
    const [text] = await shell.module.output('Get-Help about_TeamsSplitTunnel | Out-String');
    const source = readFileSync(built('TeamsSplitTunnel/TeamsSplitTunnel.psm1'), 'utf8');
    const ids = [...source.matchAll(/New-TeamsError '(\w+)'/g)].map(([, id]) => id);
    assert.ok(ids.length > 10);
    for (const id of ids) assert.match(String(text), new RegExp(`^\\s+${id} `, 'm'));
  });

  const completions = (line: string) =>
    shell.module.output(
      `([System.Management.Automation.CommandCompletion]::CompleteInput(${quote(line)}, ${line.length}, $null)).CompletionMatches.CompletionText | Sort-Object`,
    );

  it('completes interfaces and clouds', async () => {
    assert.deepEqual(await completions('Test-TeamsSplitTunnel -VpnInterface l'), ['lo']);
    assert.deepEqual(await completions('Get-TeamsRoute -LocalInterface "lo'), ['lo']);
    assert.deepEqual(await completions('Get-TeamsEndpoint -Cloud U'), ['USGovDoD', 'USGovGCCHigh']);
    assert.deepEqual(await completions('Test-TeamsSplitTunnel -Require Bou'), ['BoundPath']);
    assert.deepEqual(await completions('Register-TeamsSplitTunnelTask -VpnInterface l'), ['lo']);
  });

  it('completes the checks that there are', async () => {
    const checks = await shell.module.output('(Test-TeamsSplitTunnel).checks.id | Sort-Object');
    for (const cmdlet of ['Test-TeamsSplitTunnel', 'Watch-TeamsSplitTunnel'])
      assert.deepEqual(await completions(`${cmdlet} -Require `), checks);
  });

  it('completes them wherever they are asked for', async () => {
    const bare = await shell.module.output(
      `Get-Command -Module TeamsSplitTunnel | ForEach-Object { $cmdlet = $_
         foreach ($name in 'VpnInterface', 'LocalInterface', 'Require', 'InterfaceAlias') {
           $parameter = $cmdlet.Parameters[$name]
           $isCompleted = $parameter.Attributes | Where-Object { $_ -is [System.Management.Automation.ArgumentCompleterAttribute] }
           if ($parameter -and -not $isCompleted) { "$cmdlet -$name" }
         }
       }`,
    );
    assert.deepEqual(bare, []);
  });
});
