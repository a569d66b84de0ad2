import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { requireOrSkip } from '../../bed/require.ts';
import { addresses, layTopology, relay6, type Topology } from '../../bed/topology.ts';
import { Wine } from '../../bed/wine.ts';
import { standIn } from '../../native/windows/stand-in/stand-in.ts';
import { runScript } from '../windows/windows.ts';
import { readTraced, summary, traceScript } from './tracing.ts';

const timeout = 2400;
const [success, noRoute, host, prohibited, port, expired, exceeded] = [0, 11002, 11003, 11004, 11005, 11013, 11041];

describe('collect/trace on Windows over IPv6, which Wine lacks', function () {
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

  const trace = async (...lines: string[]) => {
    writeFileSync(join(wine.driveC, 'scenario.txt'), lines.map((line) => `icmp6 ${line}\n`).join(''));
    return readTraced(await runScript(wine, traceScript, [relay6, String(timeout)]));
  };
  const beyond = (ttl: number) => Array.from({ length: 31 - ttl }, (_, i) => `${ttl + i} target ${success} 5`);

  it('reads who answered, and the round trip', async () => {
    const { observed, elapsed } = await trace(`1 fe80::1 ${expired} 3`, `2 2001:db8:1::1 ${exceeded} 21`, ...beyond(3));
    assert.deepEqual(observed.hops.map(summary), ['fe80::1', '2001:db8:1::1', `${relay6} target`]);
    assert.deepEqual(
      observed.hops.map(({ roundTrips }) => roundTrips),
      [[3], [21], [5]],
    );
    assert.deepEqual([observed.method, observed.source, observed.error], ['ICMP echo', addresses.client6, null]);
    assert.ok(elapsed < timeout / 2, `${elapsed} ms`);
  });

  it('waits for a silent hop once', async () => {
    const { observed, elapsed } = await trace(`1 2001:db8:77::1 ${expired} 3`, ...beyond(3));
    assert.deepEqual(observed.hops.map(summary), ['2001:db8:77::1', '*', `${relay6} target`]);
    assert.ok(elapsed >= timeout && elapsed < timeout + 1000, `${elapsed} ms`);
  });

  for (const [status, what] of [
    [noRoute, 'network'],
    [host, 'host'],
    [prohibited, 'prohibited'],
    [port, 'port'],
  ] as const) {
    it(`ends where a router says: ${what}`, async () => {
      const { observed } = await trace(`1 2001:db8:77::1 ${expired} 3`, `2 2001:db8:1::1 ${status} 4`);
      assert.deepEqual(observed.hops.map(summary), ['2001:db8:77::1', `2001:db8:1::1 ${what} unreachable`]);
    });
  }

  it('says an error that is no answer', async () => {
    const { observed } = await trace(`1 :: 11050 1`);
    assert.equal(observed.error, 11050);
  });
});
