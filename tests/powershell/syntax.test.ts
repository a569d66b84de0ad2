import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '../bed/paths.ts';
import { objections } from './objections.ts';
import { openShell } from './shell.ts';

describe('PowerShell scripts', function () {
  const shell = openShell(this);

  const judge = async (script: string, own: string[] = []) => objections(script, await shell.host.parse(script), own);

  describe('what Windows PowerShell 5.1 has', () => {
    for (const script of [
      `function Get-It { [CmdletBinding()] [OutputType([string])] param([Parameter(Mandatory)] [ValidateRange(1, 2)] $A) $A }; Get-It -A 1`,
      `1, 2 | Where-Object { $_ -gt 1 } | ForEach-Object -Process { $_ } -ErrorAction Stop`,
      `'{}' | ConvertFrom-Json; ConvertFrom-Json -InputObject '{}'`,
      `$p = [System.Diagnostics.Process]::new(); $p.Kill(); $p.StandardInput.BaseStream.Write($b, 0, 1)`,
      `[System.IO.File]::Move('a', 'b'); [string]::Join(',', 1, 2); [System.Collections.Generic.List[object]]::new().Add(1); [byte[]]::new(9)`,
      `[ordered]@{ a = 0x10; b = 1kb; c = 10l; d = 1.5d }; [pscustomobject]@{}; 1..3; "\`t \`$x"; '\`e'`,
      `Import-Module x -PassThru; Get-Module -ListAvailable; $PSCmdlet.ThrowTerminatingError($e); & $program`,
      `class Thing { [int] Twice([int] $n) { return 2 * $n } }; [Thing]::new().Twice(2)`,
    ]) {
      it(`passes: ${script}`, async () => assert.deepEqual(await judge(script), []));
    }
  });

  describe('what it does not have', () => {
    for (const [script, complaint] of [
      ['$a ? 1 : 2', /ternary/],
      ['$a ?? 1', /null coalescing/],
      ['$a ??= 1', /null coalescing assignment/],
      ['${a}?.b', /null conditional member/],
      ['${a}?[0]', /null conditional index/],
      ['Get-Module && Get-Job', /pipeline chain/],
      ['Get-Module &', /background/],
      ['function f { process { } clean { } }', /clean block/],
      ["'a'..'c'", /range of characters/],
      ['0b11', /number/],
      ['1u', /number/],
      ['"`e[0m"', /escape/],
      ['"`u{20}$a"', /escape/],
      ["param([ValidateRange('Positive')] $a)", /range by its kind/],
      ['param([ValidateNotNullOrWhiteSpace()] $a)', /attribute/],
      ["[semver]'1.0'", /type/],
      ['[System.Net.Http.HttpClient]::new()', /type/],
      ["[System.IO.File]::Move('a', 'b', $true)", /method/],
      ["[System.IO.Path]::GetRelativePath('a', 'b')", /method/],
      ['$process.Kill($true)', /method/],
      ["$start.ArgumentList.Add('a')", /member/],
      ['1 | ForEach-Object -Parallel { 1 }', /-Parallel/],
      ['ConvertFrom-Json -AsHashtable', /ConvertFrom-Json -AsHashtable/],
      ['if ($IsWindows) { 1 }', /\$IsWindows/],
      ["Get-Content 'a'", /Get-Content is not on the list/],
      ['1 | % { 1 }', /% is not on the list/],
      ["'\u00e4'", /ASCII/],
      ['\ufeff1', /ASCII/],
      ['if (', /Missing condition/],
    ] as const) {
      it(`objects to: ${script}`, async () => assert.match((await judge(script)).join('\n'), complaint));
    }
  });

  describe('of the project', () => {
    const scripts = globSync(['powershell/**/*.{ps1,psm1,psd1}', 'examples/**/*.ps1'], { cwd: checkout }).sort();
    const text = (path: string) => readFileSync(join(checkout, path), 'utf8');
    let own: string[];

    before(async () => {
      const facts = await Promise.all(scripts.map((path) => shell.host.parse(text(path))));
      own = facts.flatMap(({ functions }) => functions);
    });

    it('are found', () =>
      assert.ok(
        scripts.some((path) => path.endsWith('.psd1')),
        'there is no module in powershell/',
      ));

    it('and all that lies beside them is ASCII, which every code page reads alike', () => {
      for (const path of globSync('powershell/**/*.{ps1xml,txt}', { cwd: checkout }))
        assert.match(text(path), /^[\n\x20-\x7e]*$/, path);
    });

    for (const path of scripts) {
      it(`run in 5.1 and in 7: ${path}`, async () => assert.deepEqual(await judge(text(path), own), []));
    }
  });
});
