import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleName } from '../../scripts/build/bundle.ts';
import { makeExecutable } from '../../scripts/build/executable.ts';
import { platformNamed } from '../../scripts/build/platforms.ts';
import { built } from './dist.ts';

/** The shortest of the runs: what the others have more is the machine's other work. */
const runs = 20;

describe('start-up', () => {
  let folder: string;
  let empty: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'start-up-'));
    writeFileSync(join(folder, bundleName), '');
    empty = await makeExecutable(platformNamed('linux-x64'), folder);
  });

  after(() => rmSync(folder, { recursive: true }));

  it('takes hardly longer than that of an empty executable', function () {
    const ours = built('linux-x64/teams-split-tunnel');
    const shortest = { [empty]: Infinity, [ours]: Infinity };
    for (let run = 0; run < runs; run++) {
      for (const program of [empty, ours]) shortest[program] = Math.min(shortest[program]!, milliseconds(program));
    }
    const ratio = shortest[ours]! / shortest[empty]!;
    this.test!.title += ` (${shortest[ours]!.toFixed(1)} ms, ratio ${ratio.toFixed(2)})`;
    assert.ok(ratio < 1.5, `ratio ${ratio}`);
  });
});

describe('lazy loading', () => {
  it('leaves the commands and what they need alone until they are called', () => {
    const { stderr } = spawnSync(built('linux-x64/teams-split-tunnel'), ['--version'], {
      env: { NODE_DEBUG: 'module' },
      encoding: 'utf8',
    });
    const loaded = new Set([...stderr.matchAll(/load built-in module (\S+)/g)].map(([, name]) => name));
    assert.ok(loaded.has('util'), 'Node tells what it loads');
    const heavy = ['child_process', 'crypto', 'ffi', 'http', 'https', 'net', 'os', 'tls'];
    assert.deepEqual(
      heavy.filter((name) => loaded.has(name)),
      [],
    );
  });
});

function milliseconds(program: string): number {
  const start = performance.now();
  const { status } = spawnSync(program, ['--version'], { env: {} });
  assert.equal(status, 0);
  return performance.now() - start;
}
