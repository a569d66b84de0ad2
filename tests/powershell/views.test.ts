import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { built } from '../build/dist.ts';
import { machine } from '../judge/machine.ts';
import { openShell } from './shell.ts';

const lan = ['0.0.0.0/0 via 192.168.1.1 metric 25', '::/0 via 2001:db8::1 metric 25'];

describe("the module's views", function () {
  const shell = openShell(this);

  before(async () => {
    const snapshot = machine([...lan, '52.112.64.0/20 dev vpn', '2603:1063::/40 dev vpn']);
    writeFileSync(join(shell.folder, 'leaking.json'), JSON.stringify(snapshot));
  });

  const withFile = (script: string) => script.replaceAll('FILE', shell.file('leaking.json'));
  const shown = async (script: string) => (await shell.module.run(`${withFile(script)} | Out-Host`)).console;
  /** The words of a view's first line: its columns, or the labels of a list. */
  const columns = (text: string) => text.trim().split('\n')[0]!.trim().split(/\s+/);
  const labels = (text: string) => [...text.matchAll(/^(\w+)\s+: /gm)].map(([, label]) => label);

  for (const file of formatFiles()) {
    it(`load without a complaint: ${file}`, async () =>
      assert.deepEqual(await shell.host.formatErrors(built('TeamsSplitTunnel', file)), []));
  }

  for (const { name, room } of formatFiles().flatMap(tablesOf)) {
    it(`leave every column without a width room for a word on a screen of 80 columns: ${name}`, () =>
      assert.ok(room >= 11, `${room} columns`));
  }

  it('keep every prefix in one piece on a screen of 80 columns', async () => {
    for (const [script, whole] of [
      ['Test-TeamsSplitTunnel FILE', ['52.112.64.0/20 by', 'route 52.112.64.0/20']],
      ['(Test-TeamsSplitTunnel FILE).segments', ['52.112.128.0/17', '2603:1063:100::/40', 'via 192.168.1.1']],
      ['(Test-TeamsSplitTunnel FILE).leaks', ['52.112.64.0/20', '2603:1063::/40']],
      ['Get-TeamsRoute FILE', ['52.112.64.0/20', 'driver']],
      ['Get-TeamsEndpoint -ServiceArea Skype', ['2620:1ec:40::/42', '3481']],
    ] as const) {
      const [text] = await shell.module.output(`${withFile(script)} | Out-String -Width 80`);
      for (const piece of whole) assert.ok(String(text).includes(piece), `${script} breaks ${piece}:\n${text}`);
    }
  });

  it('are a table and a list for every type that a cmdlet puts out, and its parts', async () => {
    const types = (await shell.module.output(
      "(Get-Command -Module TeamsSplitTunnel).OutputType.Name | Where-Object { $_ -like 'TeamsSplitTunnel.*' } | Sort-Object -Unique",
    )) as string[];
    for (const type of [...types, ...['Check', 'Leak', 'Segment'].map((part) => `TeamsSplitTunnel.${part}`)]) {
      const controls = await shell.module.output(
        `foreach ($view in (Get-FormatData ${type} -PowerShellVersion 5.1).FormatViewDefinition) { $view.Control.GetType().Name }`,
      );
      const page = type === 'TeamsSplitTunnel.Verdict' ? ['CustomControl'] : [];
      assert.deepEqual(controls, ['TableControl', 'ListControl', ...page], type);
    }
  });

  describe('of a verdict', () => {
    it('put the status first, and name what leaks', async () => {
      const table = await shown('Test-TeamsSplitTunnel FILE');
      assert.deepEqual(columns(table), ['Status', 'Computer', 'VPN', 'Finding']);
      assert.match(
        table,
        /^Fail\s+PC\s+vpn\s+52\.112\.64\.0\/20 by vpn\n\s+route 52\.112\.64\.0\/20\n\s+2603:1063::\/40 by vpn\n\s+route 2603:1063::\/40$/m,
      );
    });

    it('say everything in the list, with what to do', async () => {
      const list = await shown('Test-TeamsSplitTunnel FILE | Format-List');
      assert.deepEqual(labels(list).slice(0, 3), ['Status', 'Computer', 'CollectedAt']);
      assert.match(list, /^Leaks\s+: 52\.112\.64\.0\/20 by vpn/m);
      assert.match(list, /^Checks\s+: Fail OptimizeRoutes: .*\n(.*\n)*?\s+-> \w/m);
      assert.match(list, /^EndpointList : Worldwide \d{4}-\d\d-\d\d \(bundled\)$/m);
    });

    it('are a page of 100 columns with Format-Custom: the answer, one line a check, what leaks by which route', async () => {
      const page = (await shown('Test-TeamsSplitTunnel FILE | Format-Custom')).trim().split('\n');
      assert.match(page[0]!, /^Fail: Teams media and the VPN/);
      assert.match(page[1]!, /^PC, .*VPN connected: vpn$/);
      assert.ok(page.every((line) => line.trimEnd().length <= 100));
      for (const check of ['OptimizeRoutes', 'OsWitness', 'CloudNotes'])
        assert.equal(page.filter((line) => line.slice(14).startsWith(check)).length, 1, check);
      const leaks = page.slice(page.findIndex((line) => line.trim() === 'Leaks:') + 1).map((line) => line.trimEnd());
      assert.deepEqual(leaks.slice(0, 2), ['  52.112.64.0/20', '    route 52.112.64.0/20 on-link on vpn, metric 25']);
    });

    it('are those of an object from a remote session too', async () => {
      const through = '[System.Management.Automation.PSSerializer]';
      const table = await shown(`${through}::Deserialize(${through}::Serialize((Test-TeamsSplitTunnel FILE)))`);
      assert.deepEqual(columns(table), ['Status', 'Computer', 'VPN', 'Finding']);
    });

    it('has views of its parts', async () => {
      assert.deepEqual(columns(await shown('(Test-TeamsSplitTunnel FILE).checks')), ['Status', 'Check', 'Message']);
      assert.match(
        await shown('(Test-TeamsSplitTunnel FILE).leaks'),
        /^vpn\s+52\.112\.64\.0\/20\s+52\.112\.64\.0\/20/m,
      );
      assert.match(await shown('(Test-TeamsSplitTunnel FILE).segments'), /^Vpn\s+52\.112\.64\.0\/20/m);
    });
  });

  it('of a route says where it leads, and why', async () => {
    const table = await shown('Get-TeamsRoute FILE');
    assert.match(table, /^Local\s+0\.0\.0\.0\/0\s+192\.168\.1\.1\s+Ethernet\s+\d+\s+\w/m);
    assert.match(table, /^Vpn\s+52\.112\.64\.0\/20\s+vpn\s+\d+\s+\w/m);
  });

  it('of a snapshot, a best route, an endpoint and a prefix fit the screen', async () => {
    for (const [script, first] of [
      ['Get-TeamsNetworkSnapshot', 'Computer'],
      ['Get-TeamsBestRoute 127.0.0.1', 'Address'],
      ['Get-TeamsEndpoint -ServiceArea Skype', 'Category'],
      ['Get-TeamsEndpoint -ServiceArea Skype -Category Optimize -Prefix', 'Prefix'],
    ] as const) {
      const table = await shown(script);
      assert.equal(columns(table)[0], first);
      assert.ok(table.split('\n').every((line) => line.length <= 120));
      assert.equal(labels(await shown(`${script} | Format-List`))[0], first);
    }
  });
});

function formatFiles(): string[] {
  return readdirSync(built('TeamsSplitTunnel')).filter((name) => name.endsWith('.Format.ps1xml'));
}

/** The tables of a file of views, and what their columns without a width share of 80. */
function tablesOf(file: string): { name: string; room: number }[] {
  const views = readFileSync(built('TeamsSplitTunnel', file), 'utf8').split('</View>');
  return views
    .filter((view) => view.includes('<TableControl>'))
    .map((view) => {
      const headers = [...view.matchAll(/<TableColumnHeader>.*?<\/TableColumnHeader>/gs)].map(([header]) => header);
      const widths = headers.map((header) => Number(/<Width>(\d+)</.exec(header)?.[1] ?? 0));
      const left = 80 - widths.reduce((sum, width) => sum + width + 1, -1);
      const sharers = widths.filter((width) => width === 0).length;
      return { name: /<Name>(\w+)</.exec(view)![1], room: sharers > 0 ? Math.floor(left / sharers) : Infinity };
    })
    .filter(({ room }) => room !== Infinity);
}
