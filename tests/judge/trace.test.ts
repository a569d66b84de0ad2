import assert from 'node:assert/strict';
import type { Snapshot } from '../../src/contract/snapshot.ts';
import type { ObservedHop, ObservedTrace, Trace } from '../../src/contract/trace.ts';
import type { Roles } from '../../src/judge/interfaces.ts';
import { judgeTrace } from '../../src/judge/trace.ts';
import { localDefaults, machine, row, vpnDefaults, local, vpn, worldwide } from './machine.ts';

const relay = '52.112.0.10';

/** `1 192.168.1.1`, `2 *`, `3 52.112.0.10 Target`, `2 203.0.113.1 Unreachable network`. */
function hop(text: string): ObservedHop {
  const [ttl, address, answer = 'Router', unreachable = null] = text.split(' ');
  const isSilent = address === '*';
  return {
    ttl: Number(ttl),
    addresses: isSilent ? [] : [address],
    roundTrips: isSilent ? [null, null] : [12.5],
    answer: isSilent ? null : (answer as 'Router'),
    unreachable,
  };
}

function observed(hops: readonly string[], more: Partial<ObservedTrace> = {}): ObservedTrace {
  const base = { target: relay, addresses: [relay], address: relay, source: '192.168.1.10' };
  return { ...base, method: 'UDP 3478', hops: hops.map(hop), complete: true, error: null, ...more };
}

const noRoles: Roles = { vpn: [], local: [], strict: false };

function judged(
  snapshot: Snapshot,
  hops: readonly string[],
  more: Partial<ObservedTrace> = {},
  roles = noRoles,
): Trace {
  return judgeTrace(observed(hops, more), snapshot, worldwide, roles).trace;
}

const check = (trace: Trace, id: string) => trace.checks.find((each) => each.id === id)!;
const direct = ['1 192.168.1.1', '2 203.0.113.1', '3 52.112.0.10 Target'];
const clean = machine(localDefaults);

describe('judge trace', () => {
  describe('the path', () => {
    it('is local where route and first hop say so', () => {
      const trace = judged(clean, direct);
      assert.deepEqual([trace.status, trace.path, trace.reached], ['Pass', 'Local', true]);
      assert.deepEqual(
        [trace.interfaceName, trace.nextHop, trace.optimize],
        ['Ethernet', '192.168.1.1', '52.112.0.0/14'],
      );
    });

    it('is the VPN where the route says so, whatever the hops', () => {
      for (const hops of [[], direct, ['1 10.8.0.1', '2 52.112.0.10 Target']]) {
        const trace = judged(machine([...localDefaults, '52.112.0.0/16 dev vpn']), hops, { source: '10.8.0.2' });
        assert.deepEqual([trace.status, trace.path], ['Fail', 'Vpn']);
      }
    });

    it('is the VPN where the first hop is in its network, whatever the route', () => {
      for (const hops of [['1 10.8.0.1'], ['1 *', '2 10.8.0.1', '3 52.112.0.10 Target']]) {
        const trace = judged(clean, hops);
        assert.deepEqual([trace.status, trace.path], ['Fail', 'Vpn'], hops.join());
        assert.match(check(trace, 'TracePath').message, /10\.8\.0\.1.*vpn/);
      }
    });

    it('is the VPN where a route leads to the first hop that is for its own network', () => {
      const trace = judged(machine([...localDefaults, '10.100.0.0/16 dev vpn']), ['1 10.100.0.1']);
      assert.deepEqual([trace.status, trace.path], ['Fail', 'Vpn']);
    });

    it('is the VPN where the source address is its own', () => {
      assert.equal(judged(clean, direct, { source: '10.8.0.2' }).status, 'Fail');
    });

    it('is the VPN where the operating system says so', () => {
      const answer = {
        address: relay,
        interfaceIndex: vpn,
        nextHop: null,
        source: null,
        api: 'GetBestRoute2',
        error: null,
      };
      assert.equal(judged({ ...clean, osAnswers: [answer] }, direct).status, 'Fail');
    });

    it('is not proven by a route alone', () => {
      for (const hops of [[], ['1 *', '2 203.0.113.1', '3 52.112.0.10 Target']]) {
        const trace = judged(clean, hops);
        assert.deepEqual([trace.status, trace.path], ['Unknown', 'Local'], hops.join());
      }
    });

    it('is not proven by what this machine says of itself', () => {
      const trace = judged(clean, ['1 192.168.1.10 Unreachable host']);
      assert.deepEqual([trace.status, trace.hops[0].network], ['Unknown', 'this machine']);
    });

    it('is not proven where the first hop is another than the gateway', () => {
      for (const first of ['1 172.16.5.1', '1 203.0.113.99']) {
        const trace = judged(clean, [first, '2 52.112.0.10 Target']);
        assert.deepEqual([trace.status, trace.path], ['Unknown', 'UnknownTunnel'], first);
      }
    });

    it('is local by any first hop where the gateway has a link-local address, unless the VPN has it', () => {
      const address = '2603:1063::10';
      const six = (first: string) =>
        judged(clean, [first, `2 ${address} Target`], {
          target: address,
          addresses: [address],
          address,
          source: '2001:db8::10',
        });
      assert.equal(six('1 2001:db8:ffff::1').status, 'Pass');
      assert.equal(six('1 2001:db8::1').status, 'Pass');
      assert.equal(six('1 fd00:8::1').status, 'Fail');
      assert.equal(six('1 2001:db8::10 Unreachable host').status, 'Unknown', 'this machine says that itself');
    });

    it('is local where the target itself is the first hop', () => {
      assert.equal(judged(clean, ['1 52.112.0.10 Target']).status, 'Pass');
    });

    it('is not proven where the operating system names another interface, unless the first hop is on the link', () => {
      const answer = {
        address: relay,
        interfaceIndex: 99,
        nextHop: null,
        source: null,
        api: 'GetBestRoute2',
        error: null,
      };
      const doubtful = { ...clean, osAnswers: [answer] };
      assert.equal(judged(doubtful, ['1 52.112.0.10 Target']).status, 'Unknown');
      assert.equal(judged(doubtful, direct).status, 'Pass');
    });

    it('is not known without a route, or by an interface that nothing proves', () => {
      assert.deepEqual([judged(machine([]), []).status, judged(machine([]), []).path], ['Unknown', 'None']);
      const unproven = machine(localDefaults, { interfaces: [row(local, { deviceId: null }), row(vpn)] });
      const trace = judged(unproven, direct);
      assert.deepEqual([trace.status, trace.path], ['Unknown', 'UnknownTunnel']);
      assert.equal(judged(unproven, direct, {}, { ...noRoles, local: ['Ethernet'] }).status, 'Pass');
    });

    it('is the VPN by the administrator’s word', () => {
      assert.equal(judged(clean, direct, {}, { ...noRoles, vpn: ['Ethernet'] }).status, 'Fail');
    });

    it('says why packets could not be sent', () => {
      const trace = judged(clean, [], { error: 'EPERM' });
      assert.equal(trace.status, 'Unknown');
      assert.match(check(trace, 'TracePath').message, /EPERM/);
    });

    it('of a saved output from another machine is not told', () => {
      const { trace, warnings } = judgeTrace(observed(direct, { source: '192.168.1.77' }), clean, worldwide, noRoles);
      assert.equal(trace.status, 'Unknown');
      assert.match(warnings.join(), /192\.168\.1\.77/);
    });
  });

  describe('the target', () => {
    it('that is no Teams media is traced for information', () => {
      const [address, snapshot] = ['10.100.0.1', machine([...localDefaults, '10.0.0.0/8 dev vpn'])];
      const trace = judged(snapshot, ['1 10.8.0.1'], {
        target: address,
        addresses: [address],
        address,
        source: '10.8.0.2',
      });
      assert.deepEqual([trace.status, trace.path, trace.optimize], ['NotApplicable', 'Vpn', null]);
    });

    it('that is the relay’s name must resolve into the ranges', () => {
      const target = 'worldaz.tr.teams.microsoft.com';
      const elsewhere = { target, addresses: ['10.1.2.3'], address: '10.1.2.3' };
      assert.equal(check(judged(clean, direct, elsewhere), 'TraceTarget').status, 'Fail');
      assert.equal(judged(clean, direct, elsewhere).status, 'Fail');
      const partly = { target, addresses: [relay, '10.1.2.3'] };
      assert.equal(check(judged(clean, direct, partly), 'TraceTarget').status, 'Fail');
      assert.equal(check(judged(clean, direct, { target }), 'TraceTarget').status, 'Pass');
    });

    it('that a saved output does not name leaves the path unproven', () => {
      const unnamed = { target: '', addresses: [], address: null, source: null };
      assert.equal(judged(clean, direct, unnamed).status, 'Unknown');
      assert.equal(judged(clean, ['1 10.8.0.1'], unnamed).status, 'Fail');
    });
  });

  describe('the end', () => {
    it('is a warning at a router that knows no way, and in a circle', () => {
      const dead = judged(clean, ['1 192.168.1.1', '2 203.0.113.1 Unreachable network']);
      assert.deepEqual([dead.status, dead.path, dead.reached], ['Warning', 'Local', false]);
      assert.match(check(dead, 'TraceEnd').message, /203\.0\.113\.1.*network is unreachable/);
      const refused = judged(clean, ['1 192.168.1.1', '2 203.0.113.1 Unreachable prohibited']);
      assert.match(check(refused, 'TraceEnd').message, /203\.0\.113\.1 says that it is prohibited to go there/);
      const circle = judged(clean, [
        '1 192.168.1.1',
        '2 100.64.0.1',
        '3 203.0.113.1',
        '4 *',
        '5 100.64.0.1',
        '6 203.0.113.1',
      ]);
      assert.deepEqual([circle.status, circle.loop], ['Warning', ['100.64.0.1', '203.0.113.1']]);
    });

    it('is no loop where a router answers twice in a row', () => {
      assert.deepEqual(
        judged(clean, ['1 192.168.1.1', '2 203.0.113.1', '3 203.0.113.1', '4 *', '5 203.0.113.1']).loop,
        [],
      );
    });

    it('proves nothing where it is silence', () => {
      const trace = judged(clean, ['1 192.168.1.1', '2 *', '3 *']);
      assert.deepEqual([trace.status, check(trace, 'TraceEnd').status], ['Pass', 'Unknown']);
    });
  });

  it('tells of every hop to which network it belongs', () => {
    const snapshot = machine([
      ...localDefaults,
      '172.20.0.0/16 dev vpn',
      '0.0.0.0/1 dev vpn',
      '52.112.0.0/14 via 192.168.1.1',
    ]);
    const addresses = [
      '192.168.1.1',
      '192.168.1.77',
      '10.8.0.1',
      '172.20.1.1',
      '172.21.1.1',
      '100.64.3.1',
      '8.8.8.8',
      '52.122.0.9',
      '192.168.1.10',
      'fe80::9',
      'fd12::1',
      '2001:db8::5',
    ];
    const { hops } = judged(
      snapshot,
      addresses.map((address, i) => `${i + 1} ${address}`),
    );
    assert.deepEqual(
      hops.map(({ network }) => network),
      [
        'gateway of Ethernet',
        'network of Ethernet',
        'network of vpn',
        'network of vpn',
        'private network (RFC 1918)',
        "carrier's network (RFC 6598)",
        'internet',
        'Teams media (52.122.0.0/15)',
        'this machine',
        'link-local',
        'private network (RFC 4193)',
        'network of Ethernet',
      ],
    );
    assert.deepEqual(
      hops.map(({ interfaceIndex }) => interfaceIndex),
      [local, local, vpn, vpn, null, null, null, null, null, null, null, local],
    );
    assert.equal(hops[0].roundTrip, 12.5);
  });

  it('does not say which of two networks an address is in that both hold', () => {
    const snapshot = machine(localDefaults, { interfaces: [row(local), row(vpn, { addresses: ['192.168.1.50/24'] })] });
    const { status, hops } = judged(snapshot, ['1 192.168.1.1']);
    assert.deepEqual(
      [status, hops[0].interfaceIndex, hops[0].network],
      ['Unknown', null, 'network of Ethernet or vpn'],
    );
  });

  it('takes a default route for no sign of where an address is', () => {
    const { hops } = judged(machine(vpnDefaults), ['1 192.168.99.1'], { source: '10.8.0.2' });
    assert.equal(hops[0].interfaceIndex, null);
  });
});
