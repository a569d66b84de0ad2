import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Verdict } from '../../src/contract/verdict.ts';
import { machine } from '../judge/machine.ts';
import { openShell } from './shell.ts';

const lan = ['0.0.0.0/0 via 192.168.1.1 metric 25', '::/0 via 2001:db8::1 metric 25'];

describe('what the cmdlets take', function () {
  const shell = openShell(this);
  before(() => {
    save('clean.json', machine([...lan, '10.0.0.0/8 dev vpn']));
    save('leaking.json', machine([...lan, '52.112.64.0/20 dev vpn']));
  });

  const save = (name: string, value: unknown) => writeFileSync(join(shell.folder, name), JSON.stringify(value));
  const read = (name: string) => `(Get-Content -Raw -LiteralPath ${shell.file(name)} | ConvertFrom-Json)`;
  const verdicts = async (script: string) => (await shell.module.output(script)) as Verdict[];

  describe('is refused', () => {
    for (const [id, script] of [
      ['PathNotFound', () => `Test-TeamsSplitTunnel ${shell.file('*.nothing')}`],
      ['PathNotFound', () => `Test-TeamsSplitTunnel nowhere:\\a.json`],
      ['PathNotFound', () => `Test-TeamsSplitTunnel -EndpointPath nowhere:\\a.json`],
      ['PathNotFile', () => `Test-TeamsSplitTunnel Env:PATH`],
      ['FileUnreadable', () => `Test-TeamsSplitTunnel -LiteralPath ${shell.file('none.json')}`],
      ['EndpointsUnreadable', () => `Test-TeamsSplitTunnel -EndpointPath ${shell.file('none.json')}`],
      ['SnapshotSchema', () => `[pscustomobject]@{ schema = 'x' } | Test-TeamsSplitTunnel`],
      ['SnapshotSchema', () => `@{ schema = 'teams-split-tunnel/snapshot/2' } | Test-TeamsSplitTunnel`],
      ['SnapshotSchema', () => `12 | Test-TeamsSplitTunnel`],
      ['SnapshotInvalid', () => `@{ schema = 'teams-split-tunnel/snapshot/1' } | Test-TeamsSplitTunnel`],
      ['MixedInput', () => `${read('clean.json')}, (Get-Item ${shell.file('clean.json')}) | Test-TeamsSplitTunnel`],
      ['InputTooDeep', () => `$deep = @{}; $deep.self = $deep; , $deep | Test-TeamsSplitTunnel`],
      ['AddressInvalid', () => `Get-TeamsBestRoute 01.2.3.4`],
      ['AddressInvalid', () => `[pscustomobject]@{ Name = 'x' } | Get-TeamsBestRoute`],
      ['ParameterArgumentValidationError', () => `Test-TeamsSplitTunnel -Cloud Mars`],
      ['AmbiguousParameterSet', () => `Get-TeamsEndpoint -Update -EndpointPath x`],
    ] as const) {
      it(`${id}: ${/=>(.*)/s.exec(String(script))![1]!.trim()}`, async () => {
        assert.match((await shell.errorIds(script())).join(), new RegExp(`^${id},(Test|Get)-Teams\\w+$`));
      });
    }

    it('as a path where it is an object, with the way to give it', async () => {
      const { errors, output } = await shell.module.run(`Test-TeamsSplitTunnel ${read('clean.json')}`);
      assert.deepEqual([output, errors.map(({ id }) => id)], [[], ['PathNotFound,Test-TeamsSplitTunnel']]);
      assert.match(errors[0].message, /pipeline.*-InputObject/);
    });

    it('carry category and target, and let other inputs have their answers', async () => {
      const { errors, output } = await shell.module.run("'127.0.0.1', '1.2.3.4%eth0', '::1' | Get-TeamsBestRoute");
      assert.equal(output.length, 2);
      assert.equal(errors[0]!.category, 'InvalidData');
      assert.match(String(errors[0]!.target), /1\.2\.3\.4%eth0/);
    });
  });

  describe('is nothing', () => {
    it('judges no machine where a pipeline or a path holds nothing', async () => {
      for (const script of ['@() | Test-TeamsSplitTunnel', '@() | Get-TeamsRoute']) {
        assert.deepEqual(await shell.module.output(script), []);
      }
      const { output } = await shell.module.run(`Test-TeamsSplitTunnel ${shell.file('*.nothing')}`);
      assert.deepEqual(output, []);
    });
    it('nor where all that the pipeline holds is $null, which is an error', async () => {
      for (const cmdlet of [
        'Test-TeamsSplitTunnel',
        'Get-TeamsRoute',
        'Get-TeamsVpnBlockRule',
        'New-TeamsVpnBlockRule',
        'Repair-TeamsSplitTunnel',
      ]) {
        for (const script of [`$null | ${cmdlet}`, `${cmdlet} -InputObject $null`, `${cmdlet} -InputObject @($null)`]) {
          const { output, errors } = await shell.module.run(script);
          assert.deepEqual([output, errors.map(({ id }) => id)], [[], [`InputNull,${cmdlet}`]], script);
        }
      }
    });

    it('and a $null among others is an error, not a machine that is left out', async () => {
      const { output, errors } = await shell.module.run(`${read('clean.json')}, $null | Test-TeamsSplitTunnel`);
      assert.deepEqual(
        [output.map((verdict) => (verdict as Verdict).status), errors.map(({ id }) => id)],
        [['Pass'], ['InputNull,Test-TeamsSplitTunnel']],
      );
    });

    for (const script of [
      () => `${read('clean.json')}, $null | Test-TeamsSplitTunnel -Quiet`,
      () => `Test-TeamsSplitTunnel -InputObject ${read('clean.json')}, $null -Quiet`,
      () => '$null | Test-TeamsSplitTunnel -Quiet',
      () => `'', ${shell.file('good.ovpn')} | Test-TeamsVpnProfile -Typical -Assume ipv6=none -Quiet`,
      () => `$null, ${shell.file('good.ovpn')} | Test-TeamsVpnProfile -Typical -Assume ipv6=none -Quiet`,
      () => `$null | Test-TeamsCapture -Quiet`,
    ]) {
      it(`and -Quiet is one false: ${String(script).slice(6)}`, async () => {
        writeFileSync(
          join(shell.folder, 'good.ovpn'),
          'client\ndev tun\nroute-nopull\nredirect-gateway def1\nroute 52.112.0.0 255.252.0.0 net_gateway\nroute 52.122.0.0 255.254.0.0 net_gateway\n',
        );
        assert.deepEqual((await shell.module.run(script())).output, [false]);
      });
    }
  });

  describe('is a snapshot however it came', () => {
    it('with its time, whatever ConvertFrom-Json made of it', async () => {
      const expected = Date.parse(
        (await verdicts(`Test-TeamsSplitTunnel ${shell.file('leaking.json')}`))[0].collectedAt!,
      );
      for (const kind of ['Default', 'Local', 'Utc', 'String']) {
        const text = `Get-Content -Raw -LiteralPath ${shell.file('leaking.json')} | ConvertFrom-Json -DateKind ${kind}`;
        for (const way of [
          text,
          `${text} | Export-Clixml ${shell.file('s.xml')}; Import-Clixml ${shell.file('s.xml')}`,
        ]) {
          const [verdict] = await verdicts(`$snapshot = & { ${way} }; $snapshot | Test-TeamsSplitTunnel`);
          assert.equal(Date.parse(verdict.collectedAt!), expected, way);
        }
      }
    });

    it('through JSON or CLIXML as this machine is', async () => {
      const [direct] = await verdicts('$here = Get-TeamsNetworkSnapshot; $here | Test-TeamsSplitTunnel');
      for (const way of [
        'ConvertTo-Json -Depth 9 | ConvertFrom-Json',
        'ConvertTo-Json -Depth 9 | ConvertFrom-Json -AsHashtable',
        'Select-Object *',
      ]) {
        const [verdict] = await verdicts(`Get-TeamsNetworkSnapshot | ${way} | Test-TeamsSplitTunnel`);
        assert.deepEqual([verdict.status, verdict.segments], [direct.status, direct.segments], way);
      }
    });

    it('in a file of any encoding that PowerShell writes', async () => {
      for (const encoding of ['utf8NoBOM', 'utf8BOM', 'unicode', 'ascii']) {
        const path = shell.file(`${encoding}.json`);
        const [verdict] = await verdicts(
          `${read('leaking.json')} | ConvertTo-Json -Depth 9 | Set-Content -Encoding ${encoding} ${path}; Test-TeamsSplitTunnel ${path}`,
        );
        assert.equal(verdict.status, 'Fail', encoding);
      }
    });

    it('as the pipeline has left it', async () => {
      const mended = `${read('leaking.json')} | ForEach-Object { $_.routes = @($_.routes | Where-Object interfaceIndex -eq 10); $_ | Add-Member note mine; $_ }`;
      assert.deepEqual(
        (await verdicts(`${mended} | Test-TeamsSplitTunnel -VpnInterface vpn`)).map(({ status }) => status),
        ['Pass'],
      );
    });
  });

  it('leaves $? as PowerShell does: false after an error, true after a Fail', async () => {
    for (const [script, expected] of [
      [`Test-TeamsSplitTunnel ${shell.file('leaking.json')}`, true],
      [`Test-TeamsSplitTunnel -LiteralPath ${shell.file('none.json')}`, false],
    ] as const) {
      const { output } = await shell.module.run(`$null = ${script} 2>$null; $?`);
      assert.deepEqual(output, [expected], script);
    }
  });
});
