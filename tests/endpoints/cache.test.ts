import assert from 'node:assert/strict';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundled, media, newVersion, prefixTexts, Updating } from './updating.ts';

describe('the cached endpoint list', function () {
  if (process.platform !== 'linux') return;
  let machine: Updating;
  beforeEach(async () => (machine = await Updating.start()));
  afterEach(() => machine.stop());

  const cached = () => join(machine.directory, 'endpoints-worldwide.json');
  beforeEach(() => machine.update());

  it('ignores a list that others may have written', async () => {
    chmodSync(cached(), 0o666);
    assert.equal((await machine.load()).source, 'bundled');
    assert.match(machine.warnings[0], /endpoints-worldwide.json is ignored: .*may be written by others/);
  });

  const broken: Record<string, (text: string) => string> = {
    'is cut': (text) => text.slice(0, -9),
    'is empty': () => '',
    'has a broken prefix': (text) => text.replace('192.0.2.0/24', '192.0.2.0/33'),
    'has no version': (text) => text.replace(newVersion, ''),
    'has no media': (text) => text.replace('Optimize', 'Allow'),
    'is of another cloud': (text) => text.replace('"Worldwide"', '"China"'),
  };
  for (const [name, breakIt] of Object.entries(broken))
    it(`ignores a list that ${name}, and gets another`, async () => {
      writeFileSync(cached(), breakIt(readFileSync(cached(), 'utf8')));
      assert.deepEqual(await machine.load().then(({ source, rows }) => ({ source, rows })), {
        source: 'bundled',
        rows: bundled.rows,
      });
      assert.match(machine.warnings[0], /endpoints-worldwide.json is ignored/);
      await machine.update();
      assert.equal((await machine.load()).version, newVersion);
    });

  it('a list no newer than the bundled one is not in force, whatever it drops', async () => {
    const old = { cloud: 'Worldwide', version: '2026081400', rows: [media(['198.51.100.0/24'])] };
    writeFileSync(cached(), JSON.stringify(old));
    assert.deepEqual(prefixTexts(await machine.load()), prefixTexts(bundled));
  });

  it('asks anew where what it remembered is broken', async () => {
    writeFileSync(join(machine.directory, 'endpoints-worldwide.asked.json'), '{"latest":"x"}');
    await machine.update();
    assert.equal(machine.service.asked.length, 3);
    assert.match(machine.warnings[0], /asked.json is ignored/);
  });

  it('keeps the list, with a warning, where nothing can be written', async () => {
    chmodSync(machine.directory, 0o777);
    const list = await machine.update();
    assert.equal(list.source, 'bundled');
    assert.match(machine.warnings.at(-1)!, /was not updated: .*may be written by others/);
  });
});
