import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { media, newRows, newVersion, Updating } from './updating.ts';
import { half, json, text, type Answer } from './web-service.ts';

describe('updateEndpoints and a web service that misbehaves', function () {
  if (process.platform !== 'linux') return;
  let machine: Updating;
  beforeEach(async () => (machine = await Updating.start()));
  afterEach(() => machine.stop());

  const cut = JSON.stringify(newRows).slice(0, -5);
  const bad: Record<string, [Partial<Record<'version' | 'endpoints', Answer>>, RegExp]> = {
    'garbage for a version': [{ version: text('<html>', 'text/html') }, /text\/html that is not JSON/],
    'a version that is no date': [{ version: json({ instance: 'Worldwide', latest: '9999999999' }) }, /not as agreed/],
    'a version of another cloud': [{ version: json({ instance: 'China', latest: newVersion }) }, /is about China/],
    'all versions at once': [{ version: json([{ instance: 'Worldwide', latest: newVersion }]) }, /not as agreed/],
    'an error for a version': [{ version: json({}, 500) }, /HTTP status 500/],
    'garbage for rows': [{ endpoints: text('\u0000\u0001', 'application/json') }, /not JSON/],
    'half of the rows, as JSON': [{ endpoints: text(cut, 'application/json') }, /not JSON/],
    'half of the rows, the connection cut': [{ endpoints: half(newRows, true) }, /gave no whole answer/],
    'half of the rows, the connection closed': [{ endpoints: half(newRows, false) }, /not JSON/],
    'an object for rows': [{ endpoints: json({ rows: newRows }) }, /not an array of rows/],
    'no rows': [{ endpoints: json([]) }, /no Optimize prefix of Teams/],
    'no Teams row': [{ endpoints: json([{ ...newRows[0], serviceArea: 'Exchange' }]) }, /no Optimize prefix of Teams/],
    'a prefix with host bits': [
      { endpoints: json([media(['52.112.0.1/14'])]) },
      /row 11: 52.112.0.1\/14 has host bits/,
    ],
    'a row without a category': [{ endpoints: json([{ id: 11, serviceArea: 'Skype' }]) }, /category/],
    'more than a list can be': [{ endpoints: text(' '.repeat(2 ** 20 + 1), 'application/json') }, /over 1 MiB/],
    'a redirect': [
      { endpoints: (response) => response.writeHead(302, { location: `${machine.service.base}/evil` }).end() },
      /HTTP status 302/,
    ],
    'an answer without end': [
      { endpoints: (response) => void response.writeHead(200).write('[') },
      /gave no whole answer: .*timeout/,
    ],
    'no answer': [{ version: () => {} }, /gave no whole answer: .*timeout/],
  };

  for (const [name, [answers, warning]] of Object.entries(bad)) {
    it(`keeps the list before, with a dated warning, on ${name}`, async () => {
      const before = await machine.load();
      Object.assign(machine.service, answers);
      assert.deepEqual(await machine.update({ timeout: 500 }), before);
      assert.equal(machine.warnings.length, 1, machine.warnings.join('\n'));
      assert.match(
        machine.warnings[0],
        /^2026-11-24T12:00:00.000Z: .* The bundled list of 2026-08-14 stays in force\.$/,
      );
      assert.match(machine.warnings[0], warning);
      assert.ok(!machine.service.asked.includes('/evil'));
      const { confirmedAt, ...after } = await machine.load();
      assert.deepEqual({ ...after, confirmedAt }, before);
      assert.deepEqual(
        readdirSync(machine.directory).filter((file) => file === 'endpoints-worldwide.json'),
        [],
      );
    });
  }
});
