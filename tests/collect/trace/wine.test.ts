import assert from 'node:assert/strict';
import { chainAddresses, circle, cutOff, layChain, silence, type Chain } from '../../bed/chain.ts';
import { requireOrSkip } from '../../bed/require.ts';
import { Wine } from '../../bed/wine.ts';
import { runScript } from '../windows/windows.ts';
import { readTraced, summary, traceScript, type Traced } from './tracing.ts';

const timeout = 2400;
const { client, home, isp, relay } = Object.fromEntries(
  Object.entries(chainAddresses).map(([name, addresses]) => [name, addresses[4]]),
);

describe('collect/trace on Windows, as Wine plays it, over four namespaces', function () {
  requireOrSkip(this, ['root', 'namespaces', 'ip', 'wine']);
  this.timeout(120_000);
  let chain: Chain;
  let wine: Wine;
  beforeEach(async () => {
    chain = layChain();
    wine = await Wine.start(chain.bed, chain.client);
  });
  afterEach(() => chain.bed.close());

  const trace = async (): Promise<Traced> => readTraced(await runScript(wine, traceScript, [relay, String(timeout)]));

  it('finds every hop, and ends when all have answered', async () => {
    const { observed, elapsed } = await trace();
    assert.deepEqual(observed.hops.map(summary), [home, isp, `${relay} target`]);
    assert.deepEqual([observed.method, observed.source, observed.error], ['ICMP echo', client, null]);
    assert.ok(elapsed < timeout / 2, `${elapsed} ms`);
  });

  it('leaves out a silent hop, and can be run again', async () => {
    silence(chain.isp);
    for (let run = 0; run < 2; run++) {
      const { observed, elapsed } = await trace();
      assert.deepEqual(observed.hops.map(summary), [home, '*', `${relay} target`]);
      assert.ok(elapsed >= timeout && elapsed < timeout + 1000, `${elapsed} ms`);
    }
  });

  it('hears both routers of a loop', async () => {
    circle(chain);
    const { observed } = await trace();
    assert.deepEqual(observed.hops.slice(0, 4).map(summary), [home, isp, home, isp]);
  });

  it('ends at the router that knows no way, and can be run again', async () => {
    cutOff(chain);
    for (let run = 0; run < 3; run++) {
      const { observed } = await trace();
      assert.deepEqual(observed.hops.map(summary), [home, `${isp} network unreachable`]);
    }
  });

  it('is over after one timeout where thirty hops are silent', async () => {
    for (const router of [chain.home, chain.isp, chain.relay]) silence(router);
    chain.relay.setKernel('net/ipv4/icmp_echo_ignore_all', '1');
    const { observed, elapsed } = await trace();
    assert.equal(observed.hops.length, 30);
    assert.ok(observed.hops.every(({ answer }) => answer === null));
    assert.ok(elapsed >= timeout && elapsed < timeout + 1000, `${elapsed} ms`);
  });
});
