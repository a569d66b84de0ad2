import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { existsPlainly, listPlainly, readPlainly } from '../../src/collect/plain-files.ts';

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
  it('are not asked for elsewhere', () => {
    for (const elsewhere of ['\\\\server\\share', 'relative', '']) assert.throws(() => existsPlainly(elsewhere, 'a'));
  });
});
