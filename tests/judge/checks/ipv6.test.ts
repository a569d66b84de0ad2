import assert from 'node:assert/strict';
import { clouds } from '../../../src/contract/endpoints.ts';
import {
  checkOf,
  exclusions,
  judged,
  local,
  localDefaults,
  machine,
  row,
  vpn,
  vpnDefaults,
  worldwide,
} from '../machine.ts';

const check = (...[routes, more]: Parameters<typeof machine>) => checkOf(judged(machine(routes, more)), 'Ipv6');
const [local4, local6] = localDefaults;
const withoutIpv6 = { interfaces: [row(local, { addresses: ['192.168.1.10/24', 'fe80::5/64'] }), row(vpn)] };

describe('Ipv6', () => {
  it('passes where it leaves by the local interface', () => {
    assert.equal(check([...localDefaults, '0.0.0.0/1 dev vpn']).status, 'Pass');
  });

  it('exclusions of IPv4 alone leave IPv6 in the tunnel; where the local side has it, the cure is an exclusion', () => {
    const { status, message, recommendation } = check([...localDefaults, ...vpnDefaults, ...exclusions.slice(0, 2)]);
    assert.equal(status, 'Fail');
    assert.match(message, /2603:1063::\/38 by vpn/);
    assert.match(recommendation!, /^Exclude 2603:1063::\/38/);
  });

  it('an exclusion route is the wrong cure where the local side has no IPv6', () => {
    const { status, message, recommendation } = check([local4, '::/0 dev vpn'], withoutIpv6);
    assert.equal(status, 'Fail');
    assert.match(message, /exclusion route would lead nowhere/);
    assert.match(recommendation!, /^Block 2603:1063::\/38 on vpn/);
  });

  it('a global address of the local interface is IPv6 enough, unless it is disconnected', () => {
    const recommendation = (more = {}) =>
      check([local4, '::/0 dev vpn'], { interfaces: [row(local, more), row(vpn)] }).recommendation!;
    assert.match(recommendation(), /^Exclude/);
    assert.match(recommendation({ connected6: false }), /^Block/);
  });

  it('is Unknown by an interface that is not known, and on a Linux without rules', () => {
    assert.equal(check([local4, local6], { interfaces: [row(local, { deviceId: null }), row(vpn)] }).status, 'Unknown');
    const linux = { platform: 'linux', interfaces: [row(local), row(vpn, { deviceId: 'tun' })] };
    assert.equal(check(localDefaults, linux).status, 'Unknown');
  });

  it('does not apply without a route, a VPN or a prefix', () => {
    assert.equal(check([local4]).status, 'NotApplicable');
    assert.equal(check(localDefaults, { interfaces: [row(local)] }).status, 'NotApplicable');
    const rows = [{ ...worldwide.rows[0], ips: ['52.112.0.0/14'] }];
    const verdict = judged(machine(localDefaults), {}, { ...worldwide, rows });
    assert.equal(checkOf(verdict, 'Ipv6').status, 'NotApplicable');
  });
});

describe('CloudNotes', () => {
  it('has a note for every cloud and checks nothing', () => {
    for (const cloud of clouds) {
      const { status, recommendation: notes } = checkOf(
        judged(machine(localDefaults), {}, { ...worldwide, cloud }),
        'CloudNotes',
      );
      assert.equal(status, 'NotApplicable');
      assert.match(notes!, /Conditional access/);
      assert.equal(/China/.test(notes!), cloud === 'Worldwide' || cloud === 'China');
    }
  });
});
