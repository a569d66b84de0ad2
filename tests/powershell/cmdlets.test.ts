import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Snapshot } from '../../src/contract/snapshot.ts';
import type { Verdict } from '../../src/contract/verdict.ts';
import { built } from '../build/dist.ts';
import { machine } from '../judge/machine.ts';
import { typeNames } from './host/result.ts';
import { quote } from './module.ts';
import { openShell } from './shell.ts';

const lan = ['0.0.0.0/0 via 192.168.1.1 metric 25', '::/0 via 2001:db8::1 metric 25'];
const clean = machine([...lan, '10.0.0.0/8 dev vpn']);
const leaking = machine([...lan, '52.112.64.0/20 dev vpn'], { computer: 'Caf\u00e9-\u{1F600}' });

describe('the cmdlets', function () {
  const shell = openShell(this);

  before(async () => {
    save('clean.json', clean);
    save('leaking.json', leaking);
    save('od[d] name.json', leaking);
  });

  const save = (name: string, snapshot: Snapshot) => writeFileSync(join(shell.folder, name), JSON.stringify(snapshot));
  const read = (name: string) => `(Get-Content -Raw -LiteralPath ${shell.file(name)} | ConvertFrom-Json)`;
  const binary = (...args: string[]): unknown => JSON.parse(outputOf(built('linux-x64/teams-split-tunnel'), args));
  /** A time that was a DateTime on the way comes back with its fraction of a second. */
  const withTime = (verdict: Verdict) => ({ ...verdict, collectedAt: Date.parse(verdict.collectedAt!) });

  describe('Test-TeamsSplitTunnel', () => {
    const statuses = async (script: string) =>
      (await shell.module.output(script)).map((verdict) => (verdict as Verdict).status);

    it('finds the leak of a recorded machine, exactly', async () => {
      const [verdict] = (await shell.module.output(`Test-TeamsSplitTunnel ${shell.file('leaking.json')}`)) as Verdict[];
      assert.equal(verdict!.status, 'Fail');
      assert.deepEqual(verdict!.leaks, [
        { cidrs: ['52.112.64.0/20'], family: 4, interfaceName: 'vpn', routes: ['52.112.64.0/20'] },
      ]);
      assert.equal(verdict!.computer, 'Caf\u00e9-\u{1F600}');
      assert.equal(typeNames(verdict)[0], 'TeamsSplitTunnel.Verdict');
      assert.equal(typeNames(verdict!.leaks[0])[0], 'TeamsSplitTunnel.Leak');
      assert.equal(typeNames(verdict!.checks[0])[0], 'TeamsSplitTunnel.Check');
      assert.equal(typeNames(verdict!.segments[0])[0], 'TeamsSplitTunnel.Segment');
    });

    for (const [way, pipeline] of Object.entries({
      'an object': () => read('leaking.json'),
      'an object that went through a file or a remote session': () =>
        `[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize(${read('leaking.json')}, 8))`,
      'a file of Get-ChildItem': () => `Get-Item -LiteralPath ${shell.file('leaking.json')}`,
      'a path': () => shell.file('leaking.json'),
    })) {
      it(`judges ${way} as the program judges the file`, async () => {
        const [verdict] = (await shell.module.output(`${pipeline()} | Test-TeamsSplitTunnel`)) as Verdict[];
        const expected = binary('test', '--snapshot', join(shell.folder, 'leaking.json')) as Verdict;
        assert.deepEqual(withTime(verdict!), withTime(expected));
      });
    }

    it('judges many, in order', async () => {
      const many = `${read('clean.json')}, ${read('leaking.json')}, ${read('clean.json')}`;
      assert.deepEqual(await statuses(`${many} | Test-TeamsSplitTunnel`), ['Pass', 'Fail', 'Pass']);
      assert.deepEqual(await statuses(`Test-TeamsSplitTunnel -InputObject (${many})`), ['Pass', 'Fail', 'Pass']);
    });

    it('takes wildcards, and names as they are, from the location of PowerShell', async () => {
      const there = `Set-Location -LiteralPath ${quote(shell.folder)}; `;
      assert.deepEqual(await statuses(`${there} Test-TeamsSplitTunnel -Path .\\*ea*.json`), ['Pass', 'Fail']);
      assert.deepEqual(await statuses(`${there} Test-TeamsSplitTunnel -LiteralPath 'od[d] name.json'`), ['Fail']);
      assert.deepEqual(await statuses(`${there} Get-ChildItem od* | Test-TeamsSplitTunnel`), ['Fail']);
    });

    it('believes the administrator', async () => {
      const local = `Test-TeamsSplitTunnel ${shell.file('leaking.json')} -LocalInterface`;
      assert.deepEqual(await statuses(`${local} 'V*', Ethernet`), ['NotApplicable']);
      const { warnings } = await shell.module.run(`${local} nowhere, Ethernet`);
      assert.match(warnings.join(), /nowhere/);
      assert.deepEqual(await shell.errorIds(`${local} nowhere, Ethernet -StrictInterface`), [
        'InterfaceNotFound,Test-TeamsSplitTunnel',
      ]);
      assert.deepEqual(await shell.errorIds(`${local} 99, Ethernet`), ['InterfaceNotFound,Test-TeamsSplitTunnel']);
    });

    it('counts a check that is required', async () => {
      const script = `Test-TeamsSplitTunnel ${shell.file('clean.json')} -Require`;
      assert.deepEqual(await statuses(`${script} BoundPath`), ['Pass']);
      assert.deepEqual(await shell.errorIds(`${script} Nonsense`), ['CheckUnknown,Test-TeamsSplitTunnel']);
    });

    it('says its steps with -Verbose only', async () => {
      const { verbose } = await shell.module.run('$null = Test-TeamsSplitTunnel -Verbose');
      assert.match(verbose.join('\n'), /Worldwide[^]*routes/);
      assert.deepEqual((await shell.module.run('$null = Test-TeamsSplitTunnel')).verbose, []);
    });

    describe('-Quiet', () => {
      for (const [expected, script] of [
        [true, () => `Test-TeamsSplitTunnel ${shell.file('clean.json')} -Quiet`],
        [false, () => `Test-TeamsSplitTunnel ${shell.file('leaking.json')} -Quiet`],
        [false, () => `${read('clean.json')}, ${read('leaking.json')} | Test-TeamsSplitTunnel -Quiet`],
        [false, () => `${read('leaking.json')}, ${read('clean.json')} | Test-TeamsSplitTunnel -Quiet`],
        [false, () => '@() | Test-TeamsSplitTunnel -Quiet'],
        [false, () => `Test-TeamsSplitTunnel ${shell.file('*.nothing')}, ${shell.file('clean.json')} -Quiet`],
        [false, () => `${read('clean.json')}, [pscustomobject]@{ schema = 'x' } | Test-TeamsSplitTunnel -Quiet`],
        [false, () => `Test-TeamsSplitTunnel ${shell.file('clean.json')} -Require Nonsense -Quiet`],
        [false, () => `Test-TeamsSplitTunnel -LiteralPath ${shell.file('none.json')} -Quiet`],
      ] as const) {
        it(`one ${expected}: ${/[^|]*$/.exec(String(script))![0]}`, async () => {
          assert.deepEqual((await shell.module.run(script())).output, [expected]);
        });
      }
    });
  });

  describe('Get-TeamsNetworkSnapshot', () => {
    it('gives what Test-TeamsSplitTunnel judges as it judges the machine', async () => {
      const [fromSnapshot, live] = (await shell.module.output(
        'Get-TeamsNetworkSnapshot | Test-TeamsSplitTunnel; Test-TeamsSplitTunnel',
      )) as Verdict[];
      assert.deepEqual(fromSnapshot!.segments, live!.segments);
      assert.equal(fromSnapshot!.status, live!.status);
    });

    it('has its time as text, whether or not the engine makes DateTime of such text', async () => {
      for (const datesAsText of [false, true]) {
        const [snapshot] = await shell.module.output('Get-TeamsNetworkSnapshot', { datesAsText });
        assert.match(String((snapshot as Snapshot).collectedAt), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      }
    });

    it('has its time as text where ConvertFrom-Json cannot be told to leave it alone, before 7.5', async () => {
      const before = '$fromJson = Get-Command ConvertFrom-Json; $fromJsonOptions = @{}';
      const [verdict] = await shell.module.output(
        `. (Get-Module TeamsSplitTunnel) { ${before} }; Test-TeamsSplitTunnel ${shell.file('leaking.json')}`,
      );
      const expected = binary('test', '--snapshot', join(shell.folder, 'leaking.json')) as Verdict;
      assert.deepEqual(withTime(verdict as Verdict), withTime(expected));
      assert.equal(typeof (verdict as Verdict).collectedAt, 'string');
    });

    it('survives a remote session, all its levels', async () => {
      const through = '[System.Management.Automation.PSSerializer]';
      const output = (await shell.module.output(`
        $there = ${through}::Deserialize(${through}::Serialize((Get-TeamsNetworkSnapshot)))
        $there.PSObject.TypeNames[0]; $there | Test-TeamsSplitTunnel
        $verdict = ${through}::Deserialize(${through}::Serialize((Test-TeamsSplitTunnel))); $verdict.checks[0].id`)) as [
        string,
        Verdict,
        string,
      ];
      assert.equal(output[0], 'Deserialized.TeamsSplitTunnel.Snapshot');
      assert.ok(output[1].segments.length > 0);
      assert.equal(output[2], 'OptimizeRoutes');
    });

    it('is written by ConvertTo-Json as a file that -Path reads', async () => {
      const path = shell.file('own.json');
      const [verdict] = await shell.module.output(
        `Get-TeamsNetworkSnapshot | ConvertTo-Json -Depth 9 | Set-Content ${path}; Test-TeamsSplitTunnel ${path}`,
      );
      assert.ok((verdict as Verdict).segments.length > 0);
    });
  });

  describe('Get-TeamsRoute', () => {
    it('lists the routes of a recorded machine, with every interface recognised', async () => {
      const routes = (await shell.module.output(`Get-TeamsRoute ${shell.file('leaking.json')}`)) as { path: string }[];
      assert.deepEqual(
        routes.map(({ path }) => path),
        ['Local', 'Local', 'Vpn'],
      );
      assert.equal(typeNames(routes[0])[0], 'TeamsSplitTunnel.Route');
    });
  });

  describe('Get-TeamsEndpoint', () => {
    it('lists the rows that the program lists', async () => {
      const rows = (await shell.module.output('Get-TeamsEndpoint -ServiceArea skype -Category optimize')) as {
        ips: string[];
        cloud: string;
      }[];
      const list = binary('endpoints', '--service-area', 'Skype', '--category', 'Optimize') as { rows: object[] };
      assert.deepEqual(
        rows.map(({ ips }) => ips),
        list.rows.map((row) => (row as { ips: string[] }).ips),
      );
      assert.equal(typeNames(rows[0])[0], 'TeamsSplitTunnel.Endpoint');
    });

    it('lists prefixes, of every cloud', async () => {
      for (const cloud of ['Worldwide', 'China', 'USGovGCCHigh', 'USGovDoD']) {
        const rows = (await shell.module.output(
          `Get-TeamsEndpoint -Cloud ${cloud} -ServiceArea Skype -Category Optimize -Prefix`,
        )) as { prefix: string; cloud: string }[];
        assert.ok(rows.length > 0, cloud);
        assert.ok(rows.every((row) => row.cloud === cloud && row.prefix.includes('/')));
        assert.equal(typeNames(rows[0])[0], 'TeamsSplitTunnel.EndpointPrefix');
      }
    });
  });

  describe('Get-TeamsBestRoute', () => {
    const addresses = async (script: string) =>
      (await shell.module.output(script)).map((answer) => (answer as { address: string }).address);

    it('answers thousands of addresses in order', async () => {
      const asked = await addresses(
        '0..4999 | ForEach-Object { "52.112.$($_ -shr 8).$($_ -band 255)" } | Get-TeamsBestRoute',
      );
      assert.deepEqual(
        asked,
        Array.from({ length: 5000 }, (_, i) => `52.112.${i >> 8}.${i & 255}`),
      );
    });

    it('takes text, IPAddress, and objects that have an address', async () => {
      const objects = `[ipaddress]'::1', '127.0.0.2', [pscustomobject]@{ RemoteAddress = '127.0.0.3'; Address = 'x' },
        [pscustomobject]@{ IPAddress = [ipaddress]'127.0.0.4' }, @{ Address = '127.0.0.5' },
        [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize([ipaddress]'127.0.0.6'))`;
      assert.deepEqual(await addresses(`${objects} | Get-TeamsBestRoute`), [
        '::1',
        ...[2, 3, 4, 5, 6].map((last) => `127.0.0.${last}`),
      ]);
      assert.deepEqual(await addresses('Get-TeamsBestRoute 127.0.0.1, ::1'), ['127.0.0.1', '::1']);
    });
  });
});

/** What a program writes; a leak is exit code 1, which is no failure here. */
function outputOf(program: string, args: readonly string[]): string {
  return spawnSync(program, [...args, '--json'], { encoding: 'utf8' }).stdout;
}
