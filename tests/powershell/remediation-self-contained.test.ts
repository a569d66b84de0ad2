import assert from 'node:assert/strict';
import { good, incurable, leaking, on, run, textOf, unknown, withoutVpn } from './remediation.ts';
import { openShell } from './shell.ts';

describe('self-contained remediation scripts', function () {
  const shell = openShell(this);

  describe('detection', () => {
    for (const [what, snapshot, more, status, code] of [
      ['passes', good, {}, 'Pass', 0],
      ['asks for the remediation of what routes cure', leaking, {}, 'Fail', 1],
      ['does not ask where it only reports', leaking, { reportOnly: true }, 'Fail', 0],
      ['does not ask for what routes cannot cure', incurable, {}, 'Fail', 0],
      ['takes Unknown for no issue', unknown, {}, 'Unknown', 0],
      ['takes Unknown for an issue where told to', unknown, { unknownIsIssue: true }, 'Unknown', 1],
      ['says NotApplicable without a VPN', withoutVpn, {}, 'NotApplicable', 0],
      ['knows the interfaces that the settings name', unknown, { vpnInterface: ['o?D'] }, 'Fail', 1],
    ] as const) {
      it(what, async () => {
        const answer = await run(shell, textOf('Detect', more), on(snapshot));
        assert.deepEqual([answer.status, answer.code, answer.log], [status, code, []], answer.line);
      });
    }

    it('names what leaks and the endpoint list, and no interface', async () => {
      const { line } = await run(shell, textOf('Detect'), on(leaking));
      assert.match(
        line,
        /52\.112\.0\.0\/14, 52\.122\.0\.0\/15.*endpoint list Worldwide 2026110100.*routes can repair it/,
      );
      assert.doesNotMatch(line, /Ethernet|WireGuard|192\.168/);
    });

    it('does not throw where a cmdlet fails or is missing', async () => {
      const failing = `${on(good)}\nImport-Module (New-Module -Name NetTCPIP -ScriptBlock { function Get-NetIPInterface { throw 'C:\\Users\\jane' } }) -Force`;
      const broken = await run(shell, textOf('Detect'), failing);
      assert.deepEqual([broken.status, broken.code], ['Unknown', 0]);
      assert.doesNotMatch(broken.line, /jane/);
      const missing = await run(shell, textOf('Detect', { unknownIsIssue: true }), '');
      assert.deepEqual([missing.status, missing.code], ['Unknown', 1]);
      assert.match(missing.line, /CommandNotFoundException/);
    });
  });

  describe('remediation', () => {
    it('repairs, looks again, and exits 0', async () => {
      const { status, code, log, line } = await run(shell, textOf('Remediate'), on(leaking));
      assert.deepEqual([status, code], ['Pass', 0], line);
      assert.deepEqual(log, [
        'add 52.112.0.0/14 via 192.168.1.1 dev 10 metric 0 ActiveStore',
        'add 52.122.0.0/15 via 192.168.1.1 dev 10 metric 0 ActiveStore',
        'add 2603:1063::/38 via fe80::1 dev 10 metric 0 ActiveStore',
      ]);
    });

    it('takes all back where one is refused', async () => {
      const { status, code, log } = await run(
        shell,
        textOf('Remediate'),
        `${on(leaking)}\n$global:refuse = '52.122.0.0/15'`,
      );
      assert.deepEqual([status, code], ['Unknown', 1]);
      assert.deepEqual(
        log.filter((each) => each.startsWith('remove')),
        ['remove 52.112.0.0/14 via 192.168.1.1 dev 10 ActiveStore'],
      );
    });

    it('takes all back where Windows does not do what it was told', async () => {
      const blind = `${on(leaking)}\nImport-Module (New-Module -Name NetTCPIP -ScriptBlock { function New-NetRoute { [CmdletBinding()] param($DestinationPrefix, $InterfaceIndex, $NextHop, $RouteMetric, $PolicyStore) } ; function Remove-NetRoute { [CmdletBinding(SupportsShouldProcess)] param($DestinationPrefix, $InterfaceIndex, $NextHop, $PolicyStore) $global:log += "remove $DestinationPrefix" } ; function Get-NetIPInterface { [CmdletBinding()] param($PolicyStore) $global:facts.ipInterfaces }; function Get-NetIPAddress { [CmdletBinding()] param($PolicyStore) $global:facts.addresses }; function Get-NetRoute { [CmdletBinding()] param($PolicyStore) $global:facts.routes } }) -Force`;
      const { status, code, log } = await run(shell, textOf('Remediate'), blind);
      assert.deepEqual([status, code, log.length], ['Fail', 1, 3]);
    });

    for (const [what, snapshot, more, status, code] of [
      ['leaves a machine alone that is right', good, {}, 'Pass', 0],
      ['leaves one alone that routes cannot cure', incurable, {}, 'Fail', 1],
      ['changes nothing where it only reports', leaking, { reportOnly: true }, 'Fail', 1],
      ['changes nothing on an Unknown', unknown, {}, 'Unknown', 1],
      ['changes nothing without a VPN', withoutVpn, {}, 'NotApplicable', 1],
    ] as const) {
      it(what, async () => {
        const answer = await run(shell, textOf('Remediate', more), on(snapshot));
        assert.deepEqual([answer.status, answer.code, answer.log], [status, code, []], answer.line);
      });
    }
  });
});
