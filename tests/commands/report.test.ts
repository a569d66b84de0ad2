import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../../src/contract/report.ts';
import { script, scriptHash } from '../../src/render/report/script.ts';
import { exclusions, judged, localDefaults, machine, row } from '../judge/machine.ts';
import { checkout } from '../bed/paths.ts';
import { node } from '../collect/linux/inside.ts';
import { program } from '../live/program.ts';

const hostile = `<script>document.title='owned'</script><img src=x onerror="document.title='owned'">\u202e"'&`;
const leaking = machine([...localDefaults, ...exclusions, '52.112.64.0/20 dev vpn', '52.123.0.0/17 dev vpn'], {
  computer: hostile,
  interfaces: [row(10), row(20, { name: 'x'.repeat(10_000) })],
});
const clean = machine([...localDefaults, ...exclusions, '0.0.0.0/1 dev vpn'], { computer: '\u05d0\u05d1\u05d2' });

describe('report', function () {
  this.timeout(60_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'report-'));
    writeFileSync(join(folder, 'leaking.json'), JSON.stringify(leaking));
    writeFileSync(join(folder, 'fleet.ndjson'), [leaking, clean, clean].map((each) => JSON.stringify(each)).join('\n'));
  });
  after(() => rmSync(folder, { recursive: true }));

  function write(...args: string[]): { report: Report; text: string } {
    const path = join(folder, 'report.html');
    const { stdout, stderr } = spawnSync(program, ['report', '--output', path, '--json', ...args], {
      encoding: 'utf8',
    });
    assert.notEqual(stdout, '', stderr);
    return { report: JSON.parse(stdout), text: readFileSync(path, 'utf8') };
  }
  const ofMachine = () => write('--snapshot', join(folder, 'leaking.json'));
  const ofFleet = () => write(join(folder, 'fleet.ndjson'));
  it('is one file of its own: nothing is loaded, and nothing may be', () => {
    for (const { text } of [ofMachine(), ofFleet()]) {
      assert.doesNotMatch(text, /<(link|iframe|object|embed|base)\b|<[^>]+\s(src|srcset|data)=|url\(|@import/);
      assert.match(text, /Content-Security-Policy" content="default-src &#39;none&#39;/);
    }
  });

  it('gives the answer, leaks, segments and checks of a machine', () => {
    const { report, text } = ofMachine();
    assert.deepEqual([report.kind, report.status, report.bytes], ['machine', 'Fail', Buffer.byteLength(text)]);
    assert.ok(text.indexOf('class="answer Fail"') < text.indexOf('What to do'));
    for (const { id } of judged(leaking).checks) assert.ok(text.includes(`>${id}</bdi>`), id);
    assert.ok(text.includes('52.123.0.0/17'));
  });

  it('warns once of a list that is smaller than the bundled one', () => {
    const list = join(folder, 'list.json');
    const row = { id: 11, serviceArea: 'Skype', category: 'Optimize', ips: ['52.112.0.0/14'] };
    writeFileSync(list, JSON.stringify({ cloud: 'Worldwide', rows: [row] }));
    const options = { output: join(folder, 'report.html'), endpoints: list };
    const messages = [
      { type: 'request', command: 'report', options },
      { type: 'input', value: clean },
      { type: 'end' },
    ];
    const { stdout } = spawnSync(node[0], [...node.slice(1), join(checkout, 'src/main.ts'), '--ndjson'], {
      encoding: 'utf8',
      input: messages.map((message) => `${JSON.stringify(message)}\n`).join(''),
    });
    assert.equal(stdout.split('"type":"warning"').length - 1, 1, stdout);
    assert.match(stdout, /list\.json lacks 52\.122\.0\.0\/15, 2603:1063::\/38 of the bundled list of Worldwide/);
  });

  it('tells a fleet, and one document of it is a fleet too', () => {
    const { report, text } = ofFleet();
    assert.deepEqual([report.kind, report.status], ['fleet', null]);
    assert.match(text, /aria-label="2 Pass, 1 Fail, 0 Warning, 0 Unknown, 0 NotApplicable"/);
    assert.equal(write(join(folder, 'leaking.json')).report.kind, 'fleet');
  });

  it('is on this machine without arguments, and needs the name of a file', () => {
    assert.equal(write().report.kind, 'machine');
    const refused = spawnSync(program, ['report'], { encoding: 'utf8' });
    assert.equal(refused.status, 2);
  });

  it('lets its own script run and no other', () => {
    assert.equal(scriptHash, createHash('sha256').update(script).digest('base64'));
  });
});
