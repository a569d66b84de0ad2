import assert from 'node:assert/strict';
import { local, localDefaults, machine as withWireGuard, route, row, vpn, vpnDefaults } from '../../judge/machine.ts';
import { added, ids, linux, machine, nobody, plan, tap, whole } from './planning.ts';

describe('the plan of a repair', () => {
  describe('says why no route can do it', () => {
    it('without IPv6 on the local side, and what would cure IPv4', () => {
      const lan = row(local, { addresses: ['192.168.1.10/24', 'fe80::10/64', 'fd00::10/64'] });
      const found = plan(
        machine(['0.0.0.0/0 via 192.168.1.1 metric 10', ...vpnDefaults], { interfaces: [lan, tap()] }),
      );
      assert.deepEqual([found.outcome, found.after, ids(found)], ['Insufficient', 'Fail', ['NoLocalFamily']]);
      assert.deepEqual([found.obstacles[0].family, found.obstacles[0].cidrs], [6, ['2603:1063::/38']]);
      assert.match(found.obstacles[0].recommendation, /New-TeamsVpnBlockRule/);
      assert.deepEqual(added(found), whole.slice(0, 2));
      assert.match(found.notes[0], /only a part.*--force/);
    });

    it('behind a kill switch', () => {
      const killed = plan(withWireGuard([...localDefaults, ...vpnDefaults]));
      assert.deepEqual([killed.outcome, killed.add, ids(killed)], ['Insufficient', [], ['KillSwitch']]);
    });

    it('inside WSL', () => {
      const found = plan({ ...linux([...localDefaults, ...vpnDefaults]), wsl: true });
      assert.deepEqual([found.outcome, found.after, ids(found)], ['Insufficient', 'Unknown', ['NotProvable']]);
    });

    it('where an interface may be a VPN or not', () => {
      const odd = row(vpn, { name: 'odd', description: 'Odd Adapter' });
      const found = plan(machine([...localDefaults, '52.112.0.0/16 dev vpn'], { interfaces: [row(local), odd] }));
      assert.deepEqual([found.outcome, ids(found), found.add], ['Insufficient', ['NotDecided'], []]);
      assert.match(found.obstacles[0].message, /odd/);
      const named = plan(machine([...localDefaults, '52.112.0.0/16 dev vpn'], { interfaces: [row(local), odd] }), [], {
        ...nobody,
        vpn: ['odd'],
      });
      assert.deepEqual([named.outcome, named.add.length], ['Repairs', 2]);
    });

    it('where a route refuses an address on purpose', () => {
      const refusing = route('52.113.0.0/24 metric 0', { type: 'prohibit', interfaceIndex: 0 });
      const found = plan(linux([...localDefaults, '0.0.0.0/1 dev vpn', refusing]));
      assert.deepEqual([found.outcome, ids(found)], ['Insufficient', ['Refused']]);
      assert.deepEqual(found.obstacles[0].cidrs, ['52.113.0.0/24']);
    });

    it('where media dies at a gateway that is not ours to change', () => {
      const found = plan(machine([...localDefaults, '52.112.0.0/14 via 10.9.9.9', '10.0.0.0/24 dev vpn']));
      assert.deepEqual([found.outcome, ids(found), found.add], ['Insufficient', ['OtherCheck'], []]);
      assert.match(found.obstacles[0].message, /^NextHop: .*10\.9\.9\.9/);
    });
  });
});
