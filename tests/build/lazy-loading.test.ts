import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { built } from './dist.ts';

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
