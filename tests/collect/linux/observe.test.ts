import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Bed, type Namespace } from '../../bed/netns.ts';
import { requireOrSkip } from '../../bed/require.ts';
import type { Answer } from './child.ts';
import { node } from './inside.ts';
import { indexByName } from './ip-command.ts';

describe('a snapshot of Linux taken while routes change', function () {
  requireOrSkip(this, ['root', 'namespaces', 'ip']);
  let bed: Bed;
  let client: Namespace;
  beforeEach(() => {
    bed = new Bed();
    client = bed.namespace('client');
    bed.link(client, 'lan0', bed.namespace('other'), 'lan0');
    client.ip('addr add 192.168.77.10/24 dev lan0');
    client.ip('route add default via 192.168.77.1');
  });
  afterEach(() => bed.close());

  async function collectWithChanges(changes: number): Promise<Answer> {
    const program = join(import.meta.dirname, 'changing.ts');
    const { code, stdout, stderr } = await client.run([...node, program, String(changes)]);
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout);
  }

  it('is stable where nothing changes', async () => {
    const { snapshot, log } = await collectWithChanges(0);
    assert.equal(snapshot.stable, true);
    assert.equal(log.filter((line) => line.startsWith('Read')).length, 1);
  });

  it('is taken again, and then agrees with itself', async () => {
    for (const changes of [1, 2]) {
      const { snapshot, log } = await collectWithChanges(changes);
      const lan0 = (await indexByName(client)).get('lan0');
      const route = snapshot.routes.find(({ destination }) => destination === '52.112.0.0/14');
      assert.equal(snapshot.stable, true);
      assert.equal(log.filter((line) => line.startsWith('Read')).length, changes + 1);
      assert.equal(route?.interfaceIndex, lan0);
      assert.deepEqual(
        snapshot.osAnswers!.map(({ address, interfaceIndex }) => [address, interfaceIndex]),
        [['52.112.0.0', lan0]],
      );
    }
  });

  it('says so where they changed three times', async () => {
    const { snapshot, log } = await collectWithChanges(3);
    assert.equal(snapshot.stable, false);
    assert.equal(log.filter((line) => line.startsWith('Read')).length, 3);
  });
});
