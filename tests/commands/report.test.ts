import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../../src/contract/report.ts';
import { script, scriptHash } from '../../src/render/report/script.ts';
import { requireOrSkip } from '../bed/require.ts';
import { tool } from '../bed/tools.ts';
import { exclusions, judged, localDefaults, machine, row } from '../judge/machine.ts';
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
  /** What each column of a bar is, to scale. */
  const rects = (svg: string) =>
    [...svg.matchAll(/<rect class="p(\w+)" x="([\d.]+)" y="0" width="([\d.]+)"/g)].map(
      ([, path, x, width]) => [path, Number(x), Number(width)] as const,
    );

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
    for (const { id } of judged(leaking).checks) assert.ok(text.includes(`<td>${id}</td>`), id);
    assert.ok(text.includes('52.123.0.0/17'));
  });

  it('draws each prefix to scale', () => {
    const { text } = ofMachine();
    const [first, second] = text.split('<figure>').slice(1);
    assert.match(first!, /52\.112\.0\.0\/14/);
    assert.deepEqual(rects(first!), [
      ['Local', 0, 62.5],
      ['Local', 78.125, 921.875],
      ['Vpn', 62.5, 15.625],
    ]);
    assert.deepEqual(rects(second!).at(-1), ['Vpn', 500, 250]);
    assert.match(second!, /aria-label="52\.122\.0\.0\/15: 75\.00 % local internet connection, 25\.00 % VPN: a leak"/);
  });

  it('tells a fleet, and one document of it is a fleet too', () => {
    const { report, text } = ofFleet();
    assert.deepEqual([report.kind, report.status], ['fleet', null]);
    assert.match(text, /2 Pass<\/span> <span class="status Fail">1 Fail/);
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

  describe('in a browser', function () {
    requireOrSkip(this, ['chromium']);

    const open = (...args: string[]) =>
      spawnSync(
        tool('chromium'),
        [
          '--headless',
          '--no-sandbox',
          '--disable-gpu',
          `--user-data-dir=${join(folder, 'profile')}`,
          ...args,
          `file://${join(folder, 'report.html')}`,
        ],
        { encoding: 'utf8', timeout: 50_000 },
      ).stdout;

    it('hostile names stay text', () => {
      ofMachine();
      const dom = open('--dump-dom');
      assert.match(dom, /<title>Teams media and the VPN: Fail/);
      assert.ok(dom.includes('&lt;script&gt;document.title'));
      assert.doesNotMatch(dom, /<script|<img|\u202e|x{301}(?=<\/bdi>)/);
      ofFleet();
      const fleet = open('--dump-dom');
      assert.equal(fleet.match(/<script/g)!.length, 1);
      assert.doesNotMatch(fleet, /<img|<title>owned/);
    });

    it('tables of a fleet get buttons to sort and a field to filter; a machine has no script', () => {
      ofFleet();
      const dom = open('--dump-dom');
      assert.match(dom, /<label class="filter">Show rows with <input type="search"><\/label>/);
      assert.match(dom, /<th scope="col"><button type="button">Documents<\/button><\/th>/);
      ofMachine();
      assert.doesNotMatch(open('--dump-dom'), /<button|<input/);
    });

    it('is drawn and printed', () => {
      ofMachine();
      open(`--screenshot=${join(folder, 'page.png')}`, '--window-size=1100,1500');
      open(`--print-to-pdf=${join(folder, 'page.pdf')}`);
      for (const file of ['page.png', 'page.pdf']) assert.ok(statSync(join(folder, file)).size > 20_000, file);
    });
  });
});
