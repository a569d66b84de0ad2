import assert from 'node:assert/strict';
import type { SnapshotInterface } from '../../src/contract/snapshot.ts';
import { classifyInterfaces } from '../../src/judge/interfaces.ts';
import { classify, each } from './classifying.ts';
import { nobodySaid, snapshot } from './snapshots.ts';

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
        ...kinds('vrf', 'dummy', 'ifb'),
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

describe('an interface of Linux that others carry', () => {
  const card = { index: 1, name: 'enp3s0', type: 6, up: true, hardware: true, deviceId: null };
  const tap = { index: 2, name: 'tap0', type: 6, up: true, deviceId: 'tun' };
  const gretap = { index: 3, name: 'gt0', type: 6, up: true, deviceId: 'gretap' };
  const upper = (deviceId: string, ...lower: number[]) => ({
    index: 9,
    name: 'x0',
    type: 6,
    up: true,
    deviceId,
    lower,
  });
  const pathOfLast = (...interfaces: SnapshotInterface[]) => {
    const found = classifyInterfaces(snapshot({ platform: 'linux', interfaces }), nobodySaid);
    return found.interfaces.at(-1)!.path;
  };

  it('leads where they lead', () => {
    const stack = [card, tap, gretap];
    for (const kind of ['vlan', 'macvlan', 'ipvlan', 'bond', 'team', 'macsec']) {
      assert.equal(pathOfLast(...stack, upper(kind, 1)), 'Local', kind);
      assert.equal(pathOfLast(...stack, upper(kind, 2)), 'Vpn', kind);
      assert.equal(pathOfLast(...stack, upper(kind, 2, 3)), 'Vpn', kind);
      assert.equal(pathOfLast(...stack, upper(kind, 1, 2)), 'UnknownTunnel', kind);
    }
  });
  it('through several layers, and in no circle', () => {
    const bond = { ...upper('bond', 3), index: 4 };
    assert.equal(pathOfLast(gretap, bond, upper('vlan', 4)), 'Vpn');
    assert.equal(pathOfLast({ ...upper('vlan', 9), index: 4 }, upper('vlan', 4)), 'Local');
  });
  it("is the local network as a bridge with a card, whatever a virtual machine's port is called", () => {
    assert.equal(pathOfLast(card, tap, upper('bridge', 1, 2)), 'Local');
    assert.equal(pathOfLast(card, tap, upper('bridge', 2)), 'UnknownTunnel');
    assert.equal(pathOfLast(card, tap, upper('bridge', 3)), 'Local', 'nothing is known of its ports');
  });
  it("makes no connected VPN of a virtual machine's port", () => {
    assert.equal(pathOfLast(card, upper('bridge', 1, 2), tap), 'UnknownTunnel');
    assert.equal(pathOfLast(card, upper('bridge', 1), tap), 'Vpn');
  });
  it('is what a table of its own says, as a VRF', () => {
    assert.equal(pathOfLast(card, upper('vrf', 1)), 'UnknownTunnel');
  });
});

describe('an interface without a kind', () => {
  const path = (facts: Partial<SnapshotInterface>) => classify(facts, { platform: 'linux' }).path;
  it('that software made, such as one of L2TP under a name of its own, is no network card', () => {
    assert.equal(path({ name: 'corp0', type: 6, hardware: false }), 'UnknownTunnel');
    for (const name of ['eth0', 'wlan0', 'bnep0', 'enp0s31f6', 'enx00e04c680001', 'wlp2s0', 'ens33', 'eno1np0'])
      assert.equal(path({ name, type: 6, hardware: false }), 'Local', name);
    assert.equal(path({ name: 'corp0', type: 6 }), 'Local', 'before Linux 5.14 nothing is told');
  });
  it('is no card because its name begins like one', () => {
    for (const name of ['envpn', 'encorp0', 'enoffice', 'encafe', 'enalpha1', 'wwvpn'])
      assert.equal(path({ name }), 'UnknownTunnel', name);
  });
});
