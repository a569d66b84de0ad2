import assert from 'node:assert/strict';
import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Place } from '../../../src/collect/bundle/log-places.ts';
import { collectLogs, logLimits, type LogLimits } from '../../../src/collect/bundle/logs.ts';

const now = Date.parse('2026-11-20T08:00:00Z');
const hour = 3600_000;

describe('logs', () => {
  let root: string;
  beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'logs-'))));
  afterEach(() => rmSync(root, { recursive: true }));

  const write = (path: string, content: string | Buffer, age = hour) => {
    const file = join(root, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, content);
    utimesSync(file, (now - age) / 1000, (now - age) / 1000);
  };
  const place = (steps: Place['steps'], more: Partial<Place> = {}): Place => {
    return { name: 'x', roots: [{ path: root }], steps, files: /\.log$/, ...more };
  };
  const collect = (places: readonly Place[], limits: Partial<LogLimits> = {}) => {
    const { entries, missing } = collectLogs(places, now, { ...logLimits, ...limits });
    return {
      texts: Object.fromEntries(entries.map(({ name, text }) => [name, text])),
      reasons: Object.fromEntries(missing.map(({ name, reason }) => [name, reason])),
    };
  };

  it('are the newest of a folder, not the old ones, and no other files', () => {
    for (let i = 1; i <= 4; i++) write(`a/${i}.log`, `log ${i}`, i * hour);
    write('a/old.log', 'old', logLimits.ageMs + hour);
    write('a/else.txt', 'else', 0);
    const { texts, reasons } = collect([place(['a'])], { files: 3 });
    assert.deepEqual(texts, { 'logs/x/1.log': 'log 1', 'logs/x/2.log': 'log 2', 'logs/x/3.log': 'log 3' });
    assert.deepEqual(reasons, {});
    assert.deepEqual(collect([place(['a'], { files: /^old/ })]).reasons, {
      'logs/x': 'there is no log of the last 14 days',
    });
    assert.deepEqual(collect([place(['a'], { files: /^old/, ageless: true })]).texts, { 'logs/x/old.log': 'old' });
  });

  it('are of every folder that a pattern and a person stand for', () => {
    write('jane/Z/log-1a/t.log', 'jane 1');
    write('jane/Z/log-2b/t.log', 'jane 2');
    write('joe/Z/log-3c/t.log', 'joe');
    write('joe/Z/other/t.log', 'no');
    const roots = ['jane', 'joe', 'nobody'].map((person) => ({ path: join(root, person), person }));
    const { entries, missing, people } = collectLogs([place(['Z', /^log-\w+$/], { roots })], now);
    assert.deepEqual(
      entries.map(({ name, text }) => `${name} ${text}`),
      ['logs/x/jane/t.log jane 1', 'logs/x/jane/t.log jane 2', 'logs/x/joe/t.log joe'],
    );
    assert.deepEqual([missing, people], [[], ['jane', 'joe', 'nobody']]);
  });

  it('say once that a client is not there', () => {
    const { reasons } = collect([place(['a']), place(['b']), place(['c'], { name: 'y' })]);
    assert.deepEqual(reasons, { 'logs/x': 'there is no such folder here', 'logs/y': 'there is no such folder here' });
    write('b/1.log', 'there');
    assert.deepEqual(collect([place(['a']), place(['b'])]).reasons, {});
  });

  it('begin with a whole line and character where only their end is taken, and say so', () => {
    const lines = 'password=first\nsecond ä\nthird ä\n';
    write('a/1.log', lines);
    for (const bytesAFile of [17, 18, 19]) {
      const { texts, reasons } = collect([place(['a'])], { bytesAFile });
      assert.match(texts['logs/x/1.log']!, /^(third ä\n)$/, String(bytesAFile));
      assert.match(reasons['logs/x/1.log']!, /only its end/);
    }
    write('a/1.log', Buffer.from(`﻿${lines}`, 'utf16le'));
    assert.equal(collect([place(['a'])], { bytesAFile: 34 }).texts['logs/x/1.log'], 'third ä\n');
    write('a/1.log', Buffer.concat([Buffer.from('padded'), Buffer.alloc(4096)]));
    assert.equal(collect([place(['a'])]).texts['logs/x/1.log'], 'padded');
  });

  it('stop at a size for all, and say which they left out', () => {
    for (const name of ['1', '2', '3']) write(`a/${name}.log`, `${'x'.repeat(40)}\n`, Number(name) * hour);
    const { texts, reasons } = collect([place(['a'])], { bytes: 60 });
    assert.equal(texts['logs/x/1.log'], `${'x'.repeat(40)}\n`);
    assert.equal(texts['logs/x/3.log'], undefined);
    assert.match(reasons['logs/x/2.log']!, /only its end/);
    assert.match(reasons['logs/x/3.log']!, /no more than/);
  });

  it('are not read through links, nor what is no text, and the others are there all the same', () => {
    write('secret', 'root:x:0');
    write('a/good.log', 'good');
    write('a/binary.log', Buffer.from([1, 0, 2, 3, 0, 0, 9, 9]));
    symlinkSync(join(root, 'secret'), join(root, 'a/soft.log'));
    linkSync(join(root, 'secret'), join(root, 'a/hard.log'));
    symlinkSync(join(root, 'a'), join(root, 'b'));
    mkdirSync(join(root, 'a/folder.log'));
    const { texts, reasons } = collect([place(['a'], { ageless: true }), place(['b'], { name: 'y' })], { files: 9 });
    assert.deepEqual(texts, { 'logs/x/good.log': 'good' });
    assert.match(reasons['logs/x/soft.log']!, /is a link/);
    assert.match(reasons['logs/x/hard.log']!, /is a link/);
    assert.equal(reasons['logs/x/binary.log'], 'it is no text');
    assert.equal(reasons['logs/x/folder.log'], 'it is no file');
    assert.match(reasons['logs/y']!, /is a link/);
  });
});
