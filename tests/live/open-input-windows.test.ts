import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { layTopology, requireOrSkip, Wine, type Topology } from '../bed/index.ts';
import { windowsEnvironment } from '../bed/wine.ts';
import { windowsProgram } from './program.ts';

describe('the Windows executable while standard input stays open', function () {
  requireOrSkip(this, ['root', 'namespaces', 'ip', 'wine']);
  this.timeout(120_000);
  let topology: Topology;
  before(() => {
    topology = layTopology();
  });
  after(() => topology?.bed.close());

  it('ends at an error, though a thread still waits for the caller', async () => {
    const wine = await Wine.start(topology.bed, topology.client);
    const [nsenter, ...rest] = wine.command(windowsProgram, ['--ndjson']);
    const child = spawn(nsenter!, rest, { env: windowsEnvironment, stdio: ['pipe', 'ignore', 'ignore'] });
    try {
      const request = { type: 'request', command: 'trace', options: {}, positionals: ['two', 'addresses'] };
      child.stdin.write(`${JSON.stringify(request)}\n`);
      const end = await Promise.race([once(child, 'exit'), setTimeout(40_000, 'it hangs', { ref: false })]);
      assert.deepEqual(end, [2, null]);
    } finally {
      child.kill('SIGKILL');
    }
  });
});
