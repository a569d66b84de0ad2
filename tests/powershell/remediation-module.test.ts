import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RemediationSettings } from '../../src/contract/remediation.ts';
import { run, textOf, type Role } from './remediation.ts';
import { openShell } from './shell.ts';

describe('remediation scripts that call the installed module', function () {
  const shell = openShell(this);

  const verdict = (status: string) =>
    `[pscustomobject]@{ status = '${status}'; checks = @([pscustomobject]@{ id = 'OptimizeRoutes'; status = '${status}' }); leaks = @(if ('${status}' -eq 'Fail') { [pscustomobject]@{ cidrs = @('52.112.0.0/14'); interfaceName = 'Jane' } }); endpoints = [pscustomobject]@{ cloud = 'China'; version = '1' } }`;

  function install(status: string, outcome: string, afterwards: string): string {
    const path = join(shell.folder, `${status}-${outcome}-${afterwards}`, 'TeamsSplitTunnel');
    mkdirSync(path, { recursive: true });
    writeFileSync(
      join(path, 'TeamsSplitTunnel.psm1'),
      `function Test-TeamsSplitTunnel { [CmdletBinding()] param($Cloud, $VpnInterface, $LocalInterface) $global:log += "test $Cloud $VpnInterface"; if ($script:repaired) { ${verdict(afterwards)} } else { ${verdict(status)} } }
function Repair-TeamsSplitTunnel { [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param($Cloud, $VpnInterface, $LocalInterface) if ($PSCmdlet.ShouldProcess('x')) { $global:log += 'repair'; $script:repaired = $true; 'a result' } else { [pscustomobject]@{ outcome = '${outcome}'; after = '${outcome === 'Repairs' ? 'Pass' : 'Fail'}' } } }`,
    );
    return path;
  }

  async function ask(role: Role, [status, outcome, afterwards]: string[], more: Partial<RemediationSettings> = {}) {
    const modulePath = install(status, outcome, afterwards);
    const text = textOf(role, { kind: 'module', cloud: 'China', vpnInterface: ['Contoso*'], modulePath, ...more });
    const prelude = '$global:log = @()\nfunction Out-Nothing { }';
    const result = await shell.host.run(
      `${prelude}\n${text.replace(/^exit .*$/m, '$global:log | ForEach-Object { "log $_" }\n$&')}`,
    );
    assert.deepEqual([result.errors, result.prompts], [[], []]);
    const said = result.output as string[];
    return {
      line: said.find((line) => !line.startsWith('log '))!,
      code: result.exitCode,
      log: said.filter((line) => line.startsWith('log ')),
    };
  }

  for (const [what, role, modules, more, line, code] of [
    ['passes', 'Detect', ['Pass', 'NothingToDo', 'Pass'], {}, /^Pass: /, 0],
    [
      'asks where the plan repairs',
      'Detect',
      ['Fail', 'Repairs', 'Pass'],
      {},
      /^Fail: .*52\.112\.0\.0\/14.*can repair it\.$/,
      1,
    ],
    [
      'does not ask where it does not',
      'Detect',
      ['Fail', 'Insufficient', 'Fail'],
      {},
      /^Fail: .*cannot repair it\.$/,
      0,
    ],
    ['does not ask where it only reports', 'Detect', ['Fail', 'Repairs', 'Pass'], { reportOnly: true }, /^Fail: /, 0],
    ['takes Unknown for no issue', 'Detect', ['Unknown', 'Insufficient', 'Unknown'], {}, /^Unknown: /, 0],
    [
      'takes Unknown for one',
      'Detect',
      ['Unknown', 'Insufficient', 'Unknown'],
      { unknownIsIssue: true },
      /^Unknown: /,
      1,
    ],
    ['repairs', 'Remediate', ['Fail', 'Repairs', 'Pass'], {}, /^Pass: /, 0],
    ['says where that did not help', 'Remediate', ['Fail', 'Repairs', 'Warning'], {}, /^Warning: /, 1],
    ['leaves Unknown alone', 'Remediate', ['Unknown', 'Repairs', 'Pass'], {}, /^Unknown: .*nothing was changed/, 1],
  ] as const) {
    it(`${role} ${what}`, async () => {
      const answer = await ask(role, [...modules], more);
      assert.match(answer.line, line);
      assert.doesNotMatch(answer.line, /Jane/);
      assert.equal(answer.code, code);
      assert.equal(answer.log[0], 'log test China Contoso*');
      const repairs = role === 'Remediate' && modules[0] === 'Fail';
      assert.equal(answer.log.includes('log repair'), repairs);
    });
  }

  it('a missing module is Unknown', async () => {
    const missing = { kind: 'module', modulePath: join(shell.folder, 'none') } as const;
    const detected = await run(shell, textOf('Detect', missing), '');
    assert.deepEqual([detected.status, detected.code], ['Unknown', 0]);
    assert.match(detected.line, /module TeamsSplitTunnel is not installed/);
    assert.equal((await run(shell, textOf('Remediate', missing), '')).code, 1);
  });
});
