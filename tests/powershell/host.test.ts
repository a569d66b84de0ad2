import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireOrSkip } from '../bed/require.ts';
import { PowerShellHost } from './host.ts';
import { typeNames } from './host/result.ts';

describe('the PowerShell test host', function () {
  requireOrSkip(this, ['dotnet']);
  this.timeout(180_000);

  let host: PowerShellHost;
  let folder: string;

  before(async () => {
    host = await PowerShellHost.start();
    folder = await mkdtemp(join(tmpdir(), 'powershell-host-'));
  });
  after(async () => {
    await host?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const file = async (name: string, text: string) => {
    const path = join(folder, name);
    await writeFile(path, text);
    return path;
  };

  describe('output', () => {
    it('is every object of the pipeline, in order', async () => {
      const { output, hadErrors } = await host.run('1..3 | ForEach-Object { $_ * 2 }; "four"; $null; $true; 1.5');
      assert.deepEqual(output, [2, 4, 6, 'four', null, true, 1.5]);
      assert.equal(hadErrors, false);
    });

    it('keeps custom objects, nested ones too, and their type names', async () => {
      const script =
        "[pscustomobject]@{ PSTypeName = 'My.Thing'; inner = [pscustomobject]@{ list = @(1, @{ key = 'v' }) } }";
      const { output } = await host.run(script);
      assert.deepEqual(output, [{ inner: { list: [1, { key: 'v' }] } }]);
      assert.equal(typeNames(output[0])[0], 'My.Thing');
    });

    it('shows the properties of the outermost .NET object and the text of those inside it', async () => {
      const { output } = await host.run("[System.IO.FileInfo]'/a/b.txt'; , @([ipaddress]'2001:db8::1')");
      const [info, addresses] = output as [{ Name: string; Directory: string }, string[]];
      assert.equal(info.Name, 'b.txt');
      assert.equal(info.Directory, '/a');
      assert.deepEqual(addresses, ['2001:db8::1']);
    });

    it('tells dates from text', async () => {
      const { output } = await host.run(
        "[datetime]::new(2026, 1, 2, 3, 4, 5, [DateTimeKind]::Utc); '2026-01-02T03:04:05Z'",
      );
      assert.deepEqual(output, [new Date('2026-01-02T03:04:05Z'), '2026-01-02T03:04:05Z']);
    });

    it('arrives while the script still runs', async () => {
      const ctrlC = new AbortController();
      const { output, stopped } = await host.run("'first'; while ($true) { }", {
        signal: ctrlC.signal,
        onRecord: ({ stream }) => stream === 'output' && ctrlC.abort(),
      });
      assert.deepEqual(output, ['first']);
      assert.equal(stopped, true);
    });
  });

  it('passes parameters without quoting them', async () => {
    const odd = `a'b"c $(1) \u00e4`;
    const { output } = await host.run('param($Text, $List) $Text; $List.Count', {
      parameters: { Text: odd, List: [1, 'two', true] },
    });
    assert.deepEqual(output, [odd, 3]);
  });

  it('keeps every stream apart', async () => {
    const result = await host.run(`
      Write-Warning careful; Write-Verbose detail -Verbose; Write-Debug bug -Debug; Write-Information fact -Tags t
      Write-Progress -Id 7 -Activity work -Status half -PercentComplete 50; Write-Host shown; 'out'`);
    assert.deepEqual(result.output, ['out']);
    assert.deepEqual(result.warnings, ['careful']);
    assert.deepEqual(result.verbose, ['detail']);
    assert.deepEqual(result.debug, ['bug']);
    assert.deepEqual(result.information[0], { message: 'fact', tags: ['t'] });
    assert.equal(result.progress[0]!.percent, 50);
    assert.equal(result.progress[0]!.activity, 'work');
    assert.equal(result.console, 'shown\n');
  });

  describe('errors', () => {
    it('carry id, category and target, and let the script go on', async () => {
      const { errors, output, hadErrors } = await host.run(
        "Write-Error 'no' -ErrorId My.Id -Category InvalidArgument -TargetObject 42 -RecommendedAction 'try'; 'on'",
      );
      assert.equal(errors.length, 1);
      const { id, category, target, message, recommendation, terminating } = errors[0]!;
      assert.deepEqual(
        { id, category, target, message, recommendation, terminating },
        {
          id: 'My.Id',
          category: 'InvalidArgument',
          target: 42,
          message: 'no',
          recommendation: 'try',
          terminating: false,
        },
      );
      assert.deepEqual(output, ['on']);
      assert.equal(hadErrors, true);
    });

    it('end the script where they are terminating', async () => {
      const { errors, output } = await host.run("'before'; throw 'broken'; 'after'");
      assert.deepEqual(output, ['before']);
      assert.equal(errors.length, 1);
      assert.equal(errors[0]!.message, 'broken');
      assert.equal(errors[0]!.terminating, true);
    });

    it('of the parser are errors of the script', async () => {
      const { errors } = await host.run('if (');
      assert.equal(errors[0]!.category, 'ParserError');
    });

    it("leave exit's number", async () => {
      const { exitCode, output } = await host.run("'a'; exit 3; 'b'");
      assert.equal(exitCode, 3);
      assert.deepEqual(output, ['a']);
    });
  });

  describe('Ctrl+C', () => {
    for (const stopAfter of [0, 5, 200]) {
      it(`ends a script after ${stopAfter} ms, and the next one runs`, async () => {
        assert.equal((await host.run('while ($true) { }', { stopAfter })).stopped, true);
        assert.deepEqual((await host.run('1')).output, [1]);
      });
    }

    it('runs finally blocks', async () => {
      const { warnings, stopped } = await host.run('try { while ($true) { } } finally { Write-Warning tidy }', {
        stopAfter: 200,
      });
      assert.deepEqual({ warnings, stopped }, { warnings: ['tidy'], stopped: true });
    });
  });

  describe('questions', () => {
    const script = `
      function Remove-It {
        [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param()
        if ($PSCmdlet.ShouldProcess('the route', 'Remove')) { 'removed' } else { 'kept' }
      }
      Remove-It`;

    it('are answered from the list and recorded', async () => {
      const { output, prompts } = await host.run(`${script}; Remove-It`, { answers: ['Yes', 'No'] });
      assert.deepEqual(output, ['removed', 'kept']);
      assert.match(prompts[0]!.message, /"Remove" on target "the route"/);
      assert.equal(prompts.length, 2);
    });

    it('without an answer are errors', async () => {
      const { output, errors, prompts } = await host.run(script);
      assert.deepEqual(output, []);
      assert.match(errors[0]!.message, /nobody is there to answer/);
      assert.equal(prompts[0]!.answer, null);
    });

    it('are not asked with -WhatIf, which says what it would do', async () => {
      const { output, prompts, console } = await host.run(`${script} -WhatIf`);
      assert.deepEqual(output, ['kept']);
      assert.deepEqual(prompts, []);
      assert.match(console, /What if: .*"Remove" on target "the route"/);
    });
  });

  it('runs in the constrained language', async () => {
    const { errors, output } = await host.run(
      '$ExecutionContext.SessionState.LanguageMode; [System.IO.FileInfo]::new("a")',
      {
        language: 'ConstrainedLanguage',
      },
    );
    assert.deepEqual(output, ['ConstrainedLanguage']);
    assert.match(errors[0]!.id, /ConstrainedLanguage/);
  });

  it('runs in a culture', async () => {
    const { output } = await host.run('$PSCulture; $PSUICulture; (1.5).ToString()', { culture: 'de-DE' });
    assert.deepEqual(output, ['de-DE', 'de-DE', '1,5']);
  });

  it('reads JSON with the real ConvertFrom-Json, with dates as 7 or as 5.1 has them', async () => {
    const script = `'{"d":"2026-01-02T03:04:05Z","big":9007199254740991,"list":[1]}' | ConvertFrom-Json`;
    const seven = await host.run(script);
    const five = await host.run(script, { datesAsText: true });
    assert.deepEqual(seven.output, [{ d: new Date('2026-01-02T03:04:05Z'), big: 9007199254740991, list: [1] }]);
    assert.deepEqual(five.output, [{ d: '2026-01-02T03:04:05Z', big: 9007199254740991, list: [1] }]);
  });

  it('gives programs an empty input and takes no output of theirs for its own', async () => {
    const { output } = await host.run(
      `'a'; /bin/cat; [Diagnostics.Process]::Start('/bin/echo', [string[]]@('{"id":0} loose')).WaitForExit(); 'b'`,
    );
    assert.deepEqual(output, ['a', 'b']);
    assert.match(host.noise, /loose/);
  });

  it('shows help from comments and about_ topics', async () => {
    await mkdir(join(folder, 'Helped', 'en-US'), { recursive: true });
    await file(
      'Helped/Helped.psm1',
      'function Get-It { <#\n.SYNOPSIS\nGets it.\n.EXAMPLE\nGet-It -Name a\n#>\nparam($Name) }',
    );
    await file(
      'Helped/en-US/about_Helped.help.txt',
      'TOPIC\n    about_Helped\n\nSHORT DESCRIPTION\n    How it helps.\n',
    );
    const { output } = await host.run(
      `param($Path) Import-Module $Path
       (Get-Help Get-It).Synopsis; Get-Help Get-It -Examples | Out-String; Get-Help about_Helped | Out-String`,
      { parameters: { Path: join(folder, 'Helped') } },
    );
    assert.equal(output[0], 'Gets it.');
    assert.match(String(output[1]), /Get-It -Name a/);
    assert.match(String(output[2]), /How it helps/);
  });

  describe('views', () => {
    const views = (name: string) => `<Configuration><ViewDefinitions><View><Name>v</Name>
      <ViewSelectedBy><TypeName>My.Thing</TypeName></ViewSelectedBy>
      <TableControl><TableHeaders><TableColumnHeader><Label>Ring</Label></TableColumnHeader></TableHeaders>
      <TableRowEntries><TableRowEntry><TableColumnItems><TableColumnItem><${name}>a</${name}></TableColumnItem></TableColumnItems>
      </TableRowEntry></TableRowEntries></TableControl></View></ViewDefinitions></Configuration>`;

    it('are loaded from a file and used', async () => {
      const path = await file('good.ps1xml', views('PropertyName'));
      assert.deepEqual(await host.formatErrors(path), []);
      const { console } = await host.run(
        "param($Path) Update-FormatData -AppendPath $Path; [pscustomobject]@{ PSTypeName = 'My.Thing'; a = 'gold' } | Out-Host",
        { parameters: { Path: path } },
      );
      assert.match(console, /Ring\s+----\s+gold/);
    });

    it('that are wrong are said to be', async () => {
      const errors = await host.formatErrors(await file('bad.ps1xml', views('NoSuchElement')));
      assert.match(errors.join('\n'), /NoSuchElement/);
    });
  });

  it('rejects what it does not know, and the next request is answered', async () => {
    await assert.rejects(host.run('1', { culture: 'not a culture' }), /culture/i);
    assert.deepEqual((await host.run('1')).output, [1]);
  });

  it('rejects what was asked when its process has ended', async () => {
    const other = await PowerShellHost.start();
    await assert.rejects(other.run('[Environment]::Exit(5)'), /has ended/);
    await other.stop();
  });
});
