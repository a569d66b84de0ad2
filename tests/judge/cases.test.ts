import assert from 'node:assert/strict';
import type { Snapshot } from '../../src/contract/snapshot.ts';
import type { Status } from '../../src/contract/verdict.ts';
import {
  checkOf,
  exclusions,
  judged,
  local,
  localDefaults,
  machine,
  route,
  row,
  vpn,
  vpnDefaults,
  worldwide,
} from './machine.ts';

const allPrefixes = ['52.112.0.0/14', '52.122.0.0/15', '2603:1063::/38'];
/** Enough of a kill switch's absence: the tunnel has halves, not a /0, so WireGuard blocks nothing. */
const vpnHalves = ['0.0.0.0/1 dev vpn', '128.0.0.0/1 dev vpn', '::/1 dev vpn', '8000::/1 dev vpn'];

interface Expected {
  status: Status;
  leaks?: string[];
}

function proves(title: string, snapshot: Snapshot, { status, leaks = [] }: Expected): void {
  it(title, () => {
    const verdict = judged(snapshot);
    assert.equal(checkOf(verdict, 'OptimizeRoutes').status, status, checkOf(verdict, 'OptimizeRoutes').message);
    assert.deepEqual(
      verdict.leaks.flatMap((leak) => leak.cidrs),
      leaks,
    );
  });
}

describe('the cases that must come out right', () => {
  proves('no VPN at all', machine(localDefaults, { interfaces: [row(local)] }), { status: 'NotApplicable' });
  proves('a VPN that is up with Teams excluded', machine([...localDefaults, ...vpnHalves, ...exclusions]), {
    status: 'Pass',
  });
  proves('the default route into the VPN', machine(vpnDefaults), { status: 'Fail', leaks: allPrefixes });
  proves('a better default route into the VPN', machine([...localDefaults, ...vpnDefaults]), {
    status: 'Fail',
    leaks: allPrefixes,
  });
  proves('the two halves into the VPN', machine([...localDefaults, ...vpnHalves]), {
    status: 'Fail',
    leaks: allPrefixes,
  });
  proves(
    'a more specific VPN route inside an excluded prefix',
    machine([...localDefaults, ...vpnHalves, ...exclusions, '52.113.128.0/17 dev vpn']),
    { status: 'Fail', leaks: ['52.113.128.0/17'] },
  );
  proves('a host route into the VPN', machine([...localDefaults, ...exclusions, '52.112.0.10/32 dev vpn']), {
    status: 'Fail',
    leaks: ['52.112.0.10/32'],
  });
  proves(
    'a hole in the VPN route that leaves odd remains',
    machine([...localDefaults, '52.112.0.0/14 dev vpn', '52.113.0.0/16 via 192.168.1.1']),
    {
      status: 'Fail',
      leaks: ['52.112.0.0/16', '52.114.0.0/15'],
    },
  );
  proves(
    'equal prefixes on two interfaces: the metric decides',
    machine([...localDefaults, '52.112.0.0/14 via 192.168.1.1 metric 5', '52.112.0.0/14 dev vpn metric 6']),
    { status: 'Pass' },
  );
  proves(
    'equal prefixes on two interfaces: the interface metric counts',
    machine([...localDefaults, '52.112.0.0/14 via 192.168.1.1 metric 5', '52.112.0.0/14 dev vpn metric 6'], {
      interfaces: [row(local), row(vpn, { metric4: 20 })],
    }),
    { status: 'Fail', leaks: ['52.112.0.0/14'] },
  );
  proves(
    'equal prefixes with equal metrics: a tie with a VPN is a leak',
    machine([...localDefaults, '52.112.0.0/14 via 192.168.1.1 metric 5', '52.112.0.0/14 dev vpn metric 5']),
    { status: 'Fail', leaks: ['52.112.0.0/14'] },
  );
  proves(
    'equal prefixes with an unknown metric',
    machine([
      ...localDefaults,
      '52.112.0.0/14 via 192.168.1.1 metric 5',
      route('52.112.0.0/14 dev vpn', { metric: null }),
    ]),
    { status: 'Unknown' },
  );
  proves(
    'an unknown metric where the prefix length decides',
    machine([
      ...localDefaults,
      route('52.112.0.0/14 via 192.168.1.1', { metric: null }),
      '52.122.0.0/15 via 192.168.1.1',
      route('0.0.0.0/1 dev vpn', { metric: null }),
    ]),
    { status: 'Pass' },
  );
  proves(
    'a VPN interface that is not connected',
    machine([...localDefaults, ...vpnDefaults], {
      interfaces: [row(local), row(vpn, { connected4: false, connected6: false })],
    }),
    {
      status: 'NotApplicable',
    },
  );
  proves(
    'a VPN that is connected in one family only',
    machine([...localDefaults, ...vpnDefaults], { interfaces: [row(local), row(vpn, { connected6: false })] }),
    { status: 'Fail', leaks: ['52.112.0.0/14', '52.122.0.0/15'] },
  );
  proves(
    'a default route that the interface disables',
    machine([...localDefaults, ...vpnDefaults], {
      interfaces: [row(local), row(vpn, { disableDefaultRoutes4: true, disableDefaultRoutes6: true })],
    }),
    { status: 'Pass' },
  );
  proves('an expired route', machine([...localDefaults, route('52.112.0.0/14 dev vpn', { validLifetime: 0 })]), {
    status: 'Pass',
  });
  proves(
    'a prefix that is routed in part',
    machine(['52.112.0.0/15 via 192.168.1.1', '52.122.0.0/15 via 192.168.1.1']),
    { status: 'Warning' },
  );
  proves('no IPv6 on the local side while the VPN offers it', machine(['0.0.0.0/0 via 192.168.1.1', '::/0 dev vpn']), {
    status: 'Fail',
    leaks: ['2603:1063::/38'],
  });
  proves('a family without any route does not count', machine(['0.0.0.0/0 via 192.168.1.1']), { status: 'Pass' });
  proves('no route at all', machine([]), { status: 'Unknown' });
  proves('only IPv6 routes', machine(['::/0 via fe80::1']), { status: 'Unknown' });
  proves(
    'an interface of which nothing is known',
    machine(['0.0.0.0/0 via 192.168.1.1'], { interfaces: [row(local, { deviceId: null }), row(vpn)] }),
    { status: 'Unknown' },
  );
  proves(
    'a route over an interface that the snapshot does not hold',
    machine([route('0.0.0.0/0', { interfaceIndex: 99 })]),
    { status: 'Unknown' },
  );
  proves(
    'an own address of the VPN inside the prefixes is no media',
    machine([...localDefaults, ...exclusions, '52.112.0.2/32 dev vpn'], {
      interfaces: [row(local), row(vpn, { addresses: ['52.112.0.2/32'] })],
    }),
    {
      status: 'Pass',
    },
  );
  proves(
    'a route flagged loopback is no media',
    machine([...localDefaults, ...exclusions, route('52.112.0.0/16 dev vpn', { loopback: true })]),
    {
      status: 'Pass',
    },
  );
  proves('WSL', machine([...vpnDefaults], { platform: 'linux', wsl: true }), { status: 'Unknown', leaks: [] });
  proves(
    'a Linux without its rules',
    machine([...localDefaults], { platform: 'linux', interfaces: [row(local), row(vpn, { deviceId: 'wireguard' })] }),
    {
      status: 'Unknown',
    },
  );
  proves(
    'a Linux without its rules that leaks anyway',
    machine([...vpnDefaults], { platform: 'linux', interfaces: [row(local), row(vpn, { deviceId: 'wireguard' })] }),
    {
      status: 'Fail',
      leaks: allPrefixes,
    },
  );

  it('a list without an Optimize row is Unknown', () => {
    const verdict = judged(machine(localDefaults), {}, { ...worldwide, rows: [] });
    assert.equal(verdict.status, 'Unknown');
    assert.equal(checkOf(verdict, 'EndpointList').status, 'Unknown');
  });

  it('list prefixes inside others are merged first', () => {
    const rows = [{ ...worldwide.rows[0], ips: ['52.112.0.0/14', '52.113.0.0/16'] }];
    const verdict = judged(machine(localDefaults), {}, { ...worldwide, rows });
    assert.deepEqual(
      verdict.segments.map((segment) => segment.prefix),
      ['52.112.0.0/14'],
    );
  });

  it('neighbouring segments of one VPN are one leak, with all their routes', () => {
    const { leaks } = judged(machine([...localDefaults, '52.112.0.0/15 dev vpn', '52.114.0.0/15 dev vpn']));
    assert.deepEqual(leaks, [
      { cidrs: ['52.112.0.0/14'], family: 4, interfaceName: 'vpn', routes: ['52.112.0.0/15', '52.114.0.0/15'] },
    ]);
  });
});

describe('the overall status', () => {
  const clean = machine([...localDefaults, ...vpnHalves, ...exclusions]);

  it('is Pass where the four decisive checks pass', () => assert.equal(judged(clean).status, 'Pass'));

  it('counts a required check', () => {
    assert.equal(checkOf(judged(clean), 'BoundPath').status, 'Warning');
    assert.equal(judged(clean, { require: ['BoundPath'] }).status, 'Warning');
  });

  it('refuses a required check that does not exist', () => {
    assert.throws(() => judged(clean, { require: ['Weather'] }), { id: 'CheckUnknown' });
  });

  it('is Unknown for a table that kept changing', () =>
    assert.equal(judged({ ...clean, stable: false }).status, 'Unknown'));

  it('is Fail for a kill switch', () => {
    const verdict = judged(machine([...localDefaults, ...vpnDefaults, ...exclusions]));
    assert.equal(checkOf(verdict, 'OptimizeRoutes').status, 'Pass');
    assert.equal(checkOf(verdict, 'Interference').status, 'Fail');
    assert.equal(verdict.status, 'Fail');
  });

  it('is NotApplicable without a VPN, but Fail where a next hop is dead', () => {
    const alone = { interfaces: [row(local)] };
    assert.equal(judged(machine(localDefaults, alone)).status, 'NotApplicable');
    assert.equal(judged(machine(['0.0.0.0/0 via 10.99.0.1'], alone)).status, 'Fail');
  });
});

describe('the OS witness', () => {
  const clean = machine([...localDefaults, ...vpnHalves, ...exclusions]);
  const answer = (interfaceIndex: number | null, more = {}) => ({
    address: '52.112.0.0',
    api: 'GetBestRoute2',
    interfaceIndex,
    nextHop: null,
    error: null,
    ...more,
  });
  const witness = (...osAnswers: ReturnType<typeof answer>[]) => {
    const verdict = judged({ ...clean, osAnswers });
    return {
      ...checkOf(verdict, 'OsWitness'),
      agrees: verdict.segments[0].osAgrees,
      proof: checkOf(verdict, 'OptimizeRoutes').status,
    };
  };

  it('agrees', () => {
    const { status, agrees } = witness(answer(local, { nextHop: '192.168.1.1' }));
    assert.deepEqual([status, agrees], ['Pass', true]);
  });

  it('fails where the OS names a VPN, and leaves the proof alone', () => {
    const { status, agrees, proof } = witness(answer(local), answer(vpn, { api: 'GetBestRoute' }));
    assert.deepEqual([status, agrees, proof], ['Fail', false, 'Pass']);
  });

  it('warns of another next hop', () =>
    assert.equal(witness(answer(local, { nextHop: '192.168.1.254' })).status, 'Warning'));
  it('warns where the OS finds no route', () => assert.equal(witness(answer(null, { error: 1231 })).status, 'Warning'));
  it('hears nothing in "not supported"', () => {
    const { status, agrees } = witness(answer(null, { error: 50 }));
    assert.deepEqual([status, agrees], ['NotApplicable', null]);
  });

  it('takes any rival of a tie', () => {
    const tie = machine([...localDefaults, '52.112.0.0/14 via 192.168.1.1', '52.112.0.0/14 dev vpn']);
    for (const index of [local, vpn]) {
      assert.equal(judged({ ...tie, osAnswers: [answer(index)] }).segments[0].osAgrees, true);
    }
  });

  it('agrees that there is no route', () => {
    const nowhere = machine(['52.122.0.0/15 via 192.168.1.1']);
    assert.equal(judged({ ...nowhere, osAnswers: [answer(null, { error: 1231 })] }).segments[0].osAgrees, true);
  });
});

describe('the next hop', () => {
  const status = (routes: Parameters<typeof machine>[0], interfaces = [row(local), row(vpn)]) =>
    checkOf(judged(machine(routes, { interfaces })), 'NextHop').status;

  it('is dead outside every on-link prefix', () => assert.equal(status(['0.0.0.0/0 via 10.99.0.1']), 'Fail'));
  it('is fine inside an on-link route', () =>
    assert.equal(status(['0.0.0.0/0 via 10.99.0.1', '10.99.0.0/24']), 'Pass'));
  it('is fine in no prefix where its own route says that it is on the link, and where no other does', () => {
    const cloud = (destination: string, onlink: boolean) => route(`${destination} via 172.31.1.1`, { onlink });
    assert.equal(status([cloud('0.0.0.0/0', true)]), 'Pass');
    assert.equal(status([cloud('52.112.0.0/14', false), cloud('0.0.0.0/0', true)]), 'Fail');
    const hop = { nextHop: '172.31.1.1', interfaceIndex: local };
    const multipath = (onlink: boolean) =>
      route('0.0.0.0/0 via 192.168.1.1', {
        nextHops: [
          { nextHop: '192.168.1.1', interfaceIndex: local },
          { ...hop, onlink },
        ],
      });
    assert.deepEqual(
      [true, false].map((onlink) => status([multipath(onlink)])),
      ['Pass', 'Fail'],
    );
  });
  it('is fine where it is link-local', () =>
    assert.equal(status(['0.0.0.0/0 via 192.168.1.1', '::/0 via fe80::1']), 'Pass'));
  it('is not known without addresses', () =>
    assert.equal(status(['0.0.0.0/0 via 10.99.0.1'], [row(local, { addresses: [] })]), 'NotApplicable'));
  it('is missing for public addresses on Ethernet and Wi-Fi', () => {
    for (const type of [6, 71])
      assert.equal(status(['52.112.0.0/14', ...localDefaults], [row(local, { type })]), 'Warning');
    assert.equal(status(['52.112.0.0/14', ...localDefaults], [row(local, { type: 23 })]), 'Pass');
  });
});

describe('the path of a bound socket', () => {
  it('names what a VPN still reaches', () => {
    const verdict = judged(machine([...localDefaults, ...exclusions, '52.112.0.0/16 dev vpn', '0.0.0.0/2 dev vpn']));
    const check = checkOf(verdict, 'BoundPath');
    assert.equal(check.status, 'Warning');
    assert.match(check.message, /52\.112\.0\.0\/14, 52\.122\.0\.0\/15 by vpn/);
  });

  it('is fine where no route of the VPN reaches anything', () => {
    assert.equal(checkOf(judged(machine([...localDefaults, '10.0.0.0/8 dev vpn'])), 'BoundPath').status, 'Pass');
  });
});

describe('the age of the endpoint list', () => {
  const age = (confirmedAt: string | null, collectedAt: string | null) =>
    checkOf(judged(machine(localDefaults, { collectedAt }), {}, { ...worldwide, confirmedAt }), 'EndpointList').status;

  it('is counted from its confirmation to the snapshot', () => {
    assert.equal(age('2026-09-21', '2026-11-20T00:00:00Z'), 'Pass');
    assert.equal(age('2026-09-20', '2026-11-20T00:00:00Z'), 'Warning');
    assert.equal(age(null, '2026-11-20T00:00:00Z'), 'Unknown');
    assert.equal(age('2026-09-21', null), 'Unknown');
  });
});
