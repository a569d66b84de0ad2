import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bundle } from '../../src/contract/bundle.ts';
import { readZipEntry } from '../../src/collect/bundle/zip.ts';
import { Bed } from '../bed/netns.ts';
import { requireOrSkip } from '../bed/require.ts';
import { Wine } from '../bed/wine.ts';
import { built } from '../build/dist.ts';
import { localDefaults, machine, vpnDefaults } from '../judge/machine.ts';

describe('fleet, bundle and report (the executable, under Wine)', function () {
  requireOrSkip(this, ['root', 'namespaces', 'wine']);
  this.timeout(180_000);
  let bed: Bed;
  let wine: Wine;

  before(async () => {
    bed = new Bed();
    wine = await Wine.start(bed, bed.namespace('windows'));
  });
  after(() => bed.close());

  const run = (...args: string[]) => wine.run(built('win-x64/teams-split-tunnel.exe'), args);

  it('fleet judges on its threads', async () => {
    const lines = [machine([...localDefaults, ...vpnDefaults]), machine(localDefaults)].map((each) =>
      JSON.stringify(each),
    );
    writeFileSync(join(wine.driveC, 'fleet.ndjson'), [...lines, 'x'].join('\r\n'));
    const { code, stdout, stderr } = await run('fleet', 'C:\\fleet.ndjson', '--json');
    assert.equal(code, 1, stderr);
    const { byStatus, badLines } = JSON.parse(stdout);
    assert.deepEqual([byStatus.Fail, byStatus.Pass], [1, 1]);
    assert.equal(badLines[0].line, 3);
  });

  it('bundle runs programs of System32 alone, and comes out whatever Wine lacks', async () => {
    const { code, stdout, stderr } = await run('bundle', '--output', 'C:\\b.zip', '--json');
    assert.equal(code, 0, stderr);
    const { entries, missing }: Bundle = JSON.parse(stdout);
    const raw = entries.filter(({ ran }) => ran !== null);
    assert.ok(raw.some(({ name }) => name === 'raw/ipconfig-all.txt'));
    for (const { ran } of raw) assert.match(ran!.command, /^C:\\windows\\system32\\/i);
    assert.ok(raw.length + missing.length >= 18);
    const snapshot = readZipEntry(readFileSync(join(wine.driveC, 'b.zip')), 'snapshot.json', 1 << 26);
    assert.equal(JSON.parse(snapshot.toString()).platform, 'windows');
  });

  it('report writes its file', async () => {
    const { code, stderr } = await run('report', '--snapshot', 'C:\\b.zip', '--output', 'C:\\r.html');
    assert.equal(code, 0, stderr);
    assert.match(readFileSync(join(wine.driveC, 'r.html'), 'utf8'), /^<!doctype html>/);
  });
});
