import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { requireOrSkip } from '../bed/require.ts';
import { version } from '../../src/version.ts';
import { built } from './dist.ts';
import { inside, traced } from './traced.ts';

interface Case {
  variable: string;
  /** Its value, given the folder with the planted files. */
  value: (folder: string) => string;
  /** How an ordinary Node comes to obey it: the proof that the planted files would show. */
  obeyedBy?: string[];
}

const print = ['-e', '0'];
const tls = ['-e', 'require("node:tls").createSecureContext()'];

const cases: Case[] = [
  { variable: 'NODE_OPTIONS', value: (f) => `--require=${f}/evil.js`, obeyedBy: print },
  { variable: 'NODE_PATH', value: (f) => `${f}/node_modules`, obeyedBy: ['-e', 'require("evil")'] },
  { variable: 'NODE_REPL_EXTERNAL_MODULE', value: (f) => `${f}/evil.js`, obeyedBy: ['-i'] },
  { variable: 'NODE_EXTRA_CA_CERTS', value: (f) => `${f}/ca.pem`, obeyedBy: tls },
  { variable: 'NODE_V8_COVERAGE', value: (f) => `${f}/coverage`, obeyedBy: print },
  { variable: 'NODE_COMPILE_CACHE', value: (f) => `${f}/compiled`, obeyedBy: print },
  { variable: 'NODE_ICU_DATA', value: (f) => f, obeyedBy: print },
  { variable: 'ICU_TIMEZONE_FILES_DIR', value: (f) => f, obeyedBy: print },
  { variable: 'NODE_REDIRECT_WARNINGS', value: (f) => `${f}/warnings`, obeyedBy: ['-e', 'process.emitWarning("x")'] },
  { variable: 'NODE_REPL_HISTORY', value: (f) => `${f}/history` },
  { variable: 'NODE_CHANNEL_FD', value: () => '77' },
  { variable: 'NODE_UNIQUE_ID', value: () => '1' },
  { variable: 'NODE_USE_SYSTEM_CA', value: () => '1' },
  { variable: 'NODE_TEST_CONTEXT', value: () => 'child-v8' },
  { variable: 'OPENSSL_CONF', value: (f) => `${f}/openssl.cnf`, obeyedBy: print },
  { variable: 'OPENSSL_MODULES', value: (f) => f },
  { variable: 'OPENSSL_ENGINES', value: (f) => f },
  { variable: 'SSL_CERT_FILE', value: (f) => `${f}/ca.pem`, obeyedBy: ['--use-openssl-ca', ...tls] },
  { variable: 'SSL_CERT_DIR', value: (f) => f },
  { variable: 'SSLKEYLOGFILE', value: (f) => `${f}/keys` },
];

describe('the executable in a hostile environment', function () {
  requireOrSkip(this, ['strace']);

  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'planted-'));
    const evil = `require("node:fs").writeFileSync(${JSON.stringify(`${folder}/trace`)}, "")`;
    mkdirSync(join(folder, 'node_modules'));
    writeFileSync(join(folder, 'node_modules/evil.js'), evil);
    writeFileSync(join(folder, 'evil.js'), evil);
    writeFileSync(join(folder, 'ca.pem'), '');
    writeFileSync(join(folder, 'openssl.cnf'), '');
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  for (const { variable, value, obeyedBy } of cases) {
    it(`reads and writes nothing for ${variable}`, () => {
      const planted = readdirSync(folder);
      const run = traced(built('linux-x64/teams-split-tunnel'), ['--version'], '/', { [variable]: value(folder) });
      assert.deepEqual(inside(folder, run.paths), []);
      assert.deepEqual(readdirSync(folder), planted);
      assert.equal(run.stdout, `teams-split-tunnel ${version}\n`);
    });

    if (obeyedBy) {
      it(`(an ordinary Node obeys ${variable})`, () => {
        const run = traced(process.execPath, obeyedBy, '/', { [variable]: value(folder) });
        assert.notDeepEqual(inside(folder, run.paths), []);
      });
    }
  }

  it('reads and writes nothing for all of them together while it works', () => {
    const planted = readdirSync(folder);
    const survivable = cases.filter(({ variable }) => variable !== 'NODE_CHANNEL_FD');
    const env = Object.fromEntries(survivable.map(({ variable, value }) => [variable, value(folder)]));
    const run = traced(built('linux-x64/teams-split-tunnel'), ['test', '--json'], '/', env);
    assert.match(JSON.parse(run.stdout).schema, /verdict/);
    assert.deepEqual(inside(folder, run.paths), []);
    assert.deepEqual(readdirSync(folder), planted);
  });

  for (const variable of ['NODE_DEBUG', 'NODE_DEBUG_NATIVE']) {
    it(`keeps its standard output for itself with ${variable}`, () => {
      const run = traced(built('linux-x64/teams-split-tunnel'), ['--version'], '/', { [variable]: '*' });
      assert.equal(run.stdout, `teams-split-tunnel ${version}\n`);
    });
  }

  describe('opens no debugger', () => {
    /** What a program that waits says on standard error when it is sent SIGUSR1. */
    const signalled = async (file: string, args: string[]) => {
      const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'pipe'] });
      try {
        let said = '';
        child.stderr.on('data', (text) => (said += text));
        await once(child.stdout, 'data');
        child.kill('SIGUSR1');
        await Promise.race([once(child.stderr, 'data'), delay(1000)]);
        return said;
      } finally {
        child.kill('SIGKILL');
      }
    };

    it('for SIGUSR1', async () => {
      assert.equal(await signalled(built('linux-x64/teams-split-tunnel'), ['watch', '--ndjson']), '');
    });
    it('(an ordinary Node does)', async () => {
      const waiting = 'console.log(1); setTimeout(() => {}, 60_000)';
      assert.match(await signalled(process.execPath, ['-e', waiting]), /Debugger listening/);
    });
  });
});
