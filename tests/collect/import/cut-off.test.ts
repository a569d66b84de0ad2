import assert from 'node:assert/strict';
import type { Snapshot } from '../../../src/contract/snapshot.ts';
import { checkOf, judged } from '../../judge/machine.ts';
import { fixture, imported } from './importing.ts';

/** A text that lost a part never proves anything. */
describe('a text that was cut off', () => {
  const text = fixture('route-print-en-437.txt').toString('latin1');
  const withoutHalves = text.replace(/^ +(0|128)\.0\.0\.0 +128\.0\.0\.0.*\r\n/gm, '');
  const roles = { vpn: ['10.8.0.2'], local: ['192.168.1.10', '12'], strict: false };
  const proof = (snapshot: Snapshot) => checkOf(judged(snapshot, { roles }), 'OptimizeRoutes');

  it('is told from a whole one, which passes', () => {
    assert.equal(proof(imported(withoutHalves)).status, 'Pass');
  });

  it('of route print, at the end of every line of a table and behind a title', () => {
    const lines = withoutHalves.split('\r\n');
    const first = lines.indexOf('IPv4 Route Table') + 5;
    const last = lines.findLastIndex((line) => line.startsWith('====='));
    for (let length = first; length <= last; length++) {
      const cut = lines.slice(0, length).join('\r\n');
      let snapshot: Snapshot;
      try {
        snapshot = imported(cut);
      } catch (error) {
        assert.match((error as Error).message, /cut off|no route/);
        continue;
      }
      assert.equal(proof(snapshot).status, 'Unknown', `${length} lines, the last of them ${lines[length - 1]}`);
    }
  });

  it('or of one family, given twice', () => {
    const only4 = text.slice(0, text.indexOf('IPv6 Route Table'));
    const table4 = only4.slice(only4.indexOf('\r\nIPv4 Route Table'));
    assert.deepEqual(imported(only4 + table4).unread, [6]);
  });

  describe('of ip', () => {
    const routes = 'default via 192.168.1.1 dev eth0\nlocal 192.168.1.10 dev eth0 table local\n';
    const routes6 =
      '::1 dev lo\ndefault via fe80::1 dev eth0 metric 5\nlocal ::1 dev lo table local\ndefault dev tun0 table 7 metric 1024 pref medium\n';
    const rules4 = ['0: from all lookup local', '32766: from all lookup main', '32767: from all lookup default'];
    const rules6 = ['0: from all lookup local', '99: from all lookup 7', '32766: from all lookup main'];
    const status = (four: readonly string[], six: readonly string[]) => {
      const snapshot = imported(routes + routes6, four.join('\n'), six.join('\n'));
      return checkOf(judged(snapshot), 'OptimizeRoutes').status;
    };

    it('its rules say all or nothing', () => {
      assert.equal(status(rules4, rules6), 'Fail');
      for (const six of [rules6.slice(0, 1), rules6.slice(2), rules6.slice(1)])
        assert.equal(status(rules4, six), 'Unknown', six.join());
      assert.equal(status(rules4.slice(1), rules6), 'Fail', 'a leak is one all the same');
    });

    it('a selector of a rule that is not known is one that cannot be decided', () => {
      const rule = (more: object) => [{ priority: 5, src: 'all', table: 'main', ...more }];
      const selectors = (more: object) =>
        imported(routes, JSON.stringify([...rule(more), ...rest])).rules![0].otherSelectors;
      const rest = [
        { priority: 6, src: 'all', table: 'local' },
        { priority: 32767, src: 'all', table: 'default' },
      ];
      assert.equal(selectors({ protocol: 'kernel' }), undefined);
      assert.deepEqual(selectors({ flowlabel: '0x5' }), ['flowlabel']);
      assert.deepEqual(selectors({ moon: 'full' }), ['moon', 'full']);
    });

    it('a route that wraps packets is one, as text and as JSON', () => {
      const tables = 'local 10.0.0.1 dev eth0 table local\nlocal ::1 dev lo table local\n';
      const wrapping = '52.112.0.0/14  encap seg6 mode encap segs 1 [ fc00::1 ] dev eth0 scope link \n';
      const multipath =
        '52.122.0.0/15 \n\tnexthop via 10.0.0.2 dev eth0 weight 1 \n\tnexthop  encap ip6 id 7 src :: dst fc00::9 hoplimit 0 tc 0 via 10.0.0.3 dev eth0 weight 1 \n';
      const rules = [rules4.join('\n'), rules6.toSpliced(1, 1).join('\n')];
      const snapshot = imported(`default via 10.0.0.2 dev eth0\n${wrapping}${multipath}${tables}`, ...rules);
      const check = checkOf(judged(snapshot), 'OptimizeRoutes');
      assert.equal(check.status, 'Unknown');
      assert.match(check.message, /52\.112\.0\.0\/14, 52\.122\.0\.0\/15 cannot be decided: a route wraps/);
      const json = [{ dst: '52.112.0.0/14', encap: 'mpls', dst2: '100', gateway: '10.0.0.2', dev: 'eth0', flags: [] }];
      assert.equal(imported(JSON.stringify(json)).routes[0].encap, 'mpls');
    });
  });
});
