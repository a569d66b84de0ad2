import assert from 'node:assert/strict';
import type { RepairPlan, RepairRoute } from '../../../src/contract/repair.ts';
import type { Snapshot, SnapshotInterface, SnapshotRule } from '../../../src/contract/snapshot.ts';
import type { Roles } from '../../../src/judge/interfaces.ts';
import { planRepair } from '../../../src/plan/repair/plan.ts';
import {
  local,
  localDefaults,
  machine as wireGuardMachine,
  route,
  row,
  vpn,
  vpnDefaults,
  worldwide,
} from '../../judge/machine.ts';

/** A VPN without a kill switch. */
const tap = (more: Partial<SnapshotInterface> = {}) => row(vpn, { description: 'TAP-Windows Adapter V9', ...more });
const machine: typeof wireGuardMachine = (routes, more = {}) =>
  wireGuardMachine(routes, { interfaces: [row(local), tap()], ...more });

const nobody: Roles = { vpn: [], local: [], strict: false };
const plan = (snapshot: Snapshot, own: readonly RepairRoute[] = [], roles = nobody) =>
  planRepair(snapshot, worldwide, roles, own);
const added = ({ add }: RepairPlan) =>
  add.map(({ destination, nextHop, metric }) => `${destination} ${nextHop} ${metric}`);
const ids = ({ obstacles }: RepairPlan) => obstacles.map(({ id }) => id);
const removed = ({ remove }: RepairPlan) => remove.map(({ destination, nextHop }) => `${destination} ${nextHop}`);

const whole = ['52.112.0.0/14 192.168.1.1 0', '52.122.0.0/15 192.168.1.1 0', '2603:1063::/38 fe80::1 0'];
const ours = (text: string): RepairRoute => {
  const [destination, nextHop] = text.split(' ');
  return { destination, nextHop, interfaceIndex: local, interfaceName: 'Ethernet', metric: 0, table: null };
};

/** A machine with Linux, whose main table holds the routes without another one. */
function linux(routes: Parameters<typeof machine>[0], rules: SnapshotRule[] = []): Snapshot {
  const lookup = (priority: number, table: number) =>
    ([4, 6] as const).map((family): SnapshotRule => ({ family, priority, action: 'table', table }));
  return machine(routes, {
    platform: 'linux',
    interfaces: [row(local, { name: 'lan0', deviceId: 'veth' }), row(vpn, { deviceId: 'tun' })],
    rules: [...lookup(0, 255), ...rules, ...lookup(32766, 254), ...lookup(32767, 253)],
  });
}

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
      const killed = plan(wireGuardMachine([...localDefaults, ...vpnDefaults]));
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

  describe('on Linux', () => {
    const rule = (more: Partial<SnapshotRule>): SnapshotRule => ({
      family: 4,
      priority: 100,
      action: 'table',
      ...more,
    });

    it('leads past a full tunnel of wg-quick by the main table', () => {
      const quick = [
        rule({ priority: 32764, table: 254, suppressPrefixLength: 0 }),
        rule({ priority: 32765, table: 51820, not: true, fwmark: 51820 }),
      ];
      const found = plan(linux([...localDefaults, route('0.0.0.0/0 dev vpn', { table: 51820 })], quick));
      assert.deepEqual(
        found.add.map(({ destination, table }) => [destination, table]),
        [
          ['52.112.0.0/14', 254],
          ['52.122.0.0/15', 254],
        ],
      );
      assert.equal(found.after, 'Pass');
    });

    it("goes into the VPN's own table where that is asked before the main one", () => {
      const found = plan(linux([...localDefaults, route('0.0.0.0/0 dev vpn', { table: 220 })], [rule({ table: 220 })]));
      assert.deepEqual(
        found.add.map(({ table }) => table),
        [220, 220],
      );
      assert.equal(found.after, 'Pass');
      assert.equal(
        found.add[0].command,
        'ip route add 52.112.0.0/14 via 192.168.1.1 dev lan0 metric 0 table 220 proto 84',
      );
    });

    it('cannot come before a rule that sends to an interface by itself', () => {
      const found = plan(
        linux([...localDefaults, '0.0.0.0/1 dev vpn'], [rule({ action: 'prohibit', to: '52.112.0.0/16' })]),
      );
      assert.deepEqual([found.outcome, ids(found)], ['Insufficient', ['Refused']]);
      assert.equal(found.add.length, 2);
    });
  });

  describe('shows the commands', () => {
    it('of PowerShell', () => {
      const found = plan(machine([...localDefaults, ...vpnDefaults]));
      assert.equal(
        found.add[2].command,
        'New-NetRoute -DestinationPrefix 2603:1063::/38 -InterfaceIndex 10 -NextHop fe80::1 -RouteMetric 0 -PolicyStore ActiveStore',
      );
      assert.match(found.notes.join(), /not stored: they are gone with a restart/);
    });

    it('of ip, in which no name of an interface can do harm', () => {
      const evil = linux([...localDefaults, ...vpnDefaults]);
      const interfaces = evil.interfaces.map((each) => ({
        ...each,
        name: each.index === local ? "a$(b)'c" : each.name,
      }));
      assert.equal(
        plan({ ...evil, interfaces }).add[2].command,
        "ip -6 route add 2603:1063::/38 via fe80::1 dev 'a$(b)'\\''c' metric 1 proto 84",
      );
    });

    it('of none where the number of the interface is not its own', () => {
      const interfaces = [row(local, { name: '192.168.1.10' }), tap()];
      const found = plan(machine([...localDefaults, '0.0.0.0/1 dev vpn'], { interfaces }));
      assert.ok(found.add.length > 0 && found.add.every(({ command }) => command === null));
    });

    it('of no other system', () => {
      const found = plan(machine([...localDefaults, '0.0.0.0/1 dev vpn'], { platform: 'darwin' }));
      assert.ok(found.add.every(({ command }) => command === null));
    });
  });
});
