import assert from 'node:assert/strict';
import type { Binding, MediaAnswer, MediaPath, MediaProbe, ObservedMediaPath } from '../../src/contract/media-path.ts';
import type { Snapshot } from '../../src/contract/snapshot.ts';
import { ToolError } from '../../src/contract/error.ts';
import type { Roles } from '../../src/judge/interfaces.ts';
import { makeCase } from '../../src/judge/judge.ts';
import { judgeMediaPath } from '../../src/judge/media-path.ts';
import { bindingsOf, chosenTargets, targetsOf } from '../../src/judge/media-path/plan.ts';
import { exclusions, local, localDefaults, machine, row, vpn, vpnDefaults, worldwide } from './machine.ts';

const noRoles: Roles = { vpn: [], local: [], strict: false };
const relay = { address: '52.112.0.10', family: 4, prefix: '52.112.0.0/14' } as const;
const bound: Binding = { interfaceIndex: vpn, source: '10.8.0.2' };

function answer(interfaceIndex: number | null, more: Partial<MediaAnswer> = {}): MediaAnswer {
  return { roundTrip: 20, interfaceIndex, code: 401, reason: null, mapped: null, alternate: null, ...more };
}

function probe(boundTo: number | null, found: MediaAnswer | null, more: Partial<MediaProbe> = {}): MediaProbe {
  return {
    address: relay.address,
    port: 3478,
    request: 'Allocate',
    boundTo,
    sent: 1,
    error: null,
    answer: found,
    ...more,
  };
}

function judged(
  more: Partial<ObservedMediaPath>,
  options: { snapshot?: Snapshot; isMeasured?: boolean } = {},
): MediaPath {
  const observed: ObservedMediaPath = {
    ports: [3478],
    targets: [{ ...relay, source: '192.168.1.10', error: null }],
    bindings: [null, bound],
    probes: [probe(null, answer(local)), probe(vpn, null)],
    qualities: [],
    complete: true,
    ...more,
  };
  const snapshot = options.snapshot ?? machine([...vpnDefaults, ...exclusions]);
  return judgeMediaPath(observed, makeCase(snapshot, worldwide, noRoles), options.isMeasured ?? false);
}

const statuses = ({ status, checks }: MediaPath) => [status, ...checks.map((check) => check.status)];

describe('judge media path', () => {
  it('passes where source and answer are local, and does not count the silence of the VPN', () => {
    assert.deepEqual(statuses(judged({})), ['Pass', 'Pass', 'Pass', 'Unknown', 'NotApplicable']);
  });

  it('takes no silence for a proof', () => {
    const { checks, status } = judged({ probes: [probe(null, null), probe(vpn, null)] });
    assert.deepEqual([status, checks[1].status], ['Unknown', 'Unknown']);
    assert.match(checks[1].message, /proves nothing/);
  });

  it('asks for an answer of every address', () => {
    const silent = {
      address: '52.122.0.1',
      family: 4,
      prefix: '52.122.0.0/15',
      source: '192.168.1.10',
      error: null,
    } as const;
    const targets = [{ ...relay, source: '192.168.1.10', error: null }, silent];
    const result = judged({ targets });
    assert.deepEqual(statuses(result).slice(0, 3), ['Unknown', 'Pass', 'Unknown']);
    assert.match(result.checks[1].message, /52\.112\.0\.10.*52\.122\.0\.1/);
  });

  it('fails where sockets get the address of the VPN, before a packet is sent', () => {
    const targets = [{ ...relay, source: '10.8.0.2', error: null }];
    assert.deepEqual(statuses(judged({ targets, probes: [] })).slice(0, 2), ['Fail', 'Fail']);
  });

  it('fails where the answer came by the VPN, whatever the source', () => {
    const result = judged({ probes: [probe(null, answer(vpn)), probe(null, answer(local), { port: 3479 })] });
    assert.deepEqual(statuses(result).slice(0, 3), ['Fail', 'Pass', 'Fail']);
  });

  it('takes the source’s interface where the system does not tell that of the answer', () => {
    const { paths, status } = judged({ probes: [probe(null, answer(null)), probe(vpn, null)] });
    assert.deepEqual([status, paths[0].answers[0].interfaceName], ['Pass', 'Ethernet']);
    const throughVpn = judged({
      targets: [{ ...relay, source: '10.8.0.2', error: null }],
      probes: [probe(null, answer(null))],
    });
    assert.equal(throughVpn.checks[1].status, 'Fail');
  });

  it('does not know what is not proven local', () => {
    const snapshot = machine([...vpnDefaults, ...exclusions], {
      interfaces: [row(local, { deviceId: null }), row(vpn)],
    });
    assert.deepEqual(statuses(judged({}, { snapshot })).slice(0, 3), ['Unknown', 'Unknown', 'Unknown']);
    const unowned = judged({ targets: [{ ...relay, source: '198.51.100.1', error: null }] });
    assert.equal(unowned.checks[0].status, 'Unknown');
  });

  it('leaves a family without a way out of account', () => {
    const six = {
      address: '2603:1063::1',
      family: 6,
      prefix: '2603:1063::/38',
      source: null,
      error: 'ENETUNREACH',
    } as const;
    const result = judged({ targets: [{ ...relay, source: '192.168.1.10', error: null }, six] });
    assert.equal(result.status, 'Pass');
    assert.deepEqual([result.paths.at(-1)!.path, result.paths.at(-1)!.errors], ['None', ['ENETUNREACH']]);
    const none = judged({ targets: [six], probes: [] });
    assert.deepEqual([none.status, none.checks[0].status], ['Unknown', 'Unknown']);
  });

  describe('a socket bound to the VPN', () => {
    const boundMedia = (probes: MediaProbe[], more = {}) =>
      judged({ probes: [probe(null, answer(local)), ...probes], ...more });

    it('that gets an answer is a warning: media could use the tunnel', () => {
      for (const found of [answer(vpn), answer(null)]) {
        const result = boundMedia([probe(vpn, found)]);
        assert.deepEqual([result.status, result.checks[2].status], ['Warning', 'Warning']);
        assert.match(result.checks[2].message, /10\.8\.0\.2/);
      }
    });

    it('whose answer came outside the tunnel is none', () => {
      assert.equal(boundMedia([probe(vpn, answer(local))]).checks[2].status, 'Pass');
    });

    it('that cannot send is none', () => {
      const { checks } = boundMedia([probe(vpn, null, { sent: 0, error: 'EPERM' })]);
      assert.equal(checks[2].status, 'Pass');
      assert.match(checks[2].message, /EPERM/);
    });

    it('that is silent proves nothing', () => {
      assert.equal(boundMedia([probe(vpn, null, { sent: 3 })]).checks[2].status, 'Unknown');
      const partly = [probe(vpn, null, { sent: 0, error: 'EPERM' }), probe(vpn, null, { sent: 3, port: 3479 })];
      assert.equal(boundMedia(partly).checks[2].status, 'Unknown');
    });

    it('is not asked about without a VPN', () => {
      assert.equal(boundMedia([], { bindings: [null] }).checks[2].status, 'NotApplicable');
    });
  });

  describe('the quality', () => {
    const good = { port: 3478, request: 'Allocate', sent: 100, received: 100, loss: 0, jitter: 5 } as const;
    const measured = (more: object) => {
      const quality = {
        ...good,
        roundTrip: { least: 10, mean: 20, most: 40 },
        ...more,
        address: relay.address,
        boundTo: null,
      };
      return judged({ qualities: [quality] }, { isMeasured: true });
    };

    it('is held against Microsoft’s targets', () => {
      assert.equal(measured({}).checks[3].status, 'Pass');
      for (const [more, what] of [
        [{ roundTrip: { least: 90, mean: 100, most: 130 } }, /round trip 100\.0 ms/],
        [{ loss: 1, received: 99 }, /loss 1\.0 %/],
        [{ jitter: 30 }, /jitter 30\.0 ms/],
      ] as const) {
        const result = measured(more);
        assert.deepEqual([result.status, result.checks[3].status], ['Warning', 'Warning']);
        assert.match(result.checks[3].message, what);
      }
      const limits = { roundTrip: { least: 1, mean: 99.9, most: 500 }, loss: 0.9, jitter: 29.9 };
      assert.equal(measured(limits).checks[3].status, 'Pass');
    });

    it('is not known where nothing answered', () => {
      assert.equal(judged({}, { isMeasured: true }).checks[3].status, 'Unknown');
    });
  });

  describe('the plan', () => {
    const of = (snapshot: Snapshot) => makeCase(snapshot, worldwide, noRoles);

    it('has one address for every segment', () => {
      const snapshot = machine([...localDefaults, '52.113.64.0/18 dev vpn', '52.112.7.7/32 dev vpn']);
      const judgedCase = of(snapshot);
      const targets = targetsOf(judgedCase);
      assert.equal(targets.length, judgedCase.segments.length);
      assert.deepEqual(
        targets.map(({ address }) => address),
        ['52.112.0.1', '52.112.7.7', '52.112.7.9', '52.113.64.1', '52.113.128.1', '52.122.0.1', '2603:1063::1'],
      );
    });

    it('takes given addresses of Teams media alone', () => {
      const judgedCase = of(machine(localDefaults));
      assert.deepEqual(chosenTargets(['2603:1063:0::9'], judgedCase), [
        { address: '2603:1063::9', family: 6, prefix: '2603:1063::/38' },
      ]);
      assert.throws(
        () => chosenTargets(['8.8.8.8'], judgedCase),
        (error) => error instanceof ToolError && error.id === 'AddressNotOptimize' && error.exitCode === 2,
      );
    });

    it('binds to one address of either family of every interface that carries it', () => {
      const interfaces = [
        row(1, { name: 'lo', type: 24, addresses: ['127.0.0.1/8', '::1/128'] }),
        row(local, {
          addresses: ['169.254.3.3/16', '192.168.1.10/24', '192.168.1.11/24', 'fe80::5/64', '2001:db8::10/64'],
        }),
        row(vpn, { connected6: false }),
        row(30, { name: 'down', up: false, connected4: false, connected6: false, addresses: ['10.9.0.1/24'] }),
      ];
      assert.deepEqual(bindingsOf(of(machine(localDefaults, { interfaces }))), [
        null,
        { interfaceIndex: local, source: '192.168.1.10' },
        { interfaceIndex: local, source: '2001:db8::10' },
        { interfaceIndex: vpn, source: '10.8.0.2' },
      ]);
    });
  });
});
