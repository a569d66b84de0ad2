import assert from 'node:assert/strict';
import { local, localDefaults, route, row, vpnDefaults } from '../../judge/machine.ts';
import { added, ids, linux, machine, ours, plan, removed, tap, whole } from './planning.ts';

describe('the plan of a repair', () => {
  describe('adds a route for each list prefix that leaks', () => {
    it('where the VPN has the better default route', () => {
      const found = plan(machine([...localDefaults, ...vpnDefaults]));
      assert.deepEqual([found.outcome, found.before, found.after], ['Repairs', 'Fail', 'Pass']);
      assert.deepEqual(added(found), whole);
      assert.deepEqual(found.obstacles, []);
    });

    it('where the VPN has the two halves of everything, or one less than the list', () => {
      const halves = ['0.0.0.0/1 dev vpn', '52.0.0.0/9 dev vpn', '2000::/3 dev vpn'];
      assert.deepEqual(added(plan(machine([...localDefaults, ...halves]))), whole);
    });

    it('and only for those', () => {
      const found = plan(machine([...localDefaults, ...vpnDefaults, '52.112.0.0/14 via 192.168.1.1']));
      assert.deepEqual(added(found), whole.slice(1));
    });

    it('and for one that has no route at all, while its family has others', () => {
      const found = plan(machine(['52.122.0.0/15 via 192.168.1.1', '8.8.8.8/32 dev vpn']));
      assert.deepEqual([found.outcome, found.before], ['Repairs', 'Warning']);
      assert.deepEqual(added(found), whole.slice(0, 1));
      assert.match(found.add[0].reason, /^no route led there$/);
    });
  });

  describe('beats a route of the VPN to the same prefix', () => {
    const equal = (metricOfVpn: number | null, metricOfLan: number | null = 25) =>
      plan(
        machine([...localDefaults, '52.112.0.0/14 dev vpn metric 0'], {
          interfaces: [row(local, { metric4: metricOfLan }), tap({ metric4: metricOfVpn })],
        }),
      );
    const byHalves = ['52.112.0.0/15 192.168.1.1 0', '52.114.0.0/15 192.168.1.1 0'];

    it('by the metric, if that of the local interface is lower', () => {
      assert.deepEqual(added(equal(26)), ['52.112.0.0/14 192.168.1.1 0']);
    });

    it('by two halves, if it is not lower or not known', () => {
      for (const found of [equal(25), equal(5), equal(null), equal(30, null)]) {
        assert.deepEqual(added(found), byHalves);
        assert.equal(found.after, 'Pass');
      }
    });

    it('by two halves, if a route that is not ours already has its next hop and interface', () => {
      const taken = route('52.112.0.0/14 via 192.168.1.1 metric 500');
      const found = plan(machine([...localDefaults, '52.112.0.0/14 dev vpn metric 100', taken]));
      assert.deepEqual(added(found), byHalves);
    });

    it('on Linux by two halves to IPv4, where 0 is the lowest metric, and by metric 1 to IPv6', () => {
      const found = plan(linux([...localDefaults, '52.112.0.0/14 dev vpn', '2603:1063::/38 dev vpn metric 1024']));
      assert.deepEqual(added(found), [...byHalves, '2603:1063::/38 fe80::1 1']);
      assert.equal(found.after, 'Pass');
    });

    it('not if it is to a single address and better', () => {
      const found = plan(linux([...localDefaults, '52.112.0.1/32 dev vpn']));
      assert.deepEqual([found.outcome, found.after, found.add], ['Insufficient', 'Fail', []]);
      assert.deepEqual(ids(found), ['NotBeaten']);
      assert.deepEqual(found.obstacles[0].cidrs, ['52.112.0.1/32']);
    });
  });

  describe('beats more specific routes of the VPN', () => {
    it('each by one route of its own length, without one for the rest, which is local', () => {
      const inside = ['52.112.64.0/20 dev vpn metric 30', '52.114.0.0/16 dev vpn metric 30'];
      const found = plan(machine([...localDefaults, ...inside]));
      assert.deepEqual(added(found), ['52.112.64.0/20 192.168.1.1 0', '52.114.0.0/16 192.168.1.1 0']);
    });

    it('beside the one for the list prefix, and by halves of halves where the VPN has those too', () => {
      const inside = ['52.112.0.0/16 dev vpn', '52.112.0.0/17 dev vpn'];
      const found = plan(machine([...localDefaults, '0.0.0.0/1 dev vpn', ...inside]));
      assert.deepEqual(added(found).toSorted(), [
        '52.112.0.0/14 192.168.1.1 0',
        '52.112.0.0/18 192.168.1.1 0',
        '52.112.128.0/17 192.168.1.1 0',
        '52.112.64.0/18 192.168.1.1 0',
        '52.122.0.0/15 192.168.1.1 0',
      ]);
      assert.equal(found.after, 'Pass');
    });

    it('only in the half that leaks', () => {
      const inside = ['52.112.0.0/15 dev vpn', '52.112.0.0/16 via 192.168.1.1'];
      assert.deepEqual(added(plan(machine([...localDefaults, ...inside]))), ['52.113.0.0/16 192.168.1.1 0']);
    });
  });

  describe('finds the gateway', () => {
    it("by the VPN client's route to its server, where the VPN has replaced the default route", () => {
      const found = plan(
        machine(['0.0.0.0/0 dev vpn', '203.0.113.2/32 via 192.168.1.254', '10.0.0.0/8 via 192.168.1.7']),
      );
      assert.deepEqual(added(found), ['52.112.0.0/14 192.168.1.254 0', '52.122.0.0/15 192.168.1.254 0']);
    });

    it('not where routes name several', () => {
      const found = plan(
        machine(['0.0.0.0/0 dev vpn', '203.0.113.2/32 via 192.168.1.254', '8.8.8.8/32 via 192.168.1.1']),
      );
      assert.deepEqual([found.outcome, ids(found)], ['Insufficient', ['NoLocalGateway']]);
    });

    it('by the best of several default routes', () => {
      const found = plan(machine(['0.0.0.0/0 via 192.168.1.9 metric 50', ...localDefaults, '0.0.0.0/1 dev vpn']));
      assert.deepEqual(added(found), whole.slice(0, 2));
    });

    it('in a modem, which has none', () => {
      const modem = row(local, { type: 243, description: 'Mobile Broadband' });
      const found = plan(machine(['0.0.0.0/0 metric 10', '0.0.0.0/1 dev vpn'], { interfaces: [modem, tap()] }));
      assert.deepEqual(added(found), ['52.112.0.0/14 null 0', '52.122.0.0/15 null 0']);
      assert.match(found.add[0].command!, /-NextHop 0\.0\.0\.0 /);
    });
  });

  describe('has nothing to do', () => {
    it('where media is local already, or no VPN is connected', () => {
      const idle = machine([...localDefaults, ...vpnDefaults], {
        interfaces: [row(local), tap({ connected4: false, connected6: false, up: false })],
      });
      for (const found of [plan(machine([...localDefaults, '10.0.0.0/8 dev vpn'])), plan(idle)]) {
        assert.deepEqual([found.outcome, found.add, found.remove], ['NothingToDo', [], []]);
        assert.equal(found.after, found.before);
      }
    });

    it('where it has been carried out', () => {
      const own = whole.map(ours);
      const inForce = own.map(({ destination, nextHop }) => route(`${destination} via ${nextHop}`));
      const found = plan(machine([...localDefaults, ...vpnDefaults, ...inForce]), own);
      assert.deepEqual([found.outcome, found.add, found.remove], ['NothingToDo', [], []]);
    });
  });

  describe('replaces its own routes', () => {
    const gone = ours('52.112.0.0/14 192.168.77.1');
    const stale = route('52.112.0.0/14 via 192.168.77.1');

    it('by another gateway than the interface has now', () => {
      const found = plan(machine([...localDefaults, '0.0.0.0/1 dev vpn', stale]), [gone]);
      assert.deepEqual(removed(found), ['52.112.0.0/14 192.168.77.1']);
      assert.match(found.remove[0].reason, /gateway of Ethernet is now 192\.168\.1\.1/);
      assert.deepEqual(added(found), whole.slice(0, 2));
      assert.equal(found.outcome, 'Repairs');
    });

    it('without new ones where no VPN is connected', () => {
      const found = plan(machine([...localDefaults, stale], { interfaces: [row(local)] }), [gone]);
      assert.deepEqual([found.outcome, found.add, removed(found)], ['Repairs', [], ['52.112.0.0/14 192.168.77.1']]);
    });

    it('but never one that only looks like them', () => {
      const found = plan(machine([...localDefaults, '0.0.0.0/1 dev vpn', stale]));
      assert.deepEqual(found.remove, []);
    });

    it('and says when the VPN has beaten them since', () => {
      const own = whole.map(ours);
      const inForce = own.map(({ destination, nextHop }) => route(`${destination} via ${nextHop}`));
      const found = plan(machine([...localDefaults, ...vpnDefaults, ...inForce, '52.113.0.0/16 dev vpn']), own);
      assert.equal(found.add.length, 2);
      assert.match(found.notes.join(), /Since the last repair the VPN has added routes/);
    });
  });
});
