import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle, programFolder } from '../../scripts/build/bundle.ts';
import { makeExecutable } from '../../scripts/build/executable.ts';
import { platformNamed } from '../../scripts/build/platforms.ts';

const sha256 = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

describe('two builds of one checkout', function () {
  this.timeout(120_000);

  let folder: string;
  let first: string;
  let second: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'reproducible-'));
    first = join(folder, 'first');
    second = join(folder, 'elsewhere/second');
    for (const one of [first, second]) {
      mkdirSync(one, { recursive: true });
      await bundle(one);
    }
  });

  after(() => rmSync(folder, { recursive: true }));

  it('have the same parts', () => {
    const digests = (folder: string) =>
      readdirSync(join(folder, programFolder)).map((part) => [part, sha256(join(folder, programFolder, part))]);
    assert.ok(digests(first).length > 1);
    assert.deepEqual(digests(first), digests(second));
  });

  for (const name of ['linux-x64', 'win-x64']) {
    it(`have the same executable for ${name}`, async () => {
      const platform = platformNamed(name);
      const one = sha256(await makeExecutable(platform, first));
      const other = sha256(await makeExecutable(platform, second));
      assert.equal(one, other);
    });
  }
});
