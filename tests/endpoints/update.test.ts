import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EndpointList, EndpointRow } from '../../src/contract/endpoints.ts';
import { bundledList } from '../../src/endpoints/bundled.ts';
import { clientRequestId } from '../../src/endpoints/client-id.ts';
import { httpGet } from '../../src/endpoints/http.ts';
import { loadEndpoints } from '../../src/endpoints/load.ts';
import { optimizePrefixes } from '../../src/endpoints/select.ts';
import { openService } from '../../src/endpoints/service.ts';
import { updateEndpoints } from '../../src/endpoints/update.ts';
import { guard } from '../../src/native/linux/guard.ts';
import { stateBehind, type State } from '../../src/native/state.ts';
import { formatPrefix } from '../../src/net/prefix.ts';
import { half, json, text, WebService, type Answer } from './web-service.ts';

const media = (ips: string[]): EndpointRow => ({
  id: 11,
  serviceArea: 'Skype',
  category: 'Optimize',
  ips,
  udpPorts: '3478,3479,3480,3481',
});

const newVersion = '2026110200';
const newRows = [media(['52.112.0.0/14', '52.122.0.0/15', '2603:1063::/38', '192.0.2.0/24'])];
const prefixes = (list: EndpointList) => optimizePrefixes(list).map(formatPrefix);

describe('updateEndpoints', function () {
  if (process.platform !== 'linux') return;
  let directory: string;
  let state: State;
  let service: WebService;
  let clock: Date;
  let warnings: string[];
  let bundled: EndpointList;

  beforeEach(async () => {
    directory = join(realpathSync(mkdtempSync(join(tmpdir(), 'endpoints-'))), 'state');
    state = stateBehind(guard(directory), (message) => warnings.push(message));
    service = await WebService.start(newVersion, newRows);
    clock = new Date('2026-11-24T12:00:00Z');
    warnings = [];
    bundled = await bundledList('Worldwide');
  });
  afterEach(async () => {
    await service.stop();
    rmSync(join(directory, '..'), { recursive: true, force: true });
  });

  const update = (options: { timeout?: number; state?: State; signal?: AbortSignal } = {}) =>
    updateEndpoints({
      cloud: 'Worldwide',
      state: options.state ?? state,
      service: () =>
        openService({
          base: service.base,
          get: httpGet({ environment: {}, authorities: [] }),
          clientRequestId: clientRequestId(state),
          signal: options.signal ?? new AbortController().signal,
          timeout: options.timeout,
        }),
      now: () => clock,
      warn: (message) => warnings.push(message),
      verbose: () => {},
    });
  const load = () => loadEndpoints({ state, warn: (message) => warnings.push(message) });
  const pass = (minutes: number) => (clock = new Date(clock.getTime() + minutes * 60_000));

  it('takes a newer list, which is then in force', async () => {
    const updated = await update();
    assert.equal(updated.source, 'service');
    const { version, source, confirmedAt, rows } = await load();
    assert.deepEqual(
      { version, source, confirmedAt, rows },
      { version: newVersion, source: 'cache', confirmedAt: '2026-11-24T12:00:00.000Z', rows: newRows },
    );
    assert.deepEqual(service.asked, ['/version/Worldwide', '/endpoints/Worldwide']);
    assert.deepEqual(warnings, []);
  });

  it('confirms the list in force where the version is no newer, and asks for no rows', async () => {
    for (const latest of ['2026081400', '2026073100']) {
      service.version = json({ instance: 'Worldwide', latest });
      const { source, version, rows, confirmedAt } = await update();
      assert.deepEqual({ source, version, rows }, { source: 'bundled', version: null, rows: bundled.rows });
      assert.equal(confirmedAt, clock.toISOString());
      assert.equal((await load()).confirmedAt, clock.toISOString());
      pass(61);
    }
    assert.deepEqual(service.asked, ['/version/Worldwide', '/version/Worldwide']);
    assert.deepEqual(warnings, []);
  });

  it('a cached list is confirmed by its own version only, and no older one takes its place', async () => {
    await update();
    pass(61);
    assert.equal((await update()).confirmedAt, clock.toISOString());
    pass(61);
    const before = (await load()).confirmedAt;
    service.version = json({ instance: 'Worldwide', latest: '2026100100' });
    service.endpoints = json([media(['198.51.100.0/24'])]);
    const after = await update();
    assert.deepEqual([after.version, prefixes(after)], [newVersion, prefixes({ ...after, rows: newRows })]);
    assert.notEqual(after.confirmedAt, clock.toISOString());
    assert.ok(after.confirmedAt! <= before!);
    assert.equal(service.asked.filter((path) => path.startsWith('/endpoints')).length, 1);
  });

  it('asks for the version once an hour at most', async () => {
    await update();
    pass(59);
    await update();
    assert.equal(service.asked.length, 2);
    pass(1);
    await update();
    assert.deepEqual(service.asked.slice(2), ['/version/Worldwide']);
  });

  it('asks at once where the clock was set back before the last time', async () => {
    await update();
    pass(-600);
    await update();
    assert.equal(service.asked.length, 3);
  });

  it('asks in the name of one GUID, kept', async () => {
    await update();
    pass(61);
    state = stateBehind(guard(directory), assert.fail);
    await update();
    assert.equal(new Set(service.clients).size, 1);
    assert.match(service.clients[0]!, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('leaves the service alone for an hour after 429, and says until when', async () => {
    service.endpoints = json({}, 429);
    assert.equal((await update()).source, 'bundled');
    pass(30);
    assert.equal((await update()).source, 'bundled');
    assert.equal(service.asked.length, 2);
    assert.match(warnings[1], /^2026-11-24T12:30:00.000Z: .* left alone until 2026-11-24T13:00:00.000Z/);
    pass(30);
    service.endpoints = json(newRows);
    assert.equal((await update()).version, newVersion);
  });

  it('a list that the newer version shortens is taken, since Microsoft says so', async () => {
    service.endpoints = json([media(['52.112.0.0/14'])]);
    assert.deepEqual(prefixes(await update()), ['52.112.0.0/14']);
    assert.deepEqual(prefixes(await load()), ['52.112.0.0/14']);
  });

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
      { endpoints: (response) => response.writeHead(302, { location: `${service.base}/evil` }).end() },
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
      const before = await load();
      Object.assign(service, answers);
      assert.deepEqual(await update({ timeout: 500 }), before);
      assert.equal(warnings.length, 1, warnings.join('\n'));
      assert.match(warnings[0], /^2026-11-24T12:00:00.000Z: .* The bundled list of 2026-08-14 stays in force\.$/);
      assert.match(warnings[0], warning);
      assert.ok(!service.asked.includes('/evil'));
      const { confirmedAt, ...after } = await load();
      assert.deepEqual({ ...after, confirmedAt }, before);
      assert.deepEqual(
        readdirSync(directory).filter((file) => file === 'endpoints-worldwide.json'),
        [],
      );
    });
  }

  it('keeps a cached list too', async () => {
    await update();
    pass(61);
    service.version = json({ instance: 'Worldwide', latest: '2026112300' });
    service.endpoints = half(newRows, true);
    assert.deepEqual((await update()).version, newVersion);
    assert.match(warnings[0], /The cache list of 2026110200 stays in force/);
    assert.equal((await load()).version, newVersion);
  });

  it('takes the rows at the next try, without asking for the version again', async () => {
    service.endpoints = half(newRows, true);
    await update();
    service.endpoints = json(newRows);
    assert.equal((await update()).version, newVersion);
    assert.deepEqual(service.asked, ['/version/Worldwide', '/endpoints/Worldwide', '/endpoints/Worldwide']);
  });

  it('says where there is no network', async () => {
    await service.stop();
    assert.equal((await update()).source, 'bundled');
    assert.match(warnings[0], /^2026-11-24T12:00:00.000Z: .*ECONNREFUSED/);
  });

  it('ends when it is stopped', async () => {
    service.version = () => stop.abort();
    const stop = new AbortController();
    assert.equal((await update({ signal: stop.signal })).source, 'bundled');
  });

  it('several at once leave one whole list', async () => {
    const lists = await Promise.all([update(), update(), update()]);
    assert.deepEqual(
      lists.map((list) => list.version),
      [newVersion, newVersion, newVersion],
    );
    assert.equal((await load()).version, newVersion);
    assert.deepEqual(readdirSync(directory).sort(), [
      'client-request-id',
      'endpoints-worldwide.asked.json',
      'endpoints-worldwide.json',
    ]);
  });

  it('a crash at any write leaves the list before or the new one, and the next update finishes', async () => {
    class Crash extends Error {}
    for (let survived = 0; ; survived++) {
      rmSync(directory, { recursive: true, force: true });
      let writes = 0;
      const crashing: State = {
        ...state,
        writeAtomically: (name, bytes) => {
          if (writes++ === survived) throw new Crash();
          state.writeAtomically(name, bytes);
        },
      };
      const list = await update({ state: crashing }).catch((error: unknown) => {
        assert.ok(error instanceof Crash);
        return null;
      });
      if (list) {
        assert.equal(survived, 2);
        break;
      }
      assert.equal((await load()).source, 'bundled');
      assert.equal((await update()).version, newVersion);
      assert.equal((await load()).version, newVersion);
    }
  });

  describe('of what is on disk', () => {
    const cached = () => join(directory, 'endpoints-worldwide.json');
    beforeEach(() => update());

    it('ignores a list that others may have written', async () => {
      chmodSync(cached(), 0o666);
      assert.equal((await load()).source, 'bundled');
      assert.match(warnings[0], /endpoints-worldwide.json is ignored: .*may be written by others/);
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
        assert.deepEqual(await load().then(({ source, rows }) => ({ source, rows })), {
          source: 'bundled',
          rows: bundled.rows,
        });
        assert.match(warnings[0], /endpoints-worldwide.json is ignored/);
        await update();
        assert.equal((await load()).version, newVersion);
      });

    it('a list no newer than the bundled one is not in force, whatever it drops', async () => {
      const old = { cloud: 'Worldwide', version: '2026081400', rows: [media(['198.51.100.0/24'])] };
      writeFileSync(cached(), JSON.stringify(old));
      assert.deepEqual(prefixes(await load()), prefixes(bundled));
    });

    it('asks anew where what it remembered is broken', async () => {
      writeFileSync(join(directory, 'endpoints-worldwide.asked.json'), '{"latest":"x"}');
      await update();
      assert.equal(service.asked.length, 3);
      assert.match(warnings[0], /asked.json is ignored/);
    });

    it('keeps the list, with a warning, where nothing can be written', async () => {
      chmodSync(directory, 0o777);
      const list = await update();
      assert.equal(list.source, 'bundled');
      assert.match(warnings.at(-1)!, /was not updated: .*may be written by others/);
    });
  });
});
