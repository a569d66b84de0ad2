import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Verdict } from '../../../src/contract/verdict.ts';
import { renderMachineReport } from '../../../src/render/report/machine.ts';
import { requireOrSkip } from '../../bed/require.ts';
import { exclusions, judged, localDefaults, machine, row } from '../../judge/machine.ts';
import { accessibilityTree, isTooWide, Reader } from './browser.ts';

/** What leaks, with its beginning and its width as parts of its Optimize prefix, by hand. */
const leaks: Record<string, readonly [prefix: string, from: number, part: number]> = {
  '52.112.64.0/20': ['52.112.0.0/14', 0x4000 / 0x40000, 0x1000 / 0x40000],
  '52.113.7.9/32': ['52.112.0.0/14', 0x10709 / 0x40000, 1 / 0x40000],
  '52.115.255.255/32': ['52.112.0.0/14', 0x3ffff / 0x40000, 1 / 0x40000],
  '52.123.0.0/17': ['52.122.0.0/15', 1 / 2, 1 / 4],
  '2603:1063::1/128': ['2603:1063::/38', 0, 2 ** -90],
  '2603:1063:100::/40': ['2603:1063::/38', 1 / 4, 1 / 4],
};
const cidrs = Object.keys(leaks);
const fail = judged(
  machine([...localDefaults, ...exclusions, ...cidrs.map((cidr) => `${cidr} dev vpn`)], {
    computer: 'LAPTOP',
    interfaces: [row(10), row(20, { name: 'Contoso VPN' })],
  }),
);
const pass = judged(machine([...localDefaults, ...exclusions, '0.0.0.0/1 dev vpn', '128.0.0.0/1 dev vpn']));
const unknown = judged(machine(['0.0.0.0/0 via 192.168.1.1'], { interfaces: [row(10, { deviceId: null }), row(20)] }));

describe('the report on a machine, in a browser', function () {
  requireOrSkip(this, ['chromium']);
  this.timeout(60_000);
  let reader: Reader;
  before(async () => {
    reader = await Reader.start();
  });
  after(() => reader?.close());
  const open = (verdict: Verdict, options = {}) => reader.open(renderMachineReport(verdict), options);

  it('gives the answer first', async () => {
    for (const verdict of [pass, fail, unknown]) {
      const page = await open(verdict);
      const text = await page.locator('main').innerText();
      assert.match(text, new RegExp(`^Teams media and the VPN\\s+${verdict.status}\\s`));
      assert.equal(await page.locator('main > .answer').getAttribute('class'), `answer ${verdict.status}`);
    }
  });

  it('tells every check with its finding, remedy and reference', async () => {
    const page = await open(fail);
    const rows = await rowsOf(page, 'Checks');
    assert.equal(rows.length, fail.checks.length);
    for (const [i, { id, status, message, recommendation, reference }] of fail.checks.entries()) {
      const hasRemedy = status !== 'Pass' && status !== 'NotApplicable' && recommendation !== null;
      const page = reference!.replace('https://', '');
      assert.deepEqual(rows[i], [id, status, message + (hasRemedy ? recommendation : ''), page]);
    }
    const links = page.locator('td a');
    assert.deepEqual(
      await links.evaluateAll((all) => all.map((each) => each.getAttribute('href'))),
      fail.checks.map(({ reference }) => reference),
    );
  });

  it('tells the path of every segment', async () => {
    const rows = await rowsOf(await open(fail), 'Path of each segment');
    const words = {
      Local: 'local internet connection',
      Vpn: 'leak by a VPN',
      UnknownTunnel: 'not known',
      None: 'no route',
    };
    assert.deepEqual(
      rows,
      fail.segments.map(({ cidrs, first, last, path, interfaceName, route, nextHop, metric }) => [
        cidrs.length > 4 ? `${first} to ${last}` : cidrs.join(' '),
        words[path],
        interfaceName,
        route,
        nextHop ?? 'on-link',
        String(metric),
      ]),
    );
    assert.deepEqual((await rowsOf(await open(unknown), 'Path of each segment')).at(-1), [
      '2603:1063::/38',
      'no route',
      '',
      '',
      '',
      '',
    ]);
  });

  for (const width of [1100, 375]) {
    it(`draws what leaks where it is, ${width} pixels wide`, async () => {
      const page = await open(fail, { viewport: { width, height: 900 } });
      const bars = await barsOf(page);
      assert.deepEqual(
        bars.flatMap(({ title, parts }) => parts.filter(({ path }) => path === 'Vpn').map(() => title)),
        cidrs.map((cidr) => leaks[cidr]![0]),
      );
      for (const { title, left, width, parts, marks, names } of bars) {
        const inside = cidrs.filter((cidr) => leaks[cidr]![0] === title);
        const leaking = parts.filter(({ path }) => path === 'Vpn');
        for (const [i, cidr] of inside.entries()) {
          const [, from, part] = leaks[cidr]!;
          // A layout unit of Chromium is the 64th of a pixel.
          near((leaking[i]!.left - left) / width, from, 1 / 64 / width, cidr);
          near(leaking[i]!.width / width, part, 1 / 64 / width, cidr);
          // However narrow, it is seen: its mark is at its middle, and its number stands before its name.
          near((marks[i]!.middle - left) / width, from + part / 2, 1 / width, cidr);
          assert.ok(marks[i]!.width >= 8 && marks[i]!.height >= 20, cidr);
          assert.ok(marks[i]!.number === String(i + 1) || marks[i]!.number === '', cidr);
          assert.ok(names[i]!.startsWith(`${cidr}: leak by a VPN (Contoso VPN)`), names[i]);
        }
        assert.equal(marks.length, inside.length);
        // The rest of the bar is local, without gap or overlap.
        const sorted = [...parts].sort((a, b) => a.left - b.left);
        near(sorted[0]!.left, left, 1 / 32, title);
        near(
          sorted.reduce((sum, part) => sum + part.width, 0),
          width,
          1 / 8,
          title,
        );
      }
    });
  }

  it('marks what is not known or has no route, and nothing that is local', async () => {
    const [first, , last] = await barsOf(await open(unknown));
    assert.deepEqual(
      [first!.parts[0]!.path, first!.marks.length, first!.names[0]],
      ['UnknownTunnel', 1, '52.112.0.0/14: not known (Ethernet), 262144 addresses, 100 %'],
    );
    assert.deepEqual([last!.parts[0]!.path, last!.marks.length], ['None', 1]);
    assert.ok((await barsOf(await open(pass))).every(({ marks, names }) => marks.length + names.length === 0));
  });

  it('says in words what it draws', async () => {
    for (const width of [1100, 375]) {
      const tree = await accessibilityTree(await open(fail, { viewport: { width, height: 900 } }));
      const images = tree.filter(({ role }) => role === 'image');
      assert.equal(images.length, 3);
      for (const cidr of cidrs) {
        const image = images.find(({ name }) => name.startsWith(`${leaks[cidr]![0]}: `));
        assert.ok(image?.name.includes(`; ${cidr}: leak by a VPN (Contoso VPN)`), cidr);
      }
      assert.deepEqual(
        tree.filter(({ role }) => role === 'table').map(({ name }) => name),
        [
          'Addresses of Teams media that leave by a VPN.',
          'Addresses that one route decides on, and where they leave.',
          'Everything that was asked, what was found, and what to do about it.',
        ],
      );
      const heads = tree.filter(({ role }) => role === 'rowheader').map(({ name }) => name);
      for (const { id } of fail.checks) assert.ok(heads.includes(id), id);
    }
  });

  for (const colorScheme of ['light', 'dark'] as const)
    for (const width of [1100, 375])
      it(`axe-core objects to nothing, ${colorScheme} and ${width} pixels wide`, async () => {
        const options = { colorScheme, viewport: { width, height: 900 } };
        for (const verdict of [pass, fail, unknown])
          assert.deepEqual(await reader.objections(renderMachineReport(verdict), options), []);
      });

  it('has no script, and is no wider than a phone or a sheet of paper', async () => {
    const page = await open(fail, { viewport: { width: 375, height: 700 }, colorScheme: 'dark' });
    assert.equal(await page.locator('script, button, input').count(), 0);
    assert.equal(await isTooWide(page), false);
    await page.emulateMedia({ media: 'print' });
    // A4 without its margins, at 96 dots an inch.
    await page.setViewportSize({ width: 720, height: 1000 });
    assert.equal(await isTooWide(page), false);
    assert.equal(await page.evaluate('getComputedStyle(document.body).backgroundColor'), 'rgb(255, 255, 255)');
  });

  it('tells that a profile was judged, what changed meanwhile, and notes', async () => {
    const file = '/etc/<b>.conf';
    const profile = { file, format: 'wireguard' } as unknown as NonNullable<Verdict['profile']>;
    const page = await open({ ...pass, stable: false, warnings: ['Take <i>care</i>.'], profile });
    const answer = await page.locator('.answer').innerText();
    for (const text of [
      `what the profile ${file} would do, not what is`,
      'routes changed meanwhile',
      'Take <i>care</i>.',
    ])
      assert.ok(answer.includes(text), answer);
  });

  it('takes names for text, of any length and direction', async () => {
    const computer = `<script>document.title='owned'</script><img src=x onerror="document.title='owned'">\u202e"'&`;
    const hostile = machine([...localDefaults, ...exclusions, '52.112.64.0/20 dev vpn'], {
      computer,
      interfaces: [row(10, { name: '\u05d0\u05d1\u05d2</svg><script>' }), row(20, { name: 'x'.repeat(10_000) })],
    });
    for (const width of [1100, 375]) {
      const page = await open(judged(hostile), { viewport: { width, height: 900 } });
      assert.equal(await page.title(), `Teams media and the VPN: Fail, ${computer.replace('\u202e', '?')}`);
      assert.equal(await page.locator('script, img, b, i').count(), 3);
      assert.ok((await page.locator('.answer dd').first().innerText()).startsWith(computer.slice(0, 80)));
      assert.equal(await isTooWide(page), false);
      assert.ok(((await page.evaluate('document.documentElement.scrollHeight')) as number) < 12_000);
    }
  });
});

function near(actual: number, expected: number, tolerance: number, what: string): void {
  assert.ok(Math.abs(actual - expected) <= tolerance, `${what}: ${actual} is not ${expected}`);
}

/** The cells of a section's table, without the space between words that only the markup has. */
function rowsOf(page: Page, title: string): Promise<string[][]> {
  return page
    .locator('section', { has: page.getByRole('heading', { name: title }) })
    .locator('tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) => [...row.children].map((cell) => cell.textContent.replace(/\s+/g, ' ').trim())),
    );
}

/** What is drawn, in pixels, as the browser lays it out. */
function barsOf(page: Page) {
  return page.locator('figure').evaluateAll((figures) =>
    figures.map((figure) => {
      const { left, width } = figure.querySelector('svg')!.getBoundingClientRect();
      return {
        title: figure.querySelector('b')!.textContent,
        left,
        width,
        parts: [...figure.querySelectorAll('rect')].map((rect) => {
          const { left, width } = rect.getBoundingClientRect();
          return { path: rect.getAttribute('class')!.split(' ')[1]!, left, width };
        }),
        marks: [...figure.querySelectorAll('.mark')].map((mark) => {
          const { left, width, height } = mark.querySelector('path')!.getBoundingClientRect();
          return { middle: left + width / 2, width, height, number: mark.textContent.trim() };
        }),
        names: [...figure.querySelectorAll('li')].map((item) => item.textContent.replaceAll('\u00a0', ' ')),
      };
    }),
  );
}
