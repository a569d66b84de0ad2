import assert from 'node:assert/strict';
import type { MediaPathPlan } from '../../../src/collect/media-path/observe.ts';
import type { MediaProbe } from '../../../src/contract/media-path.ts';
import { requireOrSkip } from '../../bed/require.ts';
import { addresses, layTopology, relay4, relay6, type Topology } from '../../bed/topology.ts';
import { node } from '../linux/inside.ts';
import { mediaPathScript, plan, readProbed, requestsOf, savePlan, startTestRelay, type Probed } from './probing.ts';

describe('collect/media-path and a relay as Teams’ were seen to answer', function () {
  requireOrSkip(this, ['root', 'namespaces', 'ip']);
  let topology: Topology;
  beforeEach(() => {
    topology = layTopology();
  });
  afterEach(() => topology.bed.close());

  const probe = async (more: Partial<MediaPathPlan> = {}): Promise<Probed> =>
    readProbed(await topology.client.run([...node, mediaPathScript, savePlan(topology, more)]));
  const of4 = { targets: [plan.targets[0]] };
  const told = ({ port, request, answer }: MediaProbe) => `${port} ${request} ${answer ? answer.code : 'silent'}`;
  const answered = ({ observed }: Probed) => observed.probes.filter(({ answer }) => answer !== null);

  for (const [family, target, source] of [
    [4, relay4, addresses.client4],
    [6, relay6, addresses.client6],
  ] as const) {
    it(`hears its refusal on every port, IPv${family}`, async () => {
      await startTestRelay(topology, 'relay', target);
      const { observed } = await probe({ targets: plan.targets.filter((each) => each.family === family) });
      assert.deepEqual(observed.probes.map(told), [
        '3478 Allocate 401',
        '3478 Binding silent',
        '3479 Allocate 401',
        '3479 Binding silent',
      ]);
      assert.equal(observed.targets[0].source, source);
      const { answer } = observed.probes[0];
      assert.match(answer!.reason!, /Message-Integrity/);
      assert.equal(answer!.alternate, '52.112.0.99:3478');
      const lan = JSON.parse(topology.client.ip('-j link show dev lan0'))[0].ifindex;
      assert.equal(answer!.interfaceIndex, lan);
      assert.ok(answer!.roundTrip > 0 && answer!.roundTrip < 500);
    });
  }

  it('sends one small packet, and two more where it is not answered', async () => {
    const relay = await startTestRelay(topology, 'relay');
    const { observed, elapsed } = await probe(of4);
    const requests = requestsOf(relay);
    assert.deepEqual(
      observed.probes.map(({ sent }) => sent),
      [1, 3, 1, 3],
    );
    assert.equal(requests.length, 8);
    assert.ok(requests.every(({ bytes }) => bytes.length <= 104));
    assert.equal(
      new Set(requests.map(({ bytes }) => bytes.subarray(4, 20).toString('hex'))).size,
      8,
      'ids are not used twice',
    );
    assert.ok(elapsed < plan.timeout + 500);
  });

  it('is heard at its third packet', async () => {
    await startTestRelay(topology, 'late');
    const { observed } = await probe(of4);
    const [allocate] = observed.probes;
    assert.deepEqual([allocate.sent, allocate.answer!.code], [3, 401]);
    assert.ok(allocate.answer!.roundTrip < 200, 'counted from the packet that was answered');
  });

  it('sends nothing to learn the source address', async () => {
    const relay = await startTestRelay(topology, 'relay');
    const { observed } = await probe({ ...of4, ports: [3481] });
    assert.equal(observed.targets[0].source, addresses.client4);
    assert.deepEqual(requestsOf(relay), []);
  });

  describe('is not deceived by', () => {
    for (const behaviour of [
      'silent',
      'oversized',
      'truncated',
      'wrong id',
      'wrong kind',
      'another port',
      'another address',
    ]) {
      it(behaviour === 'silent' ? 'silence' : `answers: ${behaviour}`, async () => {
        const relay = await startTestRelay(topology, behaviour);
        const result = await probe(of4);
        assert.deepEqual(answered(result), []);
        assert.ok(result.observed.probes.every(({ sent, error }) => sent === 3 && error === null));
        assert.equal(requestsOf(relay).length, 12, 'nothing that arrived made it send');
        assert.ok(result.elapsed < plan.timeout + 700, `${result.elapsed} ms`);
      });
    }

    it('a flood, in which it still finds the answer', async () => {
      const relay = await startTestRelay(topology, 'flood');
      const result = await probe(of4);
      assert.deepEqual(answered(result).map(told), ['3478 Allocate 401', '3479 Allocate 401']);
      assert.ok(requestsOf(relay).length <= 12);
      assert.ok(result.elapsed < plan.timeout + 1500, `${result.elapsed} ms`);
    });
  });

  it('says why packets could not be sent', async () => {
    topology.client.ip('route del default');
    const { observed } = await probe({
      ...of4,
      bindings: [null, { interfaceIndex: 7, source: '203.0.113.200' }],
    });
    assert.deepEqual([observed.targets[0].source, observed.targets[0].error], [null, 'ENETUNREACH']);
    assert.deepEqual(
      [...new Set(observed.probes.map(({ boundTo, sent, error }) => `${boundTo} ${sent} ${error}`))],
      ['7 0 EADDRNOTAVAIL', 'null 0 ENETUNREACH'],
    );
  });

  describe('is measured', () => {
    const measure = async (behaviour: string, count: number) => {
      await startTestRelay(topology, behaviour);
      const { observed } = await probe({ ...of4, count, ports: [3478] });
      assert.equal(observed.qualities.length, 1);
      return observed.qualities[0];
    };

    it('without a loss', async () => {
      const { sent, received, loss, roundTrip, address, boundTo, request } = await measure('relay', 50);
      assert.deepEqual([sent, received, loss], [50, 50, 0]);
      assert.deepEqual([address, boundTo, request], [relay4, null, 'Allocate']);
      assert.ok(roundTrip!.least <= roundTrip!.mean && roundTrip!.mean <= roundTrip!.most);
    });

    it('with every fifth lost', async () => {
      const { sent, loss } = await measure('lossy', 50);
      assert.deepEqual([sent, loss], [50, 20]);
    });

    it('with a delay', async () => {
      const { roundTrip } = await measure('slow', 10);
      assert.ok(roundTrip!.least >= 119 && roundTrip!.mean < 220, JSON.stringify(roundTrip));
    });

    it('with a jitter that nears the difference of its round trips', async () => {
      const { jitter } = await measure('uneven', 80);
      assert.ok(jitter! > 180 && jitter! < 230, String(jitter));
    });
  });
});
