import assert from 'node:assert/strict';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning } from '../bed/daemon.ts';
import type { StreamRecord } from './host/protocol.ts';
import { typeNames } from './host/result.ts';
import { Module } from './module.ts';
import { openShell } from './shell.ts';

describe('the launcher', function () {
  const shell = openShell(this);

  before(async () => {
    const program = join(shell.folder, 'program');
    const standIn = join(import.meta.dirname, 'stand-in-program.ts');
    writeFileSync(
      program,
      `#!/bin/sh\necho start >> '${shell.folder}/starts'\nexec '${process.execPath}' '${standIn}' "$@"\n`,
    );
    chmodSync(program, 0o755);
    shell.module = new Module(shell.host, undefined, program);
  });
  beforeEach(() => writeFileSync(join(shell.folder, 'starts'), ''));

  const starts = () => readFileSync(join(shell.folder, 'starts'), 'utf8').split('\n').length - 1;
  const outputs = (count: unknown, inputs: number) => assert.deepEqual(count, { inputs });

  describe('gives each message to the stream that it stands for', () => {
    it('object, verbose, warning, progress', async () => {
      const result = await shell.module.run("'streams' | Get-TeamsBestRoute -Verbose");
      assert.deepEqual(result.output, [{ address: '192.0.2.1' }, { inputs: 1 }]);
      assert.equal(typeNames(result.output[0])[0], 'TeamsSplitTunnel.BestRoute');
      assert.deepEqual(result.verbose, [`Starting ${shell.folder}/program.`, 'a step']);
      assert.deepEqual(result.warnings, ['careful']);
      assert.deepEqual(
        result.progress.map(({ activity, status, percent, completed }) => [activity, status, percent, completed]),
        [
          ['Asking', 'one of two', 50, false],
          ['Asking', 'done', -1, true],
        ],
      );
    });

    it('error, with id, category and target', async () => {
      const { errors } = await shell.module.run("'streams' | Get-TeamsBestRoute");
      assert.deepEqual(
        errors.map(({ id, category, target, message, terminating }) => ({
          id,
          category,
          target,
          message,
          terminating,
        })),
        [
          {
            id: 'AddressInvalid,Get-TeamsBestRoute',
            category: 'InvalidArgument',
            target: '1.2',
            message: 'no',
            terminating: false,
          },
          {
            id: 'Odd,Get-TeamsBestRoute',
            category: 'NotSpecified',
            target: null,
            message: 'odd',
            terminating: false,
          },
        ],
      );
    });

    it('and ends at the first error where that was asked for', async () => {
      const { errors, output } = await shell.module.run("'streams' | Get-TeamsBestRoute -ErrorAction Stop; 'on'");
      assert.equal(errors.length, 1);
      assert.equal(errors[0]!.terminating, true);
      assert.deepEqual(output, [{ address: '192.0.2.1' }]);
    });
  });

  describe('starts one process', () => {
    it('for thousands of inputs', async () => {
      const output = await shell.module.output("1..5000 | ForEach-Object { 'many' } | Get-TeamsBestRoute");
      outputs(output[0], 5000);
      assert.equal(starts(), 1);
    });

    it('and none for an import, help, completion, or an empty pipeline', async () => {
      await shell.module.output(`
        Get-Help Get-TeamsBestRoute; Get-Command -Module TeamsSplitTunnel
        $null = [System.Management.Automation.CommandCompletion]::CompleteInput('Test-TeamsSplitTunnel -VpnInterface ', 36, $null)
        @() | Test-TeamsSplitTunnel; @() | Get-TeamsRoute`);
      assert.equal(starts(), 0);
    });
  });

  it('does not deadlock where both pipes are full', async () => {
    const output = await shell.module.output(
      "& { 'flood'; 1..2999 | ForEach-Object { 'x' * 1000 } } | Get-TeamsBestRoute",
    );
    assert.equal(output.length, 4001);
    assert.equal((output[3999] as { number: number }).number, 3999);
    outputs(output[4000], 3000);
  });

  it('hands objects on while inputs still come', async () => {
    const inputs =
      "1..1500 | ForEach-Object { 'echo' }; while (-not $seen.Count) { [System.Threading.Thread]::Sleep(50); 'echo' }";
    const output = await shell.module.output(`
      $seen = [System.Collections.Generic.List[object]]::new()
      & { ${inputs} } | Get-TeamsBestRoute | ForEach-Object { $seen.Add($_) }
      $seen.Count`);
    assert.ok(Number(output[0]) > 1500);
  });

  it('puts a long line together', async () => {
    const [long] = await shell.module.output("'long' | Get-TeamsBestRoute");
    assert.ok((long as { text: string }).text === '\u00e4'.repeat(1_000_000));
  });

  describe('takes nothing for an answer that is none', () => {
    const failure = async (act: string) => {
      const { errors } = await shell.module.run(`'${act}' | Get-TeamsBestRoute`);
      return errors.at(-1)!;
    };

    for (const act of ['halfALine', 'crash', 'silentFailure']) {
      it(`BinaryFailed: ${act}`, async () => {
        const { id, category } = await failure(act);
        assert.equal(id, 'BinaryFailed,Get-TeamsBestRoute');
        assert.equal(category, 'InvalidResult');
      });
    }

    it('repeats what the program said last', async () =>
      assert.match((await failure('crash')).message, /137.*the ground opened/s));

    it('BinaryFailed: garbage', async () => {
      const { id, message } = await failure('garbage');
      assert.equal(id, 'BinaryFailed,Get-TeamsBestRoute');
      assert.match(message, /Segmentation fault/);
    });

    for (const act of ['crash', 'halfALine', 'silentFailure', 'garbage', 'streams']) {
      it(`Test-TeamsSplitTunnel -Quiet is not true: ${act}`, async () => {
        const script = `$answer = $null; $answer = [pscustomobject]@{ schema = '${act}' } | Test-TeamsSplitTunnel -Quiet`;
        const { output } = await shell.module.run(`try { ${script} } catch { } ; $answer -eq $true`);
        assert.deepEqual(output, [false]);
      });
    }
  });

  it('ends quietly with a program that has refused the request while inputs still come', async () => {
    const { errors } = await shell.module.run("1..9000 | ForEach-Object { 'refuse' } | Get-TeamsBestRoute");
    assert.deepEqual(
      errors.map(({ id, terminating }) => [id, terminating]),
      [['BadUsage,Get-TeamsBestRoute', false]],
    );
  });

  describe('ends its program', () => {
    const pidOf = async (script: string) => {
      let pid: number | undefined;
      const ctrlC = new AbortController();
      const onRecord = ({ stream, value }: StreamRecord) => {
        if (stream !== 'output' || typeof value !== 'number') return;
        pid = value;
        setTimeout(() => ctrlC.abort(), 300);
      };
      await shell.module.run(script, { signal: ctrlC.signal, onRecord });
      return pid!;
    };
    const ended = async (pid: number) => {
      assert.ok(pid > 0);
      for (let tries = 0; tries < 40 && isRunning(pid); tries++) await sleep(50);
      assert.equal(isRunning(pid), false);
    };
    it('at Ctrl+C while it waits for an answer', async () =>
      ended(await pidOf("'stay' | Get-TeamsBestRoute | ForEach-Object pid")));

    const untilAnswered =
      "1..1001 | ForEach-Object { 'stay' }; while (-not $p) { [System.Threading.Thread]::Sleep(20); 'more' }";
    const keep = 'Get-TeamsBestRoute | ForEach-Object { if ($_.pid) { $p = $_.pid } }';

    it('at Ctrl+C while another command of the pipeline has the word', async () => {
      const slow = `${untilAnswered}; while ($true) { [System.Threading.Thread]::Sleep(20) }`;
      await ended(await pidOf(`& { ${slow} } | ${keep.replace('{ if', '{ $_.pid; if')}`));
    });

    for (const [what, script] of [
      ['Select-Object -First', "'stay' | Get-TeamsBestRoute | Select-Object -First 1 | ForEach-Object pid"],
      [
        'an error further down',
        "try { 'stay' | Get-TeamsBestRoute | ForEach-Object { $p = $_.pid; throw } } catch { $p }",
      ],
      ['an error further up', `try { & { ${untilAnswered}; throw } | ${keep} } catch { $p }`],
      ['a break further up', `foreach ($once in 1) { & { ${untilAnswered}; break } | ${keep} }; $p`],
    ] as const) {
      it(`after ${what}`, async () => {
        const { output } = await shell.module.run(script);
        await ended(Number(output.at(-1)));
      });
    }
  });
});
