import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import type { SnapshotInterface } from '../../../src/contract/snapshot.ts';
import { Netlink } from '../../../src/native/linux/netlink.ts';
import { readInterfaces } from '../../../src/collect/linux/interfaces.ts';
import { Bed, type Namespace } from '../../bed/netns.ts';
import { requireOrSkip } from '../../bed/require.ts';
import { collect } from './inside.ts';
import { interfacesByIp } from './ip-interfaces.ts';

describe('the interfaces of Linux', function () {
  requireOrSkip(this, ['root', 'namespaces', 'tun', 'ip']);
  let bed: Bed;
  let client: Namespace;
  beforeEach(() => {
    bed = new Bed();
    client = bed.namespace('client');
  });
  afterEach(() => bed.close());

  it('are those that ip shows, with kinds, types and addresses', async () => {
    bed.link(client, 'lan0', bed.namespace('other'), 'lan0');
    for (const command of [
      'link set lan0 alias Docking station',
      'addr add 192.168.77.10/24 dev lan0',
      'addr add 192.168.77.11/24 dev lan0',
      'addr add 2001:db8:77::10/64 dev lan0 nodad',
      'tuntap add dev tun0 mode tun',
      'link set tun0 up',
      'addr add 10.8.0.6 peer 10.8.0.5 dev tun0',
      'addr add 10.9.0.6 peer 10.9.0.0/24 dev tun0',
      'addr add fd00:8::6 peer fd00:8::5 dev tun0',
      'tuntap add dev tap0 mode tap',
      'link add br0 type bridge',
      'link set tap0 master br0',
      'link add mv0 link lan0 type macvlan',
      'link add vx0 type vxlan id 3 local 192.168.77.10 dstport 4789',
    ]) {
      client.ip(command.replace('Docking station', 'Docking_station'));
    }
    const { snapshot } = await collect(client);
    const byName = new Map(snapshot.interfaces.map((row) => [row.name, row]));
    assert.deepEqual(snapshot.interfaces, await interfacesByIp(client));
    assert.deepEqual(
      ['lan0', 'tun0', 'tap0', 'br0', 'vx0', 'lo'].map((name) => [byName.get(name)!.deviceId, byName.get(name)!.type]),
      [
        ['veth', 6],
        ['tun', 131],
        ['tun', 6],
        ['bridge', 6],
        ['vxlan', 6],
        [null, 24],
      ],
    );
    assert.deepEqual(byName.get('tun0')!.addresses, ['10.8.0.6/32', '10.9.0.6/32', 'fd00:8::6/128']);
  });
});

describe('the interfaces of this machine', function () {
  requireOrSkip(this, ['ip']);

  it('are hardware where sysfs knows their device', () => {
    const netlink = new Netlink();
    const found = readInterfaces(netlink);
    netlink.close();
    const inSysfs = readdirSync('/sys/class/net').filter((name) => existsSync(`/sys/class/net/${name}/device`));
    const hardware = ({ hardware }: SnapshotInterface) => hardware === true;
    assert.deepEqual(
      found
        .filter(hardware)
        .map(({ name }) => name)
        .sort(),
      inSysfs.sort(),
    );
  });
});
