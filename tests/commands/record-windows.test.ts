import assert from 'node:assert/strict';
import { join } from 'node:path';
import { platformNamed } from '../../scripts/build/platforms.ts';
import { runtimePackage } from '../../scripts/build/runtime.ts';
import { Bed } from '../bed/netns.ts';
import { requireOrSkip } from '../bed/require.ts';
import { Wine } from '../bed/wine.ts';

describe('record under Wine', function () {
  requireOrSkip(this, ['root', 'namespaces', 'wine']);
  this.timeout(120_000);
  let bed: Bed;
  let wine: Wine;
  before(async () => {
    bed = new Bed();
    wine = await Wine.start(bed, bed.namespace('pc'));
  });
  after(() => bed?.close());

  it('hands Windows the entry with its type, number and text', async () => {
    const node = join(await runtimePackage(platformNamed('win-x64')), 'bin', 'node.exe');
    const script = wine.windowsPath(join(import.meta.dirname, 'record-script.ts'));
    const argv = ['--experimental-ffi', '--disable-warning=ExperimentalWarning', script];
    const { code, stderr } = await wine.run(node, argv, { env: { WINEDEBUG: 'err+eventlog' } });
    assert.equal(code, 0, stderr);
    assert.match(stderr, /err:eventlog:ReportEventW L"Fail: caf\\00e9"/);
  });
});
