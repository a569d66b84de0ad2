import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { platformNamed } from '../../scripts/build/platforms.ts';
import { runtimePackage } from '../../scripts/build/runtime.ts';
import { layTopology, requireOrSkip, Wine, type Topology } from './index.ts';

describe('Wine', function () {
  requireOrSkip(this, ['root', 'namespaces', 'ip', 'wine']);
  let topology: Topology;
  let nodeExe: string;
  before(async () => {
    nodeExe = `${await runtimePackage(platformNamed('win-x64'))}/bin/node.exe`;
    topology = layTopology();
  });
  after(() => topology?.bed.close());

  it('runs a real Windows program in each namespace', async () => {
    const { bed, client, corp } = topology;
    const script = `${bed.directory}/addresses.js`;
    writeFileSync(
      script,
      `const { writeSync, readFileSync } = require('node:fs');
       const interfaces = Object.values(require('node:os').networkInterfaces()).flat();
       const answer = { platform: process.platform, input: readFileSync(0, 'utf8'), argument: process.argv[2] };
       writeSync(1, JSON.stringify({ ...answer, addresses: interfaces.map(({ address }) => address) }));
       process.exitCode = 7;`,
    );
    for (const [namespace, own] of [
      [client, ['192.168.77.10', '2001:db8:77::10']],
      [corp, ['203.0.113.2', '2001:db8:113::2', '10.100.0.1']],
    ] as const) {
      const wine = await Wine.start(bed, namespace);
      const { code, stdout } = await wine.run(nodeExe, [wine.windowsPath(script), 'a "b" c'], { input: 'hällo' });
      const { addresses, ...rest } = JSON.parse(stdout);
      assert.deepEqual(rest, { platform: 'win32', input: 'hällo', argument: 'a "b" c' });
      assert.deepEqual(
        own.filter((address) => !addresses.includes(address)),
        [],
      );
      assert.ok(!addresses.includes(namespace === client ? '203.0.113.2' : '192.168.77.10'));
      assert.equal(code, 7);
    }
  });

  it('ends what takes too long, and everything when it stops', async () => {
    const wine = await Wine.start(topology.bed, topology.isp);
    const endless = 'setInterval(() => {}, 1000)';
    const child = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(endless)}]);`;
    assert.equal((await wine.run(nodeExe, ['-e', child + endless], { timeout: 2_000 })).timedOut, true);
    assert.ok(topology.isp.pids().length > 1);
    await wine.stop();
    assert.deepEqual(topology.isp.pids(), []);
  });

  it('forgets what is written to its drive', async () => {
    const { bed, client } = topology;
    const first = await Wine.start(bed, client);
    writeFileSync(`${first.driveC}/planted.dll`, '');
    assert.match((await first.run('cmd.exe', ['/c', 'dir', '/b', 'C:\\'])).stdout, /planted\.dll/);
    await first.stop();
    const second = await Wine.start(bed, client);
    assert.ok(!readdirSync(second.driveC).includes('planted.dll'));
  });
});
