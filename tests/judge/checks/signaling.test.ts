import assert from 'node:assert/strict';
import type { EndpointList } from '../../../src/contract/endpoints.ts';
import type { SnapshotRule } from '../../../src/contract/snapshot.ts';
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

const list: EndpointList = {
  ...worldwide,
  rows: [
    ...worldwide.rows,
    { id: 12, serviceArea: 'Skype', category: 'Allow', ips: ['52.112.0.0/14', '198.51.100.0/24', '2620:1ec:6::/48'] },
  ],
};
const check = (...[routes, more]: Parameters<typeof machine>) =>
  checkOf(judged(machine(routes, more), {}, list), 'Signaling');

describe('Signaling', () => {
  it('tells where it goes, either way being allowed, and what it shares with media', () => {
    const { status, message } = check([...localDefaults, '0.0.0.0/1 dev vpn', '128.0.0.0/1 dev vpn', ...exclusions]);
    assert.equal(status, 'Pass');
    assert.match(message, /directly 52\.112\.0\.0\/14, 2620:1ec:6::\/48; through the VPN 198\.51\.100\.0\/24\. Either/);
    assert.match(message, /shares 52\.112\.0\.0\/14 with media/);
  });

  it('follows its own addresses to a more specific route', () => {
    const { message } = check([...vpnDefaults, '198.51.100.128/25 via 192.168.1.1']);
    assert.match(message, /directly 198\.51\.100\.128\/25; through the VPN 52\.112\.0\.0\/14, 198\.51\.100\.0\/25/);
  });

  it('says what goes nowhere, and warns where all does', () => {
    assert.match(check(['0.0.0.0/0 via 192.168.1.1']).message, /nowhere 2620:1ec:6::\/48/);
    assert.equal(check(['10.0.0.0/8 dev vpn']).status, 'Warning');
  });

  it('is Unknown by an interface that is not known', () => {
    const interfaces = [row(local, { deviceId: null }), row(vpn)];
    assert.equal(check(localDefaults, { interfaces }).status, 'Unknown');
  });

  describe('on Linux', () => {
    const rule = (more: Partial<SnapshotRule>): SnapshotRule => ({
      family: 4,
      priority: 32766,
      action: 'table',
      table: 254,
      ...more,
    });
    const linux = (rules: SnapshotRule[] | undefined) =>
      check(localDefaults, { platform: 'linux', interfaces: [row(local), row(vpn, { deviceId: 'wireguard' })], rules });
    const both = [rule({}), rule({ family: 6 })];
    it('follows the rules', () => assert.equal(linux(both).status, 'Pass'));
    it('is Unknown without them, or where they choose by protocol or port', () => {
      assert.equal(linux(undefined).status, 'Unknown');
      assert.equal(linux([...both, rule({ priority: 1, ipproto: 17 })]).status, 'Unknown');
      assert.equal(linux([...both, rule({ priority: 1, dport: [3478, 3481] })]).status, 'Unknown');
    });
  });

  it('does not apply to a list without such addresses', () => {
    assert.equal(checkOf(judged(machine(localDefaults)), 'Signaling').status, 'NotApplicable');
  });
});
