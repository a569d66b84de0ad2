import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { Bed, checkout, Daemon, isRunning, requireOrSkip } from './index.ts';

describe('a bed whose test process ends early', function () {
  requireOrSkip(this, ['root', 'namespaces', 'ip']);

  const script = `
    import { layTopology } from ${JSON.stringify(`${checkout}/tests/bed/topology.ts`)};
    const { client } = layTopology();
    const sleeper = await client.start(['/bin/sleep', '1000']);
    console.log('laid ' + sleeper.pid);
    setInterval(() => {}, 1000);`;
  const remains = (pid: number) => [
    ...readdirSync('/run/netns').filter((name) => name.startsWith(`tst-${pid}-`)),
    ...readdirSync(tmpdir()).filter((name) => name.startsWith(`teams-split-tunnel-bed-${pid}-`)),
  ];
  const layInAnotherProcess = () =>
    Daemon.start([process.execPath, '--input-type=module', '-e', script], {
      ready: /laid \d+/,
      env: { TMPDIR: tmpdir() },
    });

  it('is removed when the process is interrupted', async () => {
    const other = await layInAnotherProcess();
    assert.equal(remains(other.pid).length, 4);
    await other.stop('SIGINT');
    assert.deepEqual(remains(other.pid), []);
  });

  it('is removed by the next bed when the process was killed, its programs at once', async () => {
    const other = await layInAnotherProcess();
    const sleeper = Number(/laid (\d+)/.exec(other.log)![1]);
    await other.stop('SIGKILL');
    await setTimeout(100);
    assert.ok(!isRunning(sleeper));
    new Bed().removeNow();
    assert.deepEqual(remains(other.pid), []);
  });
});
