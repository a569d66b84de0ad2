import assert from 'node:assert/strict';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventOf, resultFileLimit } from '../../src/contract/event-log.ts';
import { quote } from './module.ts';
import { good, leaking, on, run, textOf } from './remediation.ts';
import { openShell } from './shell.ts';

describe('remediation scripts and the machine that runs them', function () {
  const shell = openShell(this);

  for (const kind of ['self-contained', 'module'] as const) {
    describe(`hosts of the kind ${kind}`, () => {
      const in32Bit = (text: string) => text.replace('[System.Environment]::Is64BitProcess', '$false');

      it('Constrained Language Mode is Unknown', async () => {
        const options = { language: 'ConstrainedLanguage' } as const;
        const detected = await run(shell, textOf('Detect', { kind, eventLog: true, logPath: '/a' }), '', options);
        assert.deepEqual([detected.status, detected.code], ['Unknown', 0]);
        assert.match(detected.line, /Constrained Language Mode/);
        assert.equal((await run(shell, textOf('Detect', { kind, unknownIsIssue: true }), '', options)).code, 1);
        assert.equal((await run(shell, textOf('Remediate', { kind }), '', options)).code, 1);
      });

      it('a 32-bit host without a 64-bit PowerShell is Unknown', async () => {
        const answer = await run(shell, in32Bit(textOf('Detect', { kind })), on(leaking));
        assert.deepEqual([answer.status, answer.code], ['Unknown', 0]);
        assert.match(answer.line, /32-bit PowerShell; set "Run script in 64-bit PowerShell" to Yes/);
      });

      it('a 32-bit host has the 64-bit PowerShell answer', async () => {
        const program = join(shell.folder, 'powershell.exe');
        writeFileSync(program, '#!/bin/sh\necho noise\necho "Fail: $*."\nexit 1\n', { mode: 0o755 });
        const text = in32Bit(textOf('Detect', { kind }))
          .replace(/\$program = .*/, `$program = ${quote(program)}`)
          .replaceAll('$PSCommandPath', "'C:\\Detect it.ps1'");
        const { line, code } = await run(shell, text, '');
        assert.deepEqual(
          [line, code],
          ['Fail: -NoProfile -NonInteractive -ExecutionPolicy Bypass -File C:\\Detect it.ps1.', 1],
        );
      });
    });
  }

  describe('results for machines', () => {
    it('are lines of a file that is put aside when it has grown', async () => {
      const logPath = join(shell.folder, 'logs', 'results.ndjson');
      const text = textOf('Detect', { logPath });
      await run(shell, text, on(good));
      await run(shell, text, on(leaking));
      const lines = readFileSync(logPath, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      assert.deepEqual(
        lines.map(({ status, eventId }) => [status, eventId]),
        [
          ['Pass', eventOf.Pass.id],
          ['Fail', eventOf.Fail.id],
        ],
      );
      assert.match(lines[0].at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      writeFileSync(logPath, 'x'.repeat(resultFileLimit));
      await run(shell, text, on(good));
      assert.equal(readFileSync(logPath, 'utf8').split('\n').length, 2);
      assert.equal(readFileSync(`${logPath}.1`, 'utf8').length, resultFileLimit);
    });

    it('do not follow what leads elsewhere, and do not spoil the answer', async () => {
      const target = join(shell.folder, 'target');
      writeFileSync(target, '');
      symlinkSync(target, join(shell.folder, 'link'));
      assert.equal(
        (await run(shell, textOf('Detect', { logPath: join(shell.folder, 'link') }), on(good))).status,
        'Pass',
      );
      assert.equal(readFileSync(target, 'utf8'), '');
      assert.equal(
        (await run(shell, textOf('Detect', { logPath: '/proc/none/x', eventLog: true }), on(good))).status,
        'Pass',
      );
    });
  });
});
