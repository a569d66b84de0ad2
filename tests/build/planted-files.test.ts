import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { requireOrSkip } from '../bed/require.ts';
import { version } from '../../src/version.ts';
import { built } from './dist.ts';
import { inside, traced } from './traced.ts';

const evil = 'require("node:fs").writeFileSync("trace", "")';

const plants: Record<string, string> = {
  'package.json': '{"type": "module", "main": "./evil.js", "imports": {"#main": "./evil.js"}}',
  'node_modules/package.json': '{}',
  'node_modules/fs/index.js': evil,
  'node_modules/valibot/index.js': evil,
  'node_modules/execa/index.js': evil,
  'teams-split-tunnel.js': evil,
  'teams-split-tunnel.cjs': evil,
  'teams-split-tunnel.node': '',
  'index.js': evil,
  'sea-config.json': '{"main": "./evil.js"}',
  'node.config.json': '{"nodeOptions": {"require": ["./evil.js"]}}',
  '.env': 'NODE_OPTIONS=--require=./evil.js',
  '.noderc': '--require=./evil.js',
  'openssl.cnf': 'evil',
  'ffi.node': '',
  'libc.so.6': '',
  'libffi.so': '',
  'version.dll': '',
  'iphlpapi.dll': '',
  'icudt78l.dat': '',
  'evil.js': evil,
};

function plant(folder: string) {
  for (const [name, text] of Object.entries(plants)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

describe('the executable among planted files', function () {
  requireOrSkip(this, ['strace']);

  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'planted-'));
    plant(folder);
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('touches none in the current folder', () => {
    const run = traced(built('linux-x64/teams-split-tunnel'), ['--version'], folder, {});
    assert.equal(run.stdout, `teams-split-tunnel ${version}\n`);
    assert.deepEqual(inside(folder, run.paths), []);
  });

  it('touches none in the current folder while it works', () => {
    const run = traced(built('linux-x64/teams-split-tunnel'), ['test', '--json'], folder, {});
    assert.match(JSON.parse(run.stdout).schema, /verdict/);
    assert.deepEqual(inside(folder, run.paths), []);
  });

  it('touches none beside itself', () => {
    const executable = join(folder, 'teams-split-tunnel');
    copyFileSync(built('linux-x64/teams-split-tunnel'), executable);
    const run = traced(executable, ['--version'], folder, {});
    assert.equal(run.stdout, `teams-split-tunnel ${version}\n`);
    assert.deepEqual([...new Set(inside(folder, run.paths))], [executable]);
  });

  it('(an ordinary Node looks around)', () => {
    const run = traced(process.execPath, ['index.js'], folder, {});
    assert.ok(run.paths.includes(join(folder, 'package.json')));
  });
});
