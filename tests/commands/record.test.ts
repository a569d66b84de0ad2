import assert from 'node:assert/strict';
import { chmodSync, linkSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventOf, resultFileLimit } from '../../src/contract/event-log.ts';
import { Bed, type Namespace } from '../bed/netns.ts';
import { requireOrSkip } from '../bed/require.ts';
import { layMachine, program } from './watching.ts';

describe('record', function () {
  requireOrSkip(this, ['root', 'namespaces']);
  this.timeout(60_000);
  let bed: Bed;
  let machine: Namespace;

  before(() => {
    bed = new Bed();
    machine = layMachine(bed);
  });
  after(() => bed?.close());

  const record = (...args: string[]) => machine.run([...program, 'record', ...args]);
  const lines = (file: string) =>
    readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));

  it('adds a line for every run, and exits by the status', async () => {
    const log = join(bed.directory, 'logs', 'results.ndjson');
    assert.equal((await record('--log', log, '--quiet')).code, 0);
    machine.ip('route add 52.112.0.0/14 dev tun7');
    const { code, stdout } = await record('--log', log, '--json');
    assert.equal(code, 1);
    const [good, bad] = lines(log);
    assert.deepEqual([good.status, good.eventId], ['Pass', eventOf.Pass.id]);
    assert.deepEqual(bad, JSON.parse(stdout));
    assert.match(bad.message, /^OptimizeRoutes: .*52\.112\.0\.0\/14 by tun7/);
    machine.ip('route del 52.112.0.0/14 dev tun7');
  });

  it('puts the file aside when it has grown', async () => {
    const log = join(bed.directory, 'grown');
    writeFileSync(log, 'x'.repeat(resultFileLimit));
    await record('--log', log);
    assert.equal(lines(log).length, 1);
    assert.equal(readFileSync(`${log}.1`).length, resultFileLimit);
  });

  it('follows no link', async () => {
    const target = join(bed.directory, 'target');
    writeFileSync(target, '');
    chmodSync(target, 0o666);
    symlinkSync(target, join(bed.directory, 'link'));
    linkSync(target, join(bed.directory, 'hard link'));
    for (const link of ['link', 'hard link']) {
      const { code, stderr } = await record('--log', join(bed.directory, link));
      assert.equal(code, 3);
      assert.match(stderr, /LogUnwritable/);
      assert.equal(readFileSync(target, 'utf8'), '');
    }
  });

  it('says that there is no event log here', async () => {
    const { code, stderr } = await record('--event-log', '--log', join(bed.directory, 'none'));
    assert.equal(code, 3);
    assert.match(stderr, /EventLogMissing/);
  });
});
