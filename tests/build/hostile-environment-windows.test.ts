import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runtimePackage } from '../../scripts/build/runtime.ts';
import { platformNamed } from '../../scripts/build/platforms.ts';
import { version } from '../../src/version.ts';
import { Bed } from '../bed/netns.ts';
import { requireOrSkip } from '../bed/require.ts';
import { Wine } from '../bed/wine.ts';
import { built } from './dist.ts';

const noise = 'an error, a message or a file';

/** What an ordinary node.exe makes of each variable shows in its output or in the folder. */
const cases: Record<string, (folder: string) => string> = {
  NODE_OPTIONS: (folder) => `--require=${folder}\\evil.js`,
  NODE_REPL_EXTERNAL_MODULE: (folder) => `${folder}\\evil.js`,
  NODE_COMPILE_CACHE: (folder) => `${folder}\\compiled`,
  NODE_V8_COVERAGE: (folder) => `${folder}\\coverage`,
  NODE_REDIRECT_WARNINGS: (folder) => `${folder}\\warnings`,
  NODE_DEBUG_NATIVE: () => 'COMPILE_CACHE,SEA,MKSNAPSHOT',
  NODE_EXTRA_CA_CERTS: (folder) => `${folder}\\not-there.pem`,
  OPENSSL_CONF: (folder) => `${folder}\\openssl.cnf`,
};

const script = `process.emitWarning('x'); require('node:tls').createSecureContext();`;

describe('the Windows executable in a hostile environment', function () {
  requireOrSkip(this, ['namespaces', 'wine']);

  let bed: Bed;
  let wine: Wine;
  let node: string;
  let folder: string;

  before(async () => {
    const windows = platformNamed('win-x64');
    node = join(await runtimePackage(windows), windows.node);
    bed = new Bed();
    wine = await Wine.start(bed, bed.namespace('windows'));
  });

  after(() => bed.close());

  beforeEach(function () {
    folder = join(bed.directory, this.currentTest!.title.replaceAll(/\W+/g, '-'));
    mkdirSync(folder);
    writeFileSync(join(folder, 'evil.js'), `require('node:fs').writeFileSync(__dirname + '/trace', '')`);
    writeFileSync(join(folder, 'openssl.cnf'), '[broken');
  });

  for (const [variable, value] of Object.entries(cases)) {
    it(`writes nothing and runs as ever with ${variable}`, async () => {
      const env = { [variable]: value(wine.windowsPath(folder)) };
      const run = await wine.run(built('win-x64/teams-split-tunnel.exe'), ['--version'], { env });
      assert.deepEqual([run.stdout, run.code], [`teams-split-tunnel ${version}\n`, 0]);
      assert.deepEqual(readdirSync(folder).sort(), ['evil.js', 'openssl.cnf']);
    });

    it(`(${noise} comes of it in an ordinary Node: ${variable})`, async () => {
      const env = { [variable]: value(wine.windowsPath(folder)) };
      const args = variable === 'NODE_REPL_EXTERNAL_MODULE' ? ['-i'] : ['-e', script];
      const usual = await wine.run(node, ['-e', script]);
      const run = await wine.run(node, args, { env });
      const quiet = run.code === 0 && run.stdout === '' && run.stderr.length <= usual.stderr.length;
      assert.ok(!quiet || readdirSync(folder).length > 2, JSON.stringify(run));
    });
  }
});
