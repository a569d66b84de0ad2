import assert from 'node:assert/strict';
import { readdirSync, rmSync } from 'node:fs';
import type { State } from '../../src/native/state.ts';
import { bundled, media, newRows, newVersion, prefixTexts, Updating } from './updating.ts';
import { half, json } from './web-service.ts';

describe('updateEndpoints', function () {
  if (process.platform !== 'linux') return;
  let machine: Updating;
  beforeEach(async () => (machine = await Updating.start()));
  afterEach(() => machine.stop());

  it('takes a newer list, which is then in force', async () => {
    const updated = await machine.update();
    assert.equal(updated.source, 'service');
    const { version, source, confirmedAt, rows } = await machine.load();
    assert.deepEqual(
      { version, source, confirmedAt, rows },
      { version: newVersion, source: 'cache', confirmedAt: '2026-11-24T12:00:00.000Z', rows: newRows },
    );
    assert.deepEqual(machine.service.asked, ['/version/Worldwide', '/endpoints/Worldwide']);
    machine.assertQuiet();
  });

  it('confirms the list in force where the version is no newer, and asks for no rows', async () => {
    for (const latest of ['2026081400', '2026073100']) {
      machine.service.version = json({ instance: 'Worldwide', latest });
      const { source, version, rows, confirmedAt } = await machine.update();
      assert.deepEqual({ source, version, rows }, { source: 'bundled', version: null, rows: bundled.rows });
      assert.equal(confirmedAt, machine.clock.toISOString());
      assert.equal((await machine.load()).confirmedAt, machine.clock.toISOString());
      machine.pass(61);
    }
    assert.deepEqual(machine.service.asked, ['/version/Worldwide', '/version/Worldwide']);
    machine.assertQuiet();
  });

  it('an answer from before the day of the list confirms nothing', async () => {
    machine.clock = new Date('2026-08-01T12:00:00Z');
    machine.service.version = json({ instance: 'Worldwide', latest: '2026073100' });
    assert.equal((await machine.update()).confirmedAt, '2026-08-14');
  });

  it('a cached list is confirmed by its own version only, and no older one takes its place', async () => {
    await machine.update();
    machine.pass(61);
    assert.equal((await machine.update()).confirmedAt, machine.clock.toISOString());
    machine.pass(61);
    const before = (await machine.load()).confirmedAt;
    machine.service.version = json({ instance: 'Worldwide', latest: '2026100100' });
    machine.service.endpoints = json([media(['198.51.100.0/24'])]);
    const after = await machine.update();
    assert.deepEqual([after.version, prefixTexts(after)], [newVersion, prefixTexts({ ...after, rows: newRows })]);
    assert.notEqual(after.confirmedAt, machine.clock.toISOString());
    assert.ok(after.confirmedAt! <= before!);
    assert.equal(machine.service.asked.filter((path) => path.startsWith('/endpoints')).length, 1);
  });

  it('asks for the version once an hour at most', async () => {
    await machine.update();
    machine.pass(59);
    await machine.update();
    assert.equal(machine.service.asked.length, 2);
    machine.pass(1);
    await machine.update();
    assert.deepEqual(machine.service.asked.slice(2), ['/version/Worldwide']);
  });

  it('asks at once where the clock was set back before the last time', async () => {
    await machine.update();
    machine.pass(-600);
    await machine.update();
    assert.equal(machine.service.asked.length, 3);
  });

  it('asks in the name of one GUID, kept', async () => {
    await machine.update();
    machine.pass(61);
    await machine.update();
    assert.equal(new Set(machine.service.clients).size, 1);
    assert.match(machine.service.clients[0]!, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('leaves the service alone for an hour after 429, and says until when', async () => {
    machine.service.endpoints = json({}, 429);
    assert.equal((await machine.update()).source, 'bundled');
    machine.pass(30);
    assert.equal((await machine.update()).source, 'bundled');
    assert.equal(machine.service.asked.length, 2);
    assert.match(machine.warnings[1], /^2026-11-24T12:30:00.000Z: .* left alone until 2026-11-24T13:00:00.000Z/);
    machine.pass(30);
    machine.service.endpoints = json(newRows);
    assert.equal((await machine.update()).version, newVersion);
  });

  it('a list that the newer version shortens is taken, since Microsoft says so', async () => {
    machine.service.endpoints = json([media(['52.112.0.0/14'])]);
    assert.deepEqual(prefixTexts(await machine.update()), ['52.112.0.0/14']);
    assert.deepEqual(prefixTexts(await machine.load()), ['52.112.0.0/14']);
  });

  it('keeps a cached list too', async () => {
    await machine.update();
    machine.pass(61);
    machine.service.version = json({ instance: 'Worldwide', latest: '2026112300' });
    machine.service.endpoints = half(newRows, true);
    assert.deepEqual((await machine.update()).version, newVersion);
    assert.match(machine.warnings[0], /The cache list of 2026110200 stays in force/);
    assert.equal((await machine.load()).version, newVersion);
  });

  it('takes the rows at the next try, without asking for the version again', async () => {
    machine.service.endpoints = half(newRows, true);
    await machine.update();
    await machine.load();
    assert.match(machine.warnings[1], /^the web service has a newer endpoint list, 2026110200: take it with/);
    machine.service.endpoints = json(newRows);
    assert.equal((await machine.update()).version, newVersion);
    assert.deepEqual(machine.service.asked, ['/version/Worldwide', '/endpoints/Worldwide', '/endpoints/Worldwide']);
  });

  it('says where there is no network', async () => {
    await machine.service.stop();
    assert.equal((await machine.update()).source, 'bundled');
    assert.match(machine.warnings[0], /^2026-11-24T12:00:00.000Z: .*ECONNREFUSED/);
  });

  it('ends when it is stopped', async () => {
    machine.service.version = () => stop.abort();
    const stop = new AbortController();
    assert.equal((await machine.update({ signal: stop.signal })).source, 'bundled');
  });

  it('several at once leave one whole list', async () => {
    const lists = await Promise.all([machine.update(), machine.update(), machine.update()]);
    assert.deepEqual(
      lists.map((list) => list.version),
      [newVersion, newVersion, newVersion],
    );
    assert.equal((await machine.load()).version, newVersion);
    assert.deepEqual(readdirSync(machine.directory).sort(), [
      'client-request-id',
      'endpoints-worldwide.asked.json',
      'endpoints-worldwide.json',
    ]);
  });

  it('a crash at any write leaves the list before or the new one, and the next update finishes', async () => {
    class Crash extends Error {}
    for (let survived = 0; ; survived++) {
      rmSync(machine.directory, { recursive: true, force: true });
      let writes = 0;
      const crashing: State = {
        ...machine.state,
        writeAtomically: (name, bytes) => {
          if (writes++ === survived) throw new Crash();
          machine.state.writeAtomically(name, bytes);
        },
      };
      const list = await machine.update({ state: crashing }).catch((error: unknown) => {
        assert.ok(error instanceof Crash);
        return null;
      });
      if (list) {
        assert.equal(survived, 2);
        break;
      }
      assert.equal((await machine.load()).source, 'bundled');
      assert.equal((await machine.update()).version, newVersion);
      assert.equal((await machine.load()).version, newVersion);
    }
  });
});
