import assert from 'node:assert/strict';
import { chainAddresses, circle, cutOff, layChain, silence, type Chain } from '../../bed/chain.ts';
import { requireOrSkip } from '../../bed/require.ts';
import { tool } from '../../bed/tools.ts';
import { readSavedTrace } from '../../../src/collect/trace/saved.ts';
import { node } from '../linux/inside.ts';
import { readTraced, summary, traceScript, type Traced } from './tracing.ts';

const timeout = 2400;
const nobody = () => [tool('setpriv'), '--reuid', '65534', '--regid', '65534', '--clear-groups', '--'];

for (const family of [4, 6] as const) {
  const { client, home, isp, relay } = Object.fromEntries(
    Object.entries(chainAddresses).map(([name, addresses]) => [name, addresses[family]]),
  );

  describe(`collect/trace on Linux, over four namespaces, IPv${family}`, function () {
    requireOrSkip(this, ['root', 'namespaces', 'ip']);
    let chain: Chain;
    beforeEach(() => {
      chain = layChain();
    });
    afterEach(() => chain.bed.close());

    const trace = async (user: readonly string[] = nobody()): Promise<Traced> =>
      readTraced(await chain.client.run([...user, ...node, traceScript, relay, String(timeout)]));

    it('finds every hop, without privileges, and ends when all have answered', async () => {
      const { observed, elapsed } = await trace();
      assert.deepEqual(observed.hops.map(summary), [home, isp, `${relay} target`]);
      assert.deepEqual([observed.source, observed.error, observed.complete], [client, null, true]);
      for (const { roundTrips } of observed.hops)
        assert.ok(roundTrips[0]! > 0 && roundTrips[0]! < 500, String(roundTrips));
      assert.ok(elapsed < timeout / 2, `${elapsed} ms`);
    });

    it('leaves out a silent hop, and waits for it at most its time', async () => {
      silence(chain.isp);
      const { observed, elapsed } = await trace();
      assert.deepEqual(observed.hops.map(summary), [home, '*', `${relay} target`]);
      assert.deepEqual(observed.hops[1].roundTrips, [null, null], 'it was asked twice');
      assert.ok(elapsed >= timeout && elapsed < timeout + 500, `${elapsed} ms`);
    });

    it('hears both routers of a loop', async () => {
      circle(chain);
      const { observed } = await trace();
      assert.deepEqual(
        observed.hops.slice(0, 4).map(({ addresses }) => addresses.length),
        [1, 1, 1, 1],
      );
      const [first, second, third, fourth] = observed.hops.map(({ addresses }) => addresses[0]);
      assert.deepEqual([first, second, fourth], [home, isp, isp]);
      assert.ok(third === home || third === '2001:db8:64::2', 'home answers, by its nearest address');
      assert.equal(observed.hops.length, 30);
    });

    it('ends at the router that knows no way', async () => {
      cutOff(chain);
      const { observed } = await trace();
      assert.deepEqual(observed.hops.map(summary), [home, `${isp} network unreachable`]);
    });

    it('ends at a router that forbids it', async () => {
      chain.isp.ip(`${family === 4 ? '' : '-6 '}rule add to ${relay} priority 1 prohibit`);
      const { observed } = await trace();
      assert.deepEqual(observed.hops.map(summary), [home, `${isp} prohibited unreachable`]);
    });

    it('is over after one timeout where thirty hops are silent', async () => {
      for (const router of [chain.home, chain.isp, chain.relay]) silence(router);
      const { observed, elapsed } = await trace();
      assert.equal(observed.hops.length, 30);
      assert.ok(observed.hops.every(({ answer }) => answer === null));
      assert.ok(elapsed >= timeout && elapsed < timeout + 500, `${elapsed} ms`);
    });

    it('sends all TTLs at once', async () => {
      silence(chain.home);
      const { observed } = await trace();
      assert.deepEqual(observed.hops.map(summary), ['*', isp, `${relay} target`]);
      assert.ok(observed.hops[1].roundTrips[0]! < 500, 'the second hop did not wait for the first');
    });

    it('says why nothing can be sent', async () => {
      chain.client.ip(`${family === 4 ? '' : '-6 '}route del default`);
      const { observed, elapsed } = await trace();
      assert.deepEqual([observed.error, observed.source], ['ENETUNREACH', null]);
      assert.ok(elapsed < timeout / 2, 'there is nothing to wait for');
      assert.ok(observed.hops.every(({ answer }) => answer === null));
    });

    it('takes the answer of whoever listens on the port for the end', async () => {
      const script = `const s = require('dgram').createSocket('udp${family}'); s.on('message', (m, r) => s.send('no STUN', r.port, r.address)); s.bind(3478, '${relay}', () => console.log('ready'))`;
      const server = await chain.relay.start([node[0], '-e', script], { ready: /ready/ });
      chain.bed.onClose(() => server.stop());
      const { observed } = await trace();
      assert.deepEqual(observed.hops.map(summary), [home, isp, `${relay} target`]);
    });
  });

  describe(`traceroute and this tool, IPv${family}`, function () {
    requireOrSkip(this, ['root', 'namespaces', 'ip', 'traceroute']);
    let chain: Chain;
    beforeEach(() => {
      chain = layChain();
    });
    afterEach(() => chain.bed.close());

    for (const [what, change] of Object.entries({
      'a plain path': () => {},
      'a silent hop': () => silence(chain.isp),
      'a dead end': () => cutOff(chain),
    })) {
      it(`see the same hops of ${what}, and its output is read`, async () => {
        change();
        const read = readSavedTrace(
          (await chain.client.run([tool('traceroute'), '-n', '-w', '1', '-q', '1', '-N', '1', relay])).stdout,
        );
        const { observed } = readTraced(await chain.client.run([...node, traceScript, relay, String(timeout)]));
        assert.ok(read.hops.length >= 2);
        assert.deepEqual([read.address, read.target], [relay, relay]);
        assert.deepEqual(read.hops.map(summary), observed.hops.map(summary));
      });
    }
  });
}
