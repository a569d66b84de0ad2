import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import Mocha from 'mocha';
import { checkout } from './paths.ts';
import { needs, requireOrSkip } from './require.ts';

describe('requireOrSkip', () => {
  const found = needs.tshark.found;
  const ci = process.env['CI'];

  afterEach(() => {
    needs.tshark.found = found;
    if (ci === undefined) delete process.env['CI'];
    else process.env['CI'] = ci;
  });

  function runSuite(hasTshark: boolean, isCi: boolean) {
    needs.tshark.found = () => hasTshark;
    process.env['CI'] = String(isCi);
    const mocha = new Mocha({ reporter: Mocha.reporters.Base });
    const suite = Mocha.Suite.create(mocha.suite, 'captures');
    requireOrSkip(suite, ['tshark']);
    let ran = 0;
    suite.beforeAll(() => void ran++);
    suite.addTest(new Mocha.Test('reads a capture', () => void ran++));
    return new Promise<{ title: string; ran: number; stats: Mocha.Stats }>((resolve) => {
      const runner = mocha.run(() => resolve({ title: suite.title, ran, stats: runner.stats! }));
    });
  }

  it('runs the suite where everything is there', async () => {
    const { title, ran, stats } = await runSuite(true, false);
    assert.deepEqual([title, ran, stats.passes, stats.failures], ['captures', 2, 1, 0]);
  });

  it('skips the suite, hooks included, and says what to install', async () => {
    const { title, ran, stats } = await runSuite(false, false);
    assert.match(title, /apt-get install tshark/);
    assert.deepEqual([ran, stats.pending, stats.failures], [0, 1, 0]);
  });

  it('fails the suite in CI', async () => {
    const { ran, stats } = await runSuite(false, true);
    assert.deepEqual([ran, stats.passes, stats.failures], [0, 0, 1]);
  });

  it('names only packages that scripts/prepare-debian.sh installs', () => {
    const installed = readFileSync(`${checkout}/scripts/prepare-debian.sh`, 'utf8').match(/packages=\(([^)]*)\)/)![1];
    const words = installed.replaceAll(/#.*/g, '').split(/\s+/);
    const named = Object.values(needs).flatMap((need) => ('package' in need ? need.package! : []));
    assert.deepEqual(
      named.filter((debianPackage) => !words.includes(debianPackage)),
      [],
    );
  });
});
