import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { mostMachines, type Fleet } from '../../../src/contract/fleet.ts';
import type { Verdict } from '../../../src/contract/verdict.ts';
import { countVerdict, emptyTally, reportOf } from '../../../src/judge/fleet/tally.ts';
import { renderFleetReport } from '../../../src/render/report/fleet.ts';
import { requireOrSkip } from '../../bed/require.ts';
import { exclusions, judged, localDefaults, machine, row, vpnDefaults } from '../../judge/machine.ts';
import { accessibilityTree, isTooWide, Reader } from './browser.ts';

const day = new Date('2026-11-25T12:00:00Z');
const good = [...localDefaults, ...exclusions, '0.0.0.0/1 dev vpn', '128.0.0.0/1 dev vpn'];
const pass = judged(machine(good));
const fail = judged(machine([...localDefaults, ...vpnDefaults]));
const leaking = judged(machine([...good, '52.112.64.0/20 dev vpn', '52.123.0.0/17 dev vpn']));
const unknown = judged(machine(['0.0.0.0/0 via 192.168.1.1'], { interfaces: [row(10, { deviceId: null }), row(20)] }));
const notTested = judged(machine(localDefaults, { interfaces: [row(10)] }));
const hostileName = `<script>document.title='owned'</script><img src=x>\u202e"'&${'x'.repeat(10_000)}`;
const old = { cloud: 'China', version: null, confirmedAt: '2026-01-01', source: 'file' } as const;
/** In no order. */
const verdicts: readonly Verdict[] = [
  { ...pass, computer: 'PC-10' },
  { ...leaking, computer: 'PC-9', endpoints: old },
  { ...pass, computer: 'PC-1', collectedAt: null },
  { ...unknown, computer: 'PC-2' },
  { ...fail, computer: hostileName },
  { ...notTested, computer: null },
  {
    ...fail,
    computer: 'PC-3',
    vpn: { ...fail.vpn, interfaces: [{ ...fail.vpn.interfaces[0]!, reason: 'a <b>VPN</b>' }] },
  },
];

function fleetOf(all: Iterable<Verdict>): Fleet {
  const tally = emptyTally();
  for (const verdict of all) countVerdict(tally, verdict);
  const badLines = [{ path: 'a/<b>.ndjson', line: 7, message: `Unexpected ${hostileName}` }];
  return { ...reportOf(tally, day.getTime()), badLines, badLineCount: 1 };
}

const report = renderFleetReport(fleetOf(verdicts), day);

describe('the report on a fleet, in a browser', function () {
  requireOrSkip(this, ['chromium']);
  this.timeout(60_000);
  let reader: Reader;
  before(async () => {
    reader = await Reader.start();
  });
  after(() => reader?.close());

  it('gives the answer first, and NotApplicable apart from Pass', async () => {
    const page = await reader.open(report);
    const text = (await page.locator('main').innerText()).replace(/\s+/g, ' ');
    assert.match(
      text,
      /^Teams media and the VPN: 7 documents 2 Pass 3 Fail 0 Warning 1 Unknown 1 NotApplicable Counted 2026-11-25 12:00 UTC/,
    );
    const share = await page
      .locator('.answer rect')
      .evaluateAll((rects) => rects.map((rect) => rect.getAttribute('width')));
    assert.deepEqual(
      share.map((width) => Math.round((parseFloat(width!) * 7) / 100)),
      [2, 3, 1, 1],
    );
  });

  it('has a row a machine, the worst first, with its cause, client, leaks and list', async () => {
    const rows = await texts(rowsOf(await reader.open(report), 'Machines'));
    assert.equal(rows.length, verdicts.length);
    assert.deepEqual(
      rows.map(([name, status]) => `${name!.slice(0, 8)} ${status}`),
      ['PC-9 Fail', '<script> Fail', 'PC-3 Fail', 'PC-2 Unknown', 'unknown NotApplicable', 'PC-10 Pass', 'PC-1 Pass'],
    );
    assert.deepEqual(rows[0], [
      'PC-9',
      'Fail',
      'OptimizeRoutes',
      'connected; its driver is that of WireGuard',
      '52.112.64.0/20 by vpn 52.123.0.0/17 by vpn',
      '328 days old; 2026-01-01',
      '2026-11-20 08:00',
    ]);
    assert.match(rows[2]![3]!, /a <b>VPN<\/b>/);
    assert.deepEqual([rows[4]![3], rows[4]![4], rows[6]![6]], ['not connected', '', 'unknown']);
  });

  it('counts the machines per cause', async () => {
    const causes = await texts(rowsOf(await reader.open(report), 'Causes'));
    const routes = causes.find(([check, status]) => check === 'OptimizeRoutes' && status === 'Fail')!;
    assert.equal(routes[2], '3 (42.9 %)');
    assert.match(routes[3]!, /^PC-9 <script>.* PC-3$/);
  });

  it('sorts every column of every table both ways, and tells which', async () => {
    const page = await reader.open(report);
    const tables = await page.locator('table').all();
    assert.equal(tables.length, 6);
    for (const table of tables) {
      const rows = table.locator('tbody tr');
      const heads = table.locator('thead th');
      const before = (await texts(rows)).map(String).sort();
      for (let column = 0; column < (await heads.count()); column++) {
        const sorts = () => heads.evaluateAll((all) => all.map((head) => head.getAttribute('aria-sort')));
        for (const direction of ['ascending', 'descending']) {
          await heads.nth(column).getByRole('button').click();
          const expected = Array.from({ length: await heads.count() }, (_, i) => (i === column ? direction : null));
          assert.deepEqual(await sorts(), expected);
          const keys = await rows.evaluateAll(
            (all, i) =>
              all.map(
                (row) => (row.children[i] as HTMLElement).dataset['order'] ?? row.children[i]!.textContent.trim(),
              ),
            column,
          );
          if (direction === 'descending') keys.reverse();
          for (const [i, key] of keys.slice(1).entries())
            assert.ok(compare(keys[i]!, key) <= 0, `${keys[i]} before ${key}`);
        }
      }
      assert.deepEqual((await texts(rows)).map(String).sort(), before);
    }
  });

  it('sorts names with numbers as people count, and a status by how bad it is', async () => {
    const page = await reader.open(report);
    const machines = rowsOf(page, 'Machines');
    const section = page.locator('section', { has: page.getByRole('heading', { name: 'Machines' }) });
    await section.getByRole('button', { name: 'Computer' }).click();
    const names = (await texts(machines)).map(([name]) => name!).filter((name) => name.startsWith('PC-'));
    assert.deepEqual(names, ['PC-1', 'PC-2', 'PC-3', 'PC-9', 'PC-10']);
    await section.getByRole('button', { name: 'Status' }).click();
    const statuses = [...new Set((await texts(machines)).map(([, status]) => status))];
    assert.deepEqual(statuses, ['Fail', 'Unknown', 'NotApplicable', 'Pass']);
  });

  it('shows the rows that hold what is typed, in any case, and tells how many', async () => {
    const page = await reader.open(report);
    const all = await texts(page.locator('tbody tr'));
    const wanted = all.filter((cells) => cells.join(' ').toLowerCase().includes('pc-3'));
    await page.getByLabel('Show rows with').pressSequentially(' pC-3');
    assert.deepEqual(await texts(page.locator('tbody tr:visible')), wanted);
    assert.equal(await page.getByRole('status').innerText(), `${wanted.length} of ${all.length} rows`);
    await page.getByLabel('Show rows with').fill('nowhere to be found');
    assert.equal(await page.locator('tbody tr:visible').count(), 0);
    await page.getByLabel('Show rows with').fill('');
    assert.equal(await page.locator('tbody tr:visible').count(), all.length);
    assert.equal(await page.getByRole('status').innerText(), '');
  });

  it('is used by the keyboard alone', async () => {
    const page = await reader.open(report);
    const focused = () =>
      page.evaluate<string>('document.activeElement.textContent.trim() || document.activeElement.id');
    await page.keyboard.press('Tab');
    assert.equal(await focused(), 'filter');
    await page.keyboard.type('PC-9');
    assert.ok((await page.locator('tbody tr:visible').count()) < (await page.locator('tbody tr').count()));
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Delete');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate('document.activeElement.getAttribute("aria-label")'), 'Causes');
    for (const name of ['Check', 'Status', 'Documents', 'Computers']) {
      await page.keyboard.press('Tab');
      assert.equal(await focused(), name);
      assert.equal(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle'), 'solid');
    }
    const sort = () =>
      page.locator('[aria-sort]').evaluateAll((all) => all.map((each) => each.getAttribute('aria-sort')));
    await page.keyboard.press('Enter');
    assert.deepEqual(await sort(), ['ascending']);
    await page.keyboard.press('Space');
    assert.deepEqual(await sort(), ['descending']);
    await page.keyboard.press('Shift+Tab');
    assert.equal(await focused(), 'Documents');
  });

  it('is read without scripts', async () => {
    const page = await reader.open(report, { javaScriptEnabled: false });
    assert.equal(await page.locator('button, input').count(), 0);
    const cells = page.locator('tbody :is(td, th)');
    assert.equal(await page.locator('tbody :is(td, th):visible').count(), await cells.count());
    const text = (await page.locator('main').innerText()).replace(/\s+/g, ' ');
    for (const { computer } of verdicts) if (computer) assert.ok(text.includes(computer.slice(0, 20)), computer);
  });

  it('says in words what it draws, and names its tables, on a phone as well', async () => {
    for (const width of [1100, 375]) {
      const tree = await accessibilityTree(await reader.open(report, { viewport: { width, height: 900 } }));
      const named = (wanted: string) => tree.filter(({ role }) => role === wanted).map(({ name }) => name);
      assert.deepEqual(named('image'), ['2 Pass, 3 Fail, 0 Warning, 1 Unknown, 1 NotApplicable']);
      assert.equal(named('table').length, 6);
      assert.ok(named('table').every((name) => name.endsWith('.')));
      assert.equal(named('rowheader').length, await (await reader.open(report)).locator('tbody tr').count());
      assert.ok(named('columnheader').includes('Endpoint list'));
    }
  });

  for (const colorScheme of ['light', 'dark'] as const)
    for (const width of [1100, 375])
      it(`axe-core objects to nothing, ${colorScheme} and ${width} pixels wide`, async () =>
        assert.deepEqual(await reader.objections(report, { colorScheme, viewport: { width, height: 900 } }), []));

  it('is no wider than a phone or a sheet of paper, where it has no field', async () => {
    const page = await reader.open(report, { viewport: { width: 375, height: 700 }, colorScheme: 'dark' });
    assert.equal(await isTooWide(page), false);
    assert.equal(await page.getByLabel('Show rows with').isVisible(), true);
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 720, height: 1000 });
    assert.equal(await isTooWide(page), false);
    assert.equal(await page.getByLabel('Show rows with').isVisible(), false);
    assert.equal(await page.evaluate('getComputedStyle(document.body).backgroundColor'), 'rgb(255, 255, 255)');
  });

  it('takes names for text', async () => {
    const page = await reader.open(report);
    assert.equal(await page.title(), 'Teams media and the VPN: 7 documents');
    assert.equal(await page.locator('script').count(), 1);
    assert.equal(await page.locator('img, tbody b').count(), 0);
    assert.equal(await page.getByText('\u202e').count(), 0);
  });

  it('of 100,000 machines stays small and quick, and tells how to have all', async () => {
    const many = renderFleetReport(fleetOf(thousands(100)), day);
    assert.ok(many.length < 3_000_000, String(many.length));
    const page = await reader.open(many);
    const rows = rowsOf(page, 'Machines');
    assert.equal(await rows.count(), mostMachines);
    assert.equal(await rows.filter({ has: page.getByText('Fail', { exact: true }) }).count(), 1000);
    const section = page.locator('section', { has: page.getByRole('heading', { name: 'Machines' }) });
    assert.match(
      (await section.innerText()).replace(/\s+/g, ' '),
      /The 2000 worst are shown. Left out are 98000 Pass; all are written, one a line, by teams-split-tunnel fleet FOLDER --ndjson > verdicts.ndjson\./,
    );
    const start = performance.now();
    await section.getByRole('button', { name: 'Computer' }).click();
    await page.getByLabel('Show rows with').fill('PC-99');
    assert.ok((await rows.filter({ visible: true }).count()) > 0);
    assert.ok(performance.now() - start < 5000);
  });
});

/** So many thousand machines, of which ten in a thousand Fail. */
function* thousands(count: number): Generator<Verdict> {
  for (let i = 0; i < count * 1000; i++) yield { ...(i % 100 === 7 ? leaking : pass), computer: `PC-${i}` };
}

const { compare } = new Intl.Collator('en', { numeric: true });

function rowsOf(page: Page, title: string): Locator {
  return page.locator('section', { has: page.getByRole('heading', { name: title }) }).locator('tbody tr');
}

/** The cells of rows, without the space between words that only the markup has. */
function texts(rows: Locator): Promise<string[][]> {
  return rows.evaluateAll((all) =>
    all.map((row) => [...row.children].map((cell) => cell.textContent.replace(/\s+/g, ' ').trim())),
  );
}
