import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { existsPlainly, listPlainly, readEndPlainly, readPlainly } from '../../src/collect/plain-files.ts';

describe('files that somebody else may write', () => {
  let root: string;
  before(() => {
    root = mkdtempSync(join(tmpdir(), 'plain-'));
    mkdirSync(join(root, 'a/b'), { recursive: true });
    writeFileSync(join(root, 'a/b/file'), 'text');
    symlinkSync(join(root, 'a'), join(root, 'link'));
    symlinkSync(join(root, 'a/b/file'), join(root, 'a/linked'));
    symlinkSync('/nowhere', join(root, 'a/broken'));
    writeFileSync(join(root, 'large'), '');
    truncateSync(join(root, 'large'), 1024 * 1024 + 1);
    execFileSync('/usr/bin/mkfifo', [join(root, 'pipe')]);
  });
  after(() => rmSync(root, { recursive: true }));

  it('are read', () => {
    assert.equal(readPlainly(root, 'a', 'b', 'file'), 'text');
    assert.deepEqual(listPlainly(root, 'a').sort(), ['b', 'broken', 'linked']);
  });
  it('are none where they are missing', () => {
    assert.equal(existsPlainly(root, 'a', 'c', 'file'), false);
    assert.equal(readPlainly(root, 'a', 'c'), null);
    assert.deepEqual(listPlainly(root, 'c'), []);
    assert.equal(existsPlainly(join(root, 'c'), 'd'), false);
  });
  it('are not followed through a link, at any step', () => {
    for (const steps of [['link', 'b', 'file'], ['a', 'linked'], ['a', 'broken'], ['link']])
      assert.throws(() => readPlainly(root, ...steps), /is a link/, steps.join());
    assert.throws(() => existsPlainly(join(root, 'link'), 'b'), /is a link/);
  });
  it('are not read where they are too large, or no files', () => {
    assert.equal(readPlainly(root, 'large'), null);
    assert.equal(readPlainly(root, 'a'), null);
    assert.equal(readPlainly(root, 'pipe'), null);
  });
  it('are not read under a second name, which could be that of a file of somebody else', () => {
    writeFileSync(join(root, 'theirs'), 'theirs');
    linkSync(join(root, 'theirs'), join(root, 'a/hard'));
    assert.throws(() => readPlainly(root, 'a', 'hard'), /is a link/);
    rmSync(join(root, 'a/hard'));
    assert.equal(readPlainly(root, 'theirs'), 'theirs');
  });
  it('are read from their end, with how large they are', () => {
    const { bytes, size } = readEndPlainly(2, root, 'a', 'b', 'file')!;
    assert.deepEqual([bytes.toString(), size], ['xt', 4]);
    assert.equal(readEndPlainly(2, root, 'a'), null);
  });
  it('are not read where folder and link are exchanged all the time', async function () {
    this.timeout(20_000);
    mkdirSync(join(root, 'race/folder'), { recursive: true });
    mkdirSync(join(root, 'elsewhere'));
    writeFileSync(join(root, 'race/folder/file'), 'text');
    writeFileSync(join(root, 'elsewhere/file'), 'secret');
    const script = 'while :; do mv folder aside; ln -s ../elsewhere folder; rm folder; mv aside folder; done';
    const exchange = spawn('/bin/sh', ['-c', script], { cwd: join(root, 'race'), stdio: 'ignore' });
    const seen = new Set<string | null>();
    let refused = 0;
    for (const end = performance.now() + 1500; performance.now() < end;) {
      try {
        seen.add(readPlainly(root, 'race', 'folder', 'file'));
      } catch {
        refused++;
      }
    }
    exchange.kill('SIGKILL');
    await new Promise((done) => exchange.once('exit', done));
    assert.ok(refused > 0 && seen.has('text'), `${refused} refused`);
    assert.ok(!seen.has('secret'));
  });
  it('are not asked for elsewhere', () => {
    for (const elsewhere of ['\\\\server\\share', 'relative', '']) assert.throws(() => existsPlainly(elsewhere, 'a'));
  });
});
