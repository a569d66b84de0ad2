import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { checkout } from '../bed/paths.ts';
import { exampleStandIns, writeExampleFiles } from './example-files.ts';
import { quote } from './module.ts';
import { openShell } from './shell.ts';

const cmdlets = readdirSync(join(checkout, 'powershell/TeamsSplitTunnel/Public')).map((file) => basename(file, '.ps1'));

/** They send packets to Microsoft: suites with a network of their own run these. */
const sends = /-Update|-Online|Test-TeamsMediaPath|Trace-TeamsPath(?! -Path)/;

/** What an example may say of this machine: that it has no VPN or no Task Scheduler, and of a capture that is not of now. */
const otherMachine = new Set(['RulesNotProposed', 'TaskRefused', 'SnapshotOtherTime']);

describe('the examples in the help', function () {
  const shell = openShell(this);
  before(async () => {
    writeExampleFiles(shell.folder);
    await shell.module.output(`New-TeamsSupportBundle ${shell.file('case.zip')} 3>$null`);
  });

  for (const cmdlet of cmdlets) {
    it(`of ${cmdlet} run as they stand`, async () => {
      const codes = (await shell.module.output(
        `(Get-Help ${cmdlet} -Full).examples.example | ForEach-Object { [string]$_.code }`,
      )) as string[];
      assert.ok(codes.length >= 3);
      for (const code of codes.filter((each) => !sends.test(each))) {
        const here = code.replaceAll('\\\\server\\snapshots', '.\\snapshots');
        const { errors } = await shell.module.run(
          `Set-Location -LiteralPath ${quote(shell.folder)}\n${exampleStandIns}\n${here}`,
          code.startsWith('Watch-') ? { stopAfter: 2000 } : {},
        );
        const real = errors.filter(({ id }) => !otherMachine.has(id.split(',')[0]));
        assert.deepEqual(
          real.map(({ id, message }) => `${id}: ${message}`),
          [],
          code,
        );
      }
    });
  }
});
