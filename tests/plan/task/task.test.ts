import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseStringPromise } from 'xml2js';
import type { TaskSettings } from '../../../src/contract/task.ts';
import { commandLine } from '../../../src/plan/task/command-line.ts';
import { writeTask } from '../../../src/plan/task/task.ts';
import { requireOrSkip } from '../../bed/require.ts';
import { PowerShellHost } from '../../powershell/host.ts';

const settings: TaskSettings = {
  program: 'C:\\Program Files\\WindowsPowerShell\\Modules\\TeamsSplitTunnel\\bin\\win-x64\\teams-split-tunnel.exe',
  everyHours: 4,
  cloud: 'Worldwide',
  vpnInterface: [],
  localInterface: [],
  repair: false,
  eventLog: false,
  logPath: null,
};

const full: TaskSettings = {
  ...settings,
  everyHours: 24,
  cloud: 'USGovDoD',
  vpnInterface: ['Contoso "VPN" & <co>', 'Br\u00fccke *', '-x\\'],
  localInterface: ['*Wi-Fi*'],
  repair: true,
  eventLog: true,
  logPath: 'D:\\logs & more\\results.ndjson',
};

async function read(more: Partial<TaskSettings>) {
  return (await parseStringPromise(writeTask({ ...settings, ...more }).xml)).Task;
}

describe('the scheduled task', () => {
  it('runs as SYSTEM', async () => {
    const [principal] = (await read({})).Principals[0].Principal;
    assert.deepEqual(principal, { $: { id: 'System' }, UserId: ['S-1-5-18'], RunLevel: ['HighestAvailable'] });
  });

  it('runs at sign-in, at a change of network and every so many hours', async () => {
    const [triggers] = (await read({ everyHours: 6 })).Triggers;
    assert.equal(triggers.TimeTrigger[0].Repetition[0].Interval[0], 'PT6H');
    assert.ok(triggers.LogonTrigger);
    const { QueryList } = await parseStringPromise(triggers.EventTrigger[0].Subscription[0]);
    assert.equal(QueryList.Query[0].$.Path, 'Microsoft-Windows-NetworkProfile/Operational');
    assert.match(QueryList.Query[0].Select[0]._, /EventID=10000/);
  });

  it('runs the program alone, with the log target and what was named', async () => {
    const { Exec } = (await read(full)).Actions[0];
    assert.deepEqual(
      Exec.map(({ Command }: { Command: string[] }) => Command[0]),
      Array(2).fill(`"${full.program}"`),
    );
    const about = [
      '--cloud',
      'USGovDoD',
      ...full.vpnInterface.map((each) => `--vpn-interface=${each}`),
      '--local-interface=*Wi-Fi*',
    ];
    assert.deepEqual(taken(Exec[0].Arguments[0]), ['repair', '--apply', '--quiet', ...about]);
    assert.deepEqual(taken(Exec[1].Arguments[0]), [
      'record',
      '--quiet',
      '--event-log',
      `--log=${full.logPath}`,
      ...about,
    ]);
    assert.deepEqual(taken((await read({})).Actions[0].Exec[0].Arguments[0]), [
      'record',
      '--quiet',
      '--cloud',
      'Worldwide',
    ]);
  });

  it('is ASCII, whatever is in it', () => assert.match(writeTask(full).xml, /^[\n\x20-\x7e]+$/));

  for (const bad of [
    { everyHours: 0 },
    { everyHours: 1.5 },
    { everyHours: NaN },
    { program: 'teams-split-tunnel.exe' },
    { program: 'C:\\a" --x.exe' },
    { logPath: '..\\results' },
    { logPath: `C:\\${'x'.repeat(260)}` },
    { vpnInterface: ['a\u0001'] },
  ]) {
    it(`refuses ${JSON.stringify(bad).slice(0, 60)}`, () =>
      assert.throws(() => writeTask({ ...settings, ...bad }), { id: 'BadUsage' }));
  }

  it('writes arguments that come apart as they were', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ' ', '"', '\\', '\t', '*', '\u00fc') });
    fc.assert(
      fc.property(fc.array(text), (args) => assert.deepEqual(taken(commandLine(args)), args)),
      { numRuns: 2000 },
    );
  });

  describe("by the Task Scheduler's schema", function () {
    requireOrSkip(this, ['dotnet']);
    this.timeout(120_000);
    let host: PowerShellHost;
    before(async () => (host = await PowerShellHost.start()));
    after(() => host?.stop());

    async function complaints(xml: string): Promise<unknown[]> {
      const { output, errors } = await host.run(
        `param($Xsd, $Xml)
$settings = [System.Xml.XmlReaderSettings]::new()
[void]$settings.Schemas.Add('http://schemas.microsoft.com/windows/2004/02/mit/task', [System.Xml.XmlReader]::Create([System.IO.StringReader]::new($Xsd)))
$settings.ValidationType = 'Schema'
$settings.DtdProcessing = 'Prohibit'
try { $reader = [System.Xml.XmlReader]::Create([System.IO.StringReader]::new($Xml), $settings); while ($reader.Read()) { } }
catch { $_.Exception.InnerException.Message }`,
        { parameters: { Xsd: readFileSync(join(import.meta.dirname, 'task.xsd'), 'utf8'), Xml: xml } },
      );
      assert.deepEqual(errors, []);
      return output;
    }

    for (const [what, each] of [
      ['the least', settings],
      ['all', full],
    ] as const) {
      it(`is valid with ${what}`, async () => assert.deepEqual(await complaints(writeTask(each).xml), []));
    }

    it('would not be in another order, or with a principal that is not there', async () => {
      const { xml } = writeTask(settings);
      const swapped = xml.replace(/(<Subscription>.*<\/Subscription>)\s*(<Delay>.*?<\/Delay>)/s, '$2$1');
      assert.match(String(await complaints(swapped)), /Delay|Subscription/);
      assert.notDeepEqual(await complaints(xml.replace('Context="System"', 'Context="Other"')), []);
      assert.notDeepEqual(await complaints(xml.replace('PT4H', 'P40D')), []);
    });
  });
});

/** A command line taken apart by the documented rules of CommandLineToArgvW, for arguments behind the program's name. */
function taken(line: string): string[] {
  const args: string[] = [];
  let at = 0;
  while (at < line.length) {
    while (/[ \t]/.test(line[at] ?? '')) at++;
    if (at >= line.length) break;
    let text = '';
    let isQuoted = false;
    while (at < line.length && (isQuoted || !/[ \t]/.test(line[at]!))) {
      const slashes = /^\\*/.exec(line.slice(at))![0].length;
      at += slashes;
      if (line[at] !== '"') text += '\\'.repeat(slashes) || line[at++];
      else {
        text += '\\'.repeat(slashes / 2);
        if (slashes % 2 === 1) text += '"';
        else isQuoted = !isQuoted;
        at++;
      }
    }
    args.push(text);
  }
  return args;
}
