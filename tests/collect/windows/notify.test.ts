import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { platformNamed } from '../../../scripts/build/platforms.ts';
import { runtimePackage } from '../../../scripts/build/runtime.ts';
import type { OutputMessage } from '../../../src/contract/message.ts';
import type { WatchedVerdict } from '../../../src/contract/watch.ts';
import { checkout } from '../../bed/paths.ts';
import { requireOrSkip } from '../../bed/require.ts';
import { addresses, layTopology, type Topology } from '../../bed/topology.ts';
import { windowsEnvironment, Wine } from '../../bed/wine.ts';
import { standIn } from '../../native/windows/stand-in/stand-in.ts';
import { runScript } from './windows.ts';

describe('changes that Windows tells of', function () {
  requireOrSkip(this, ['root', 'namespaces', 'wine', 'mingw']);
  this.timeout(120_000);
  let topology: Topology;
  let wine: Wine;

  before(async () => {
    topology = layTopology();
    wine = await Wine.start(topology.bed, topology.client);
    await standIn(wine, 'iphlpapi');
  });
  after(() => topology?.bed.close());

  const scenario = (text: string) => writeFileSync(join(wine.driveC, 'scenario.txt'), text);

  async function hear(milliseconds: number, act: () => void): Promise<string[]> {
    const heard = runScript(wine, join(import.meta.dirname, 'notify-script.ts'), [String(milliseconds)]);
    await sleep(milliseconds / 2);
    act();
    const { code, stdout, stderr } = await heard;
    assert.equal(code, 0, stderr);
    return stdout.trim().split('\n');
  }

  it('set an event from a thread of their own, and nothing else does', async () => {
    scenario('');
    assert.deepEqual(await hear(2000, () => {}), ['open', 'closed']);
    const heard = await hear(6000, () => topology.client.ip(`route add 52.112.0.0/14 via ${addresses.lanGateway4}`));
    assert.deepEqual(heard, ['open', 'changed', 'closed']);
  });

  it('are not waited for where Windows cannot tell', async () => {
    scenario('error NotifyIpInterfaceChange 50\n');
    assert.deepEqual(await hear(200, () => {}), ['none', 'closed']);
  });

  it('make a verdict, until standard input closes', async () => {
    const [{ ifindex }] = JSON.parse(topology.client.ip('-j link show dev lan0'));
    scenario(`ip 4 ${ifindex} 35 1 0\nip 6 ${ifindex} 45 1 0\n`);
    const node = join(await runtimePackage(platformNamed('win-x64')), 'bin', 'node.exe');
    const main = wine.windowsPath(join(checkout, 'src/main.ts'));
    const [nsenter, ...args] = wine.command(node, [
      ...['--experimental-ffi', '--disable-warning=ExperimentalWarning', main],
      ...['watch', '--ndjson', '--local-interface', 'lan0'],
    ]);
    const child = spawn(nsenter, args, { env: windowsEnvironment, stdio: ['pipe', 'pipe', 'ignore'] });
    const verdicts: WatchedVerdict[] = [];
    createInterface({ input: child.stdout }).on('line', (line) => {
      const message = JSON.parse(line) as OutputMessage;
      if (message.type === 'object') verdicts.push(message.value as WatchedVerdict);
    });
    topology.bed.onClose(() => void child.kill('SIGKILL'));
    const ended = new Promise((done) => child.on('exit', done));
    const until = async (count: number) => {
      for (let i = 0; i < 300 && verdicts.length < count; i++) await sleep(100);
      assert.equal(verdicts.length, count);
    };
    await until(1);
    topology.client.ip(`route add 52.122.0.0/15 via ${addresses.lanGateway4}`);
    await until(2);
    assert.ok(verdicts[1].change.observed.some(({ destination }) => destination === '52.122.0.0/15'));
    child.stdin.end();
    assert.equal(await ended, 0);
  });
});
