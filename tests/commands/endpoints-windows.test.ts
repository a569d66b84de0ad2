import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Bed } from '../bed/netns.ts';
import { requireOrSkip } from '../bed/require.ts';
import { Wine } from '../bed/wine.ts';
import { built } from '../build/dist.ts';

describe('endpoints (the executable, under Wine)', function () {
  requireOrSkip(this, ['root', 'namespaces', 'wine']);
  let bed: Bed;
  let wine: Wine;

  before(async () => {
    bed = new Bed();
    wine = await Wine.start(bed, bed.namespace('windows'));
  });
  after(() => bed.close());

  const run = async (...args: string[]) => {
    const { code, stdout, stderr } = await wine.run(built('win-x64/teams-split-tunnel.exe'), ['endpoints', ...args]);
    assert.equal(code, 0, stderr);
    return { document: JSON.parse(stdout), warnings: stderr };
  };

  it('has the bundled list, without a word', async () => {
    const { document, warnings } = await run('--json', '--cloud', 'USGovGCCHigh');
    assert.deepEqual([document.source, document.version, warnings], ['bundled', '2026033100', '']);
  });

  it('--update without a network warns with the date, the bundled list stays, and the GUID is kept', async () => {
    const { document, warnings } = await run('--json', '--update');
    assert.deepEqual([document.source, document.confirmedAt], ['bundled', '2026-08-14']);
    assert.match(
      warnings,
      /^warning: 20..-..-..T.*Z: the endpoint list of Worldwide was not updated: endpoints.office.com /,
    );
    const [user] = readdirSync(join(wine.driveC, 'users')).filter((name) => name !== 'Public');
    const state = join(wine.driveC, 'users', user, 'AppData/Local/TeamsSplitTunnel');
    assert.deepEqual(readdirSync(state), ['client-request-id']);
  });
});
