import assert from 'node:assert/strict';
import type { SnapshotRule } from '../../../src/contract/snapshot.ts';
import { localDefaults, route } from '../../judge/machine.ts';
import { ids, linux, plan } from './planning.ts';

describe('the plan of a repair', () => {
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

    it('keeps a gateway usable that is in no prefix of its interface', () => {
      const cloud = route('0.0.0.0/0 via 172.31.1.1 metric 10', { onlink: true });
      const found = plan(linux([cloud, '0.0.0.0/1 dev vpn']));
      assert.deepEqual(
        found.add.map(({ destination, onlink }) => [destination, onlink]),
        [
          ['52.112.0.0/14', true],
          ['52.122.0.0/15', true],
        ],
      );
      assert.equal(found.after, 'Pass');
      assert.equal(found.add[0].command, 'ip route add 52.112.0.0/14 via 172.31.1.1 dev lan0 onlink metric 0 proto 84');
    });

    it('offers no route by a gateway in no prefix, to which another route leads elsewhere, as Linux refuses it', () => {
      const cloud = route('::/0 via 2001:db8:9::1 metric 10', { onlink: true });
      const found = plan(linux([localDefaults[0], cloud, '2000::/4 dev vpn']));
      assert.deepEqual([found.add, ids(found)], [[], ['NoLocalGateway']]);
      assert.match(found.obstacles[0].message, /no route by the gateway 2001:db8:9::1 of lan0: .* the route 2000::\/4/);
      for (const better of ['2001:db8:9::1/128', '2001:db8:9::/64', '2000::/4 via 2001:db8::1'])
        assert.equal(plan(linux([localDefaults[0], cloud, '2000::/4 dev vpn', better])).after, 'Pass', better);
    });

    it('cannot come before a rule that sends to an interface by itself', () => {
      const found = plan(
        linux([...localDefaults, '0.0.0.0/1 dev vpn'], [rule({ action: 'prohibit', to: '52.112.0.0/16' })]),
      );
      assert.deepEqual([found.outcome, ids(found)], ['Insufficient', ['Refused']]);
      assert.equal(found.add.length, 2);
    });
  });
});
