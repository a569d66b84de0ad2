import assert from 'node:assert/strict';
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fleet } from '../../src/contract/fleet.ts';
import type { Snapshot } from '../../src/contract/snapshot.ts';
import type { Verdict } from '../../src/contract/verdict.ts';
import { tool } from '../bed/tools.ts';
import { exclusions, judged, localDefaults, machine, row, vpnDefaults } from '../judge/machine.ts';
import { program } from '../live/program.ts';

const halves = ['0.0.0.0/1 dev vpn', '128.0.0.0/1 dev vpn'];
const kinds: Record<string, Snapshot> = {
  Pass: machine([...localDefaults, ...halves, ...exclusions]),
  Fail: machine([...localDefaults, ...vpnDefaults]),
  Unknown: machine(['0.0.0.0/0 via 192.168.1.1'], { interfaces: [row(10, { deviceId: null }), row(20)] }),
  NotApplicable: machine(localDefaults, { interfaces: [row(10)] }),
};
const named = (kind: string, computer: string) => ({ ...kinds[kind], computer });
const lines = (...documents: unknown[]) => documents.map((each) => JSON.stringify(each) + '\n').join('');

describe('fleet', function () {
  this.timeout(60_000);
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fleet-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function file(name: string, content: string | Buffer): string {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  }
  const run = (args: readonly string[], input: string = ''): SpawnSyncReturns<string> =>
    spawnSync(program, ['fleet', ...args], { input, encoding: 'utf8', maxBuffer: 1 << 30 });
  function count(...args: string[]): Fleet {
    const { stdout, stderr } = run([...args, '--json']);
    assert.notEqual(stdout, '', stderr);
    return JSON.parse(stdout);
  }
  const verdicts = (result: SpawnSyncReturns<string>): Verdict[] =>
    result.stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line))
      .filter(({ type }) => type === 'object')
      .map(({ value }) => value);

  it('counts documents by status, and computers are never merged', () => {
    const path = file('a.ndjson', lines(kinds.Pass, kinds.Fail, kinds.Fail, kinds.NotApplicable, kinds.Unknown));
    const fleet = count(path);
    assert.deepEqual(fleet.byStatus, { Pass: 1, Fail: 2, Warning: 0, Unknown: 1, NotApplicable: 1 });
    assert.equal(fleet.documents, 5);
  });

  for (const [code, members] of [
    [0, ['Pass', 'NotApplicable']],
    [4, ['Pass', 'Unknown']],
    [1, ['Unknown', 'Fail', 'Pass']],
  ] as const) {
    it(`ends with ${code} for ${members.join(', ')}, whatever the bad lines`, () => {
      const content = lines(...members.map((kind) => kinds[kind]));
      for (const path of [file('good.ndjson', content), file('bad.ndjson', `nonsense\n${content}{"schema":"x"}\n`)])
        assert.equal(run([path, '--json']).status, code);
    });
  }

  it('names bad lines by file and line, and judges the others', () => {
    const path = file(
      'a.ndjson',
      `${lines(kinds.Fail)}\n{"schema": \r\n${lines({ schema: 'other/1' }, kinds.Fail)}"text"`,
    );
    const { badLines, badLineCount, byStatus } = count(path);
    assert.deepEqual(
      badLines.map(({ path, line }) => ({ path, line })),
      [3, 4, 6].map((line) => ({ path, line })),
    );
    assert.ok(badLines.every(({ message }) => message.length > 10));
    assert.equal(badLineCount, 3);
    assert.equal(byStatus.Fail, 2);
  });

  it('counts lines on where a file is larger than what is read at a time', () => {
    const many = Array.from({ length: 3000 }, (_, i) => JSON.stringify(named(i % 3 ? 'Pass' : 'Fail', `PC-${i}`)));
    many[1234] = 'nonsense';
    many[2999] = 'nonsense';
    many[7] = JSON.stringify({ ...named('Pass', 'long'), notes: ['x'.repeat(5_000_000)] });
    const path = file('a.ndjson', many.join('\r\n'));
    const fleet = count(path);
    assert.deepEqual(
      fleet.badLines.map(({ line }) => line),
      [1235, 3000],
    );
    assert.deepEqual([fleet.byStatus.Fail, fleet.byStatus.Pass], [1000, 1998]);
    assert.equal(verdicts(run([path, '--ndjson']))[7]!.computer, 'long');
  });

  it('tells the worst machines one by one, in order, whatever thread judged them, and no more than it holds', () => {
    const kind = (i: number) => (i % 10 === 7 ? 'Fail' : i % 10 === 3 ? 'Unknown' : 'Pass');
    const many = Array.from({ length: 12_000 }, (_, i) => named(kind(i), `PC-${i}`));
    const { machines, documents } = count(file('a.ndjson', lines(...many)));
    assert.equal(documents, 12_000);
    const expected = [7, 3].flatMap((rest) => Array.from({ length: 1200 }, (_, i) => `PC-${10 * i + rest}`));
    assert.deepEqual(
      machines.map(({ computer }) => computer),
      expected.slice(0, 2000),
    );
  });

  it('writes one verdict a document with --ndjson, in order and as test writes it', () => {
    const all = Array.from({ length: 4000 }, (_, i) => named(Object.keys(kinds)[i % 4]!, `PC-${i}`));
    const found = verdicts(run([file('a.ndjson', lines(...all)), '--ndjson']));
    assert.deepEqual(
      found.map(({ computer }) => computer),
      all.map(({ computer }) => computer),
    );
    const one = file('one.json', JSON.stringify(all[1]));
    assert.deepEqual(
      found[1],
      JSON.parse(spawnSync(program, ['test', '--snapshot', one, '--json'], { encoding: 'utf8' }).stdout),
    );
  });

  it('takes folders, spread JSON, arrays, UTF-16 and standard input alike', () => {
    mkdirSync(join(folder, 'deep'));
    file('a.json', JSON.stringify(kinds.Fail, null, 2));
    file('deep/b.json', JSON.stringify([kinds.Pass, kinds.Pass], null, 1));
    file('deep/c.json', Buffer.from(`\uFEFF${JSON.stringify(kinds.Unknown, null, 1)}`, 'utf16le'));
    file('deep/d.jsonl', `\uFEFF${lines(kinds.Fail)}`);
    file('e.txt', 'not looked at');
    const expected = { Pass: 2, Fail: 2, Warning: 0, Unknown: 1, NotApplicable: 0 };
    const { byStatus, badLines } = count(folder);
    assert.deepEqual({ byStatus, badLines }, { byStatus: expected, badLines: [] });
    const { stdout } = run(['--json'], lines(kinds.Pass, kinds.Pass, kinds.Fail, kinds.Fail, kinds.Unknown));
    assert.deepEqual(JSON.parse(stdout).byStatus, expected);
    const written = verdicts(run(['--ndjson'], lines(kinds.Fail, kinds.Pass)));
    assert.deepEqual(
      written.map(({ status }) => status),
      ['Fail', 'Pass'],
    );
  });

  it('takes verdicts at their word, also as messages of this program', () => {
    const verdict = { ...judged(kinds.Fail!), computer: 'V' };
    const { stdout } = run([file('a.ndjson', lines(kinds.Pass)), '--ndjson']);
    const path = file('b.ndjson', lines(verdict, { type: 'verbose', message: 'a step' }) + stdout);
    const { byStatus, causes, badLines } = count(path);
    assert.deepEqual([byStatus.Fail, byStatus.Pass, badLines.length], [1, 1, 0]);
    assert.deepEqual(causes[0], { check: 'OptimizeRoutes', status: 'Fail', documents: 1, computers: ['V'] });
    const broken = count(file('c.ndjson', lines({ ...verdict, status: 'Fine' }, { type: 'error', message: 'no' })));
    assert.deepEqual([broken.documents, broken.badLines.length], [0, 2]);
  });

  it('tells causes with their machines, clients, lists and leaks', () => {
    const fleet = count(file('a.ndjson', lines(named('Fail', 'PC-1'), named('Pass', 'PC-2'), named('Fail', 'PC-3'))));
    const cause = fleet.causes.find(({ check }) => check === 'OptimizeRoutes')!;
    assert.deepEqual([cause.status, cause.documents, cause.computers], ['Fail', 2, ['PC-1', 'PC-3']]);
    assert.deepEqual(
      fleet.vpnClients.map(({ documents, connected }) => ({ documents, connected })),
      [{ documents: 3, connected: true }],
    );
    assert.match(fleet.vpnClients[0]!.reason, /WireGuard/);
    assert.equal(fleet.endpointLists[0]!.documents, 3);
    assert.ok(fleet.endpointLists[0]!.ageInDays! >= 0);
    assert.ok(fleet.leaks.every(({ documents, interfaceName }) => documents === 2 && interfaceName === 'vpn'));
    assert.deepEqual(
      fleet.machines.map(({ computer, status }) => `${computer} ${status}`),
      ['PC-1 Fail', 'PC-3 Fail', 'PC-2 Pass'],
    );
    assert.deepEqual(fleet.machines[0]!.causes, ['OptimizeRoutes']);
    const { stdout } = run([join(folder, 'a.ndjson')]);
    assert.match(stdout, /^ +2 {2}Fail$/m);
    assert.match(stdout, /^ +2 {2}Fail OptimizeRoutes: PC-1, PC-3$/m);
  });

  describe('while it works', () => {
    let path: string;
    beforeEach(() => {
      path = file('many.ndjson', lines(kinds.Pass).repeat(20_000));
    });

    it('shows on a terminal how far it is, and leaves nothing of it behind', () => {
      const args = ['-qec', `${program} fleet ${path}`, '/dev/null'];
      const { stdout } = spawnSync(tool('script'), args, { encoding: 'utf8' });
      const [progress, answer] = stdout.split('20000 documents\r\n');
      const shown = [...progress!.matchAll(/\] (\d+) % (\d+) documents/g)].map((match) => match.slice(1).map(Number));
      assert.ok(shown.length >= 1, stdout);
      for (const [percent, count] of shown)
        assert.ok(Math.abs(percent! - count! / 200) < 5, `${count} are ${percent} %`);
      assert.match(progress!, /\r {79}\r$/);
      assert.doesNotMatch(answer!, /%/);
    });

    it('tells it to a program, and to nobody who reads the answer from a file', () => {
      const messages = run([path, '--ndjson', '--summary'])
        .stdout.trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      const progress = messages.filter(({ type }) => type === 'progress');
      assert.ok(progress.some(({ percent }) => percent > 0 && percent < 100));
      assert.equal(progress.at(-1).completed, true);
      assert.equal(run([path, '--json']).stderr, '');
    });
  });

  it('believes the administrator, and refuses a path that is not there', () => {
    const path = file('a.ndjson', lines(kinds.Fail));
    assert.equal(count(path, '--local-interface', 'vpn', '--local-interface', 'Ethernet').byStatus.Fail, 0);
    const { status, stderr } = run([join(folder, 'nowhere')]);
    assert.equal(status, 2);
    assert.match(stderr, /nowhere cannot be read.*FileUnreadable/);
  });

  it('goes on after a file that opens and cannot be read', () => {
    const [path, unreadable] = [file('a.ndjson', lines(kinds.Pass)), '/proc/self/mem'];
    const { documents, badLines } = count(unreadable, path);
    assert.deepEqual([documents, badLines.map(({ path }) => path)], [1, [unreadable]]);
    assert.match(badLines[0].message, /^\/proc\/self\/mem cannot be read: EIO/);
  });
});
