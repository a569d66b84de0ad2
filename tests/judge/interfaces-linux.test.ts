import assert from 'node:assert/strict';
import { classify, each } from './classifying.ts';

describe('interfaces of Linux', () => {
  const linux = { platform: 'linux' };
  const kinds = (...names: string[]) =>
    Object.fromEntries(names.map((kind) => [kind, { name: 'x0', type: 1, deviceId: kind }]));
  describe('tunnels', () => {
    each(
      'Vpn',
      {
        ...kinds(
          'tun',
          'wireguard',
          'ovpn',
          'ovpn-dco',
          'xfrm',
          'ipsec',
          'vti',
          'vti6',
          'gre',
          'gretap',
          'ip6gre',
          'ipip',
          'erspan',
          'l2tp',
        ),
        'a tap is of kind tun too, and of type Ethernet': { name: 'tap0', type: 6, deviceId: 'tun' },
        'tun0 in a text without kinds': { name: 'tun0' },
        'tap0 in a text without kinds': { name: 'tap0', type: 6 },
        'wg0-mullvad in a text without kinds': { name: 'wg0-mullvad' },
        'a tunnel type without a kind': { name: 'x0', type: 131 },
      },
      linux,
    );
  });
  describe('what may be a VPN or not', () => {
    each(
      'UnknownTunnel',
      {
        ...kinds('ppp', 'sit', 'ip6tnl', 'vxlan', 'geneve', 'some-new-kind'),
        loopback: { name: 'lo', type: 24 },
        'a name that says nothing, without kind and type': { name: 'corp' },
        'a type that says nothing, without a kind': { name: 'corp', type: 1 },
      },
      linux,
    );
  });
  describe('the local network', () => {
    each(
      'Local',
      {
        ...kinds('veth', 'bridge', 'bond', 'vlan', 'macvlan', 'team'),
        'an Ethernet card': { name: 'enp0s31f6', type: 6, deviceId: null },
        'Wi-Fi': { name: 'wlan0', type: 71 },
        'a raw IP modem': { name: 'modem', type: 1, hardware: true },
        'eth0 in a text without kinds and types': { name: 'eth0' },
        'enp3s0 in a text without kinds and types': { name: 'enp3s0' },
        'Ethernet of a kind not listed': { name: 'x0', type: 6, deviceId: 'some-new-kind' },
      },
      linux,
    );
  });
  it('knows no drivers of Windows', () => {
    assert.equal(classify({ name: 'x0', type: 6, description: 'WireGuard Tunnel' }, linux).path, 'Local');
  });
});

describe('inside WSL', () => {
  it('nothing is proven, and it is said why', () => {
    for (const facts of [
      { name: 'eth0', type: 6 },
      { name: 'tun0', deviceId: 'tun' },
    ]) {
      const found = classify(facts, { platform: 'linux', wsl: true });
      assert.equal(found.path, 'UnknownTunnel');
      assert.match(found.reason, /WSL/);
    }
  });
});
