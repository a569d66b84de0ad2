import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Bed, type Namespace } from '../bed/netns.ts';
import { requireOrSkip } from '../bed/require.ts';
import { tool } from '../bed/tools.ts';
import { layMachine, program } from './watching.ts';

/** What is run sees this resolv.conf, and nobody else does: ip netns exec gives it a mount namespace of its own. */
const withResolver = ['/bin/sh', '-c', 'mount --bind "$1" /etc/resolv.conf && shift && exec "$@"', 'sh'];

describe('while a resolver does not answer', function () {
  requireOrSkip(this, ['root', 'namespaces', 'ip']);
  this.timeout(60_000);
  let bed: Bed;
  let machine: Namespace;
  let resolver: string;
  before(() => {
    bed = new Bed();
    machine = layMachine(bed);
    // Somebody who takes the question and is silent.
    machine.ip('neigh add 192.168.77.1 lladdr 02:00:00:00:00:01 dev lan0');
    resolver = join(bed.directory, 'resolv.conf');
    writeFileSync(resolver, 'nameserver 192.0.2.53\noptions timeout:30 attempts:1\n');
  });
  after(() => bed?.close());

  const start = (...args: string[]) =>
    spawn(tool('ip'), ['netns', 'exec', machine.name, ...withResolver, resolver, ...program, ...args]);

  for (const command of ['trace', 'media-path'])
    it(`Ctrl+C ends ${command} at once`, async () => {
      const child = start(command, 'relay.example', '--verbose');
      let said = '';
      child.stderr.on('data', (text) => (said += text));
      while (!said.includes('Resolving')) await once(child.stderr, 'data');
      await setTimeout(500);
      child.kill('SIGINT');
      const end = await Promise.race([once(child, 'exit'), setTimeout(3000, 'it waits', { ref: false })]);
      child.kill('SIGKILL');
      assert.deepEqual(end, [3, null]);
      assert.match(said, /stopped before relay\.example was resolved/);
    });

  it('trace gives up after ten seconds, and does not wait for it either', async () => {
    const child = start('trace', 'relay.example');
    let said = '';
    child.stderr.on('data', (text) => (said += text));
    const end = await Promise.race([once(child, 'exit'), setTimeout(15_000, 'it waits', { ref: false })]);
    child.kill('SIGKILL');
    assert.deepEqual(end, [3, null]);
    assert.match(said, /relay\.example does not resolve: no answer in 10 seconds/);
  });
});
