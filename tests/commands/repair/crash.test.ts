import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { RepairResult } from '../../../src/contract/repair.ts';
import { layTopology, requireOrSkip, startOpenVpn, type Topology } from '../../bed/index.ts';
import { Machine } from './machine.ts';

describe('a repair that is killed, or refused midway', function () {
  requireOrSkip(this, ['root', 'namespaces', 'ip', 'tun', 'openssl', 'openvpn']);
  this.timeout(300_000);
  let topology: Topology;
  let machine: Machine;
  let untouched: string;

  beforeEach(async () => {
    topology = layTopology();
    topology.isp.ip('addr add 192.168.77.2/24 dev lan0');
    machine = new Machine(topology);
    await startOpenVpn(topology, { push: ['redirect-gateway def1 ipv6'] });
    untouched = machine.tables();
  });
  afterEach(() => topology.bed.close());

  /** Runs until it is killed after each number of steps in turn, then `check`s; ends where it is not killed any more. */
  async function dieAfterEachStep(action: 'apply' | 'undo', prepare: () => Promise<void>, check: () => Promise<void>) {
    for (let steps = 0; ; steps++) {
      await prepare();
      const { code, stderr } = await machine.script(join(import.meta.dirname, 'dying.ts'), [action, String(steps)]);
      if (code === 0) return steps;
      assert.equal(code, undefined, stderr);
      await check();
    }
  }
  const pristine = async () => assert.equal(machine.tables(), untouched);
  const undone = async () => {
    assert.equal((await machine.undo()).code, 0);
    await pristine();
  };
  const repaired = async () => assert.equal((await machine.apply()).code, 0);
  const repairedAndUndone = async () => {
    const { code, out } = await machine.apply();
    assert.deepEqual([code, out.status ?? out.plan!.after], [0, 'Pass']);
    await undone();
  };

  it('after any step is taken back by the next undo', async () => {
    const steps = await dieAfterEachStep('apply', pristine, undone);
    assert.equal(steps, 5, 'the journal, three routes, the journal');
    await undone();
  });

  it('after any step is completed by the next repair', async () => {
    await dieAfterEachStep('apply', pristine, repairedAndUndone);
    await undone();
  });

  it('while it is taken back is taken back by the next undo', async () => {
    const steps = await dieAfterEachStep('undo', repaired, undone);
    assert.equal(steps, 4, 'three routes, the journal');
    await pristine();
  });

  it('while it is taken back can be repaired again', async () => {
    await dieAfterEachStep('undo', repaired, repairedAndUndone);
  });

  it('takes back at once what it has done, if somebody is faster with a route', async () => {
    const { code, stderr } = await machine.script(join(import.meta.dirname, 'dying.ts'), ['collide', '2']);
    assert.equal(code, 1);
    assert.match(stderr, /a route to 52\.122\.0\.0\/15 has come into the place of the one that was planned/);
    topology.client.ip('route del 52.122.0.0/15 proto 84');
    await pristine();
    assert.deepEqual((await machine.undo()).out.removed, []);
  });

  it('says so if the VPN comes with more specific routes at once', async () => {
    const { code, stdout, stderr } = await machine.script(join(import.meta.dirname, 'dying.ts'), ['fight', '3']);
    assert.equal(code, 0, stderr);
    const { status, obstacles } = JSON.parse(stdout) as RepairResult;
    assert.deepEqual([status, obstacles.map(({ id }) => id)], ['Fail', ['RoutesComeBack']]);
    assert.match(obstacles[0].message, /52\.112\.64\.0\/20/);
    const again = (await machine.plan()).out;
    assert.match(again.notes.join(), /Since the last repair the VPN has added routes/);
    assert.deepEqual(
      again.add.map(({ destination }) => destination),
      ['52.112.64.0/21', '52.112.72.0/21'],
    );
    topology.client.ip('route del 52.112.64.0/20 dev tun0');
    await undone();
  });

  describe('while it replaces its routes', () => {
    const gateway = (address: string) => topology.client.ip(`route replace default via ${address}`);
    const moved = async () => {
      gateway('192.168.77.1');
      await repaired();
      gateway('192.168.77.2');
    };
    const movedBack = async () => {
      assert.equal((await machine.undo()).code, 0);
      gateway('192.168.77.1');
      await pristine();
    };

    it('is taken back by the next undo', async () => {
      const steps = await dieAfterEachStep('apply', moved, movedBack);
      assert.equal(steps, 6, 'the journal, two routes removed, two added, the journal');
    });

    it('is completed by the next repair', async () => {
      await dieAfterEachStep('apply', moved, async () => {
        await repaired();
        await movedBack();
      });
    });
  });
});
