import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventOf, resultFileLimit } from '../../src/contract/event-log.ts';
import type { RemediationSettings } from '../../src/contract/remediation.ts';
import type { Snapshot } from '../../src/contract/snapshot.ts';
import { writeRemediation } from '../../src/plan/remediation/write.ts';
import { requireOrSkip } from '../bed/require.ts';
import { exclusions, localDefaults, machine, row, vpn, vpnDefaults, worldwide } from '../judge/machine.ts';
import { PowerShellHost } from './host.ts';
import type { RunOptions } from './host/protocol.ts';
import { quote } from './module.ts';
import { objections } from './objections.ts';
import { cmdletOutput, windowsCmdlets } from './windows-cmdlets.ts';

const settings: RemediationSettings = {
  kind: 'self-contained',
  cloud: 'Worldwide',
  vpnInterface: [],
  localInterface: [],
  reportOnly: false,
  unknownIsIssue: false,
  eventLog: false,
  logPath: null,
  modulePath: null,
};

const good = machine([...localDefaults, ...vpnDefaults, ...exclusions]);
const leaking = machine([...localDefaults, ...vpnDefaults]);
const incurable = machine(['0.0.0.0/0 via 192.168.1.1 metric 10', ...vpnDefaults]);
const unknown = machine([...localDefaults, '52.112.0.0/14 dev vpn'], {
  interfaces: [row(10), row(vpn, { name: 'odd', description: 'Odd' })],
});

type Role = 'Detect' | 'Remediate';

describe('remediation scripts', function () {
  requireOrSkip(this, ['dotnet']);
  this.timeout(180_000);

  let host: PowerShellHost;
  let folder: string;
  before(async () => {
    host = await PowerShellHost.start();
    folder = mkdtempSync(join(tmpdir(), 'remediation-'));
  });
  after(async () => {
    await host?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const textOf = (role: Role, more: Partial<RemediationSettings> = {}) =>
    writeRemediation({ ...settings, ...more }, worldwide).find((script) => script.role === role)!.text;

  /** Runs a script with `prelude` before it: its one line, its code, and what it asked to be changed. */
  async function run(script: string, prelude: string, options?: RunOptions) {
    const result = await host.run(
      `${prelude}\n${script.replace(/^exit .*$/m, '$global:log | ForEach-Object { "log $_" }\n$&')}`,
      options,
    );
    const said = result.output as string[];
    const log = said.filter((line) => line.startsWith('log ')).map((line) => line.slice(4));
    const lines = said.filter((line) => !line.startsWith('log '));
    assert.equal(lines.length, 1, JSON.stringify(result));
    assert.match(lines[0], /^(Pass|Fail|Warning|Unknown|NotApplicable): [\x20-\x7e]+\.$/);
    assert.ok(lines[0].length <= 2048);
    assert.deepEqual([result.errors, result.warnings, result.prompts, result.console], [[], [], [], '']);
    return { line: lines[0], status: lines[0].split(':')[0], code: result.exitCode, log };
  }

  const on = (snapshot: Snapshot) =>
    `$global:facts = ConvertFrom-Json ${quote(JSON.stringify(cmdletOutput(snapshot)))}\n${windowsCmdlets}`;

  for (const kind of ['self-contained', 'module'] as const) {
    for (const role of ['Detect', 'Remediate'] as const) {
      it(`run in Windows PowerShell 5.1: ${kind}, ${role}`, async () => {
        const text = textOf(role, {
          kind,
          vpnInterface: ["L'\u00e9t\u00e9 \u2019x\u2019 $(1) \n"],
          eventLog: true,
          logPath: 'C:\\a',
        });
        const facts = await host.parse(text);
        assert.deepEqual(objections(text, facts, ['Test-TeamsSplitTunnel', 'Repair-TeamsSplitTunnel']), []);
        assert.ok(text.length < 200_000 && text.endsWith('\n') && !text.startsWith('\ufeff'));
      });
    }
  }

  it('hold settings as they were given, whatever their characters', async () => {
    const odd = ["L'\u00e9t\u00e9 \u2019x\u2019 $(1) `n \n", '*\u{1f600}*'];
    const text = textOf('Detect', { vpnInterface: odd });
    const { output } = await host.run(`${text.split('# ---- Tables')[0]}\n$VpnInterface`);
    assert.deepEqual(output, odd);
  });

  it('refuse an index, which is another interface on the next machine', () => {
    assert.throws(() => textOf('Detect', { vpnInterface: ['12'] }), /an index differs on each/);
  });

  describe('self-contained detection', () => {
    for (const [what, snapshot, more, status, code] of [
      ['passes', good, {}, 'Pass', 0],
      ['asks for the remediation of what routes cure', leaking, {}, 'Fail', 1],
      ['does not ask where it only reports', leaking, { reportOnly: true }, 'Fail', 0],
      ['does not ask for what routes cannot cure', incurable, {}, 'Fail', 0],
      ['takes Unknown for no issue', unknown, {}, 'Unknown', 0],
      ['takes Unknown for an issue where told to', unknown, { unknownIsIssue: true }, 'Unknown', 1],
      ['says NotApplicable without a VPN', machine(localDefaults, { interfaces: [row(10)] }), {}, 'NotApplicable', 0],
      ['knows the interfaces that the settings name', unknown, { vpnInterface: ['o?D'] }, 'Fail', 1],
    ] as const) {
      it(what, async () => {
        const answer = await run(textOf('Detect', more), on(snapshot));
        assert.deepEqual([answer.status, answer.code, answer.log], [status, code, []], answer.line);
      });
    }

    it('names what leaks and the endpoint list, and no interface', async () => {
      const { line } = await run(textOf('Detect'), on(leaking));
      assert.match(
        line,
        /52\.112\.0\.0\/14, 52\.122\.0\.0\/15.*endpoint list Worldwide 2026110100.*routes can repair it/,
      );
      assert.doesNotMatch(line, /Ethernet|WireGuard|192\.168/);
    });

    it('does not throw where a cmdlet fails or is missing', async () => {
      const failing = `${on(good)}\nImport-Module (New-Module -Name NetTCPIP -ScriptBlock { function Get-NetIPInterface { throw 'C:\\Users\\jane' } }) -Force`;
      const broken = await run(textOf('Detect'), failing);
      assert.deepEqual([broken.status, broken.code], ['Unknown', 0]);
      assert.doesNotMatch(broken.line, /jane/);
      const missing = await run(textOf('Detect', { unknownIsIssue: true }), '');
      assert.deepEqual([missing.status, missing.code], ['Unknown', 1]);
      assert.match(missing.line, /CommandNotFoundException/);
    });
  });

  describe('self-contained remediation', () => {
    it('repairs, looks again, and exits 0', async () => {
      const { status, code, log, line } = await run(textOf('Remediate'), on(leaking));
      assert.deepEqual([status, code], ['Pass', 0], line);
      assert.deepEqual(log, [
        'add 52.112.0.0/14 via 192.168.1.1 dev 10 metric 0 ActiveStore',
        'add 52.122.0.0/15 via 192.168.1.1 dev 10 metric 0 ActiveStore',
        'add 2603:1063::/38 via fe80::1 dev 10 metric 0 ActiveStore',
      ]);
    });

    it('takes all back where one is refused', async () => {
      const { status, code, log } = await run(textOf('Remediate'), `${on(leaking)}\n$global:refuse = '52.122.0.0/15'`);
      assert.deepEqual([status, code], ['Unknown', 1]);
      assert.deepEqual(
        log.filter((each) => each.startsWith('remove')),
        ['remove 52.112.0.0/14 via 192.168.1.1 dev 10 ActiveStore'],
      );
    });

    it('takes all back where Windows does not do what it was told', async () => {
      const blind = `${on(leaking)}\nImport-Module (New-Module -Name NetTCPIP -ScriptBlock { function New-NetRoute { [CmdletBinding()] param($DestinationPrefix, $InterfaceIndex, $NextHop, $RouteMetric, $PolicyStore) } ; function Remove-NetRoute { [CmdletBinding(SupportsShouldProcess)] param($DestinationPrefix, $InterfaceIndex, $NextHop, $PolicyStore) $global:log += "remove $DestinationPrefix" } ; function Get-NetIPInterface { [CmdletBinding()] param() $global:facts.ipInterfaces }; function Get-NetIPAddress { [CmdletBinding()] param() $global:facts.addresses }; function Get-NetRoute { [CmdletBinding()] param($PolicyStore) $global:facts.routes } }) -Force`;
      const { status, code, log } = await run(textOf('Remediate'), blind);
      assert.deepEqual([status, code, log.length], ['Fail', 1, 3]);
    });

    for (const [what, snapshot, more, status, code] of [
      ['leaves a machine alone that is right', good, {}, 'Pass', 0],
      ['leaves one alone that routes cannot cure', incurable, {}, 'Fail', 1],
      ['changes nothing where it only reports', leaking, { reportOnly: true }, 'Fail', 1],
      ['changes nothing on an Unknown', unknown, {}, 'Unknown', 1],
      ['changes nothing without a VPN', machine(localDefaults, { interfaces: [row(10)] }), {}, 'NotApplicable', 1],
    ] as const) {
      it(what, async () => {
        const answer = await run(textOf('Remediate', more), on(snapshot));
        assert.deepEqual([answer.status, answer.code, answer.log], [status, code, []], answer.line);
      });
    }
  });

  for (const kind of ['self-contained', 'module'] as const) {
    describe(`hosts of the kind ${kind}`, () => {
      const in32Bit = (text: string) => text.replace('[System.Environment]::Is64BitProcess', '$false');

      it('Constrained Language Mode is Unknown', async () => {
        const options = { language: 'ConstrainedLanguage' } as const;
        const detected = await run(textOf('Detect', { kind, eventLog: true, logPath: '/a' }), '', options);
        assert.deepEqual([detected.status, detected.code], ['Unknown', 0]);
        assert.match(detected.line, /Constrained Language Mode/);
        assert.equal((await run(textOf('Detect', { kind, unknownIsIssue: true }), '', options)).code, 1);
        assert.equal((await run(textOf('Remediate', { kind }), '', options)).code, 1);
      });

      it('a 32-bit host without a 64-bit PowerShell is Unknown', async () => {
        const answer = await run(in32Bit(textOf('Detect', { kind })), on(leaking));
        assert.deepEqual([answer.status, answer.code], ['Unknown', 0]);
        assert.match(answer.line, /32-bit PowerShell; set "Run script in 64-bit PowerShell" to Yes/);
      });

      it('a 32-bit host has the 64-bit PowerShell answer', async () => {
        const program = join(folder, 'powershell.exe');
        writeFileSync(program, '#!/bin/sh\necho noise\necho "Fail: $*."\nexit 1\n', { mode: 0o755 });
        const text = in32Bit(textOf('Detect', { kind }))
          .replace(/\$program = .*/, `$program = ${quote(program)}`)
          .replaceAll('$PSCommandPath', "'C:\\Detect it.ps1'");
        const { line, code } = await run(text, '');
        assert.deepEqual(
          [line, code],
          ['Fail: -NoProfile -NonInteractive -ExecutionPolicy Bypass -File C:\\Detect it.ps1.', 1],
        );
      });
    });
  }

  describe('on the installed module', () => {
    const verdict = (status: string) =>
      `[pscustomobject]@{ status = '${status}'; checks = @([pscustomobject]@{ id = 'OptimizeRoutes'; status = '${status}' }); leaks = @(if ('${status}' -eq 'Fail') { [pscustomobject]@{ cidrs = @('52.112.0.0/14'); interfaceName = 'Jane' } }); endpoints = [pscustomobject]@{ cloud = 'China'; version = '1' } }`;

    function install(status: string, outcome: string, afterwards: string): string {
      const path = join(folder, `${status}-${outcome}-${afterwards}`, 'TeamsSplitTunnel');
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
      const result = await host.run(
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
      const missing = { kind: 'module', modulePath: join(folder, 'none') } as const;
      const detected = await run(textOf('Detect', missing), '');
      assert.deepEqual([detected.status, detected.code], ['Unknown', 0]);
      assert.match(detected.line, /module TeamsSplitTunnel is not installed/);
      assert.equal((await run(textOf('Remediate', missing), '')).code, 1);
    });
  });

  describe('results for machines', () => {
    it('are lines of a file that is put aside when it has grown', async () => {
      const logPath = join(folder, 'logs', 'results.ndjson');
      const text = textOf('Detect', { logPath });
      await run(text, on(good));
      await run(text, on(leaking));
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
      await run(text, on(good));
      assert.equal(readFileSync(logPath, 'utf8').split('\n').length, 2);
      assert.equal(readFileSync(`${logPath}.1`, 'utf8').length, resultFileLimit);
    });

    it('do not follow what leads elsewhere, and do not spoil the answer', async () => {
      const target = join(folder, 'target');
      writeFileSync(target, '');
      symlinkSync(target, join(folder, 'link'));
      assert.equal((await run(textOf('Detect', { logPath: join(folder, 'link') }), on(good))).status, 'Pass');
      assert.equal(readFileSync(target, 'utf8'), '');
      assert.equal((await run(textOf('Detect', { logPath: '/proc/none/x', eventLog: true }), on(good))).status, 'Pass');
    });
  });
});
