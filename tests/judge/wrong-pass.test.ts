import assert from 'node:assert/strict';
import type { EndpointList } from '../../src/contract/endpoints.ts';
import type { Snapshot } from '../../src/contract/snapshot.ts';
import { checkOf, judged, localDefaults, machine, row, local, vpn, worldwide } from './machine.ts';

/** What looked proven once and was not. */
function isUnknown(snapshot: Snapshot, says: RegExp, list: EndpointList = worldwide): void {
  const check = checkOf(judged(snapshot, {}, list), 'OptimizeRoutes');
  assert.equal(check.status, 'Unknown', check.message);
  assert.match(check.message, says);
}

describe('no Pass', () => {
  const [row11] = worldwide.rows;
  const onlyIpv6: EndpointList = { ...worldwide, rows: [{ ...row11, ips: ['2603:1063::/38'] }] };

  it('for a list of IPv6 alone on a machine without IPv6: nothing was proven', () => {
    const snapshot = machine([localDefaults[0], '10.0.0.0/8 dev vpn']);
    isUnknown(snapshot, /No IPv6 address .* has a route/, onlyIpv6);
    assert.equal(checkOf(judged(machine([localDefaults[1]]), {}, onlyIpv6), 'OptimizeRoutes').status, 'Pass');
  });

  describe('on a Linux whose policy rules of IPv6 are not told', () => {
    const rules = [0, 32766, 32767].map((priority, i) => ({
      family: 4 as const,
      priority,
      action: 'table',
      table: [255, 254, 253][i],
    }));
    const interfaces = [
      row(local, { name: 'eth0', deviceId: null }),
      row(vpn, { name: 'wg0', deviceId: 'wireguard', description: null }),
    ];
    const linux = (...routes: Parameters<typeof machine>[0]) =>
      machine([localDefaults[0], ...routes], { platform: 'linux', interfaces, rules });

    it('where a table of its own leads into a tunnel', () => {
      const hidden = { destination: '::/0', nextHop: null, interfaceIndex: vpn, metric: 0, table: 51820 };
      isUnknown(linux(hidden), /policy rules/);
    });
    const linkLocal = { destination: 'fe80::/64', nextHop: null, interfaceIndex: vpn, metric: 0 };
    it('where the table main has no route to media: others can have one', () => {
      isUnknown(linux(linkLocal), /policy rules/);
    });
    it('but not where every table is told and none leads to media, or where there is no IPv6', () => {
      const own = { destination: '::1/128', nextHop: null, interfaceIndex: 1, metric: 0, table: 255, type: 'local' };
      for (const snapshot of [linux(linkLocal, own), linux()])
        assert.equal(checkOf(judged(snapshot), 'OptimizeRoutes').status, 'Pass');
    });
  });

  it('by a local interface without an address of its own, past an IPsec policy that the kernel asks', () => {
    const policy = {
      family: 4 as const,
      source: '10.9.0.0/16',
      destination: '52.112.0.0/14',
      protocol: 0,
      sourcePort: [0, 0] as [number, number],
      destinationPort: [0, 0] as [number, number],
      interfaceIndex: 0,
      mark: [0, 0] as [number, number],
      interfaceId: 0,
      priority: 1,
      blocks: true,
      transforms: [],
    };
    const interfaces = [row(local, { name: 'eth0', deviceId: null, addresses: [] })];
    const passes = { ...policy, blocks: false };
    const statusWith = (...ipsecPolicies: (typeof policy)[]) =>
      checkOf(
        judged(machine(localDefaults, { platform: 'linux', interfaces, rules: [], ipsecPolicies })),
        'Interference',
      ).status;
    assert.equal(statusWith(policy), 'Fail');
    assert.equal(statusWith(passes, policy), 'Fail');
    assert.equal(statusWith({ ...passes, source: '0.0.0.0/0' }, policy), 'Pass');
    assert.equal(statusWith(passes), 'Pass');
  });

  it('for a system whose way of choosing is not known', () => {
    for (const platform of ['Linux', 'freebsd', ''])
      isUnknown(machine(localDefaults, { platform }), /chooses among its routes is not known/);
  });

  describe('for a check that is required and was not asked', () => {
    const silent = machine([...localDefaults, '10.0.0.0/8 dev vpn'], { running: undefined });
    for (const id of ['OsWitness', 'Interference', 'Dns', 'Proxy', 'EdgeRouting', 'TeamsClient', 'FirewallRules']) {
      it(id, () => {
        assert.equal(judged(silent).status, 'Pass');
        assert.equal(checkOf(judged(silent), id).status, 'NotApplicable');
        const verdict = judged(silent, { require: [id] });
        assert.equal(verdict.status, 'Unknown');
        assert.equal(checkOf(verdict, id).status, 'Unknown');
        assert.equal(checkOf(verdict, id).asked, false);
      });
    }
    it('but not where there is nothing to ask about', () => {
      const verdict = judged({ ...silent, browsers: [] }, { require: ['EdgeRouting'] });
      assert.equal(checkOf(verdict, 'EdgeRouting').status, 'NotApplicable');
      assert.equal(verdict.status, 'Pass');
    });
  });
});
