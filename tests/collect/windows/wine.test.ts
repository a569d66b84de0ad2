import assert from 'node:assert/strict';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Snapshot } from '../../../src/contract/snapshot.ts';
import { requireOrSkip } from '../../bed/require.ts';
import { addVpnCard, addresses, layTopology, type Topology } from '../../bed/topology.ts';
import { Wine } from '../../bed/wine.ts';
import { takeSnapshot } from './windows.ts';

/** A route as both `ip -j route` and a snapshot can tell it. */
interface KernelRoute {
  dst: string;
  gateway?: string;
  dev?: string;
  type?: string;
}

describe('collect/windows under Wine', function () {
  requireOrSkip(this, ['root', 'namespaces', 'wine']);
  let topology: Topology;
  let snapshot: Snapshot;
  let wine: Wine;

  before(async () => {
    topology = layTopology();
    const { bed, client } = topology;
    addVpnCard(client);
    client.ip('link add idle0 type veth peer name idle1');
    for (const route of ['0.0.0.0/1 via 10.8.0.1', '128.0.0.0/1 via 10.8.0.1', '52.112.0.0/14 via 192.168.77.1']) {
      client.ip(`route add ${route}`);
    }
    client.ip('route add 52.113.7.0/29 dev vpn0');
    client.ip('-6 route add 2603:1063::/38 via fd00:8::1');
    client.ip(`-6 route add 2603:1063:4::/47 via ${addresses.lanGateway6}`);
    wine = await Wine.start(bed, client);
    snapshot = await takeSnapshot(wine);
  });
  after(() => topology?.bed.close());

  const nameOf = (index: number) => snapshot.interfaces.find((row) => row.index === index)?.name;
  const rowOf = (name: string) => snapshot.interfaces.find((row) => row.name === name)!;

  for (const family of [4, 6]) {
    it(`has exactly the kernel's IPv${family} routes, with prefix length, next hop and interface`, () => {
      const any = family === 4 ? '0.0.0.0/0' : '::/0';
      const kernel: KernelRoute[] = JSON.parse(topology.client.ip(`-${family} -j route show table main`));
      const wanted = kernel
        .filter(({ dst }) => family === 4 || !dst.startsWith('fe80'))
        .map(({ dst, gateway, dev }) => {
          const destination = dst === 'default' ? any : dst.includes('/') ? dst : `${dst}/${family === 4 ? 32 : 128}`;
          return `${destination} ${gateway ?? null} ${dev}`;
        });
      const found = snapshot.routes
        .filter(({ destination }) => destination.includes(':') === (family === 6))
        .map((route) => `${route.destination} ${route.nextHop} ${nameOf(route.interfaceIndex)}`);
      assert.ok(wanted.length >= 5, wanted.join('\n'));
      for (const route of wanted) assert.ok(found.includes(route), `${route} is not in\n${found.join('\n')}`);
      const bookkeeping = /\/(32|128) null |^ff00::\/8 |^fe80::|^::\/0 null lo$|^(127|224)\./;
      const invented = found.filter((route) => !wanted.includes(route) && !bookkeeping.test(route));
      assert.deepEqual(invented, []);
    });
  }

  it("has the kernel's interfaces, up or down, with their addresses and prefix lengths", () => {
    assert.deepEqual([rowOf('lan0').up, rowOf('vpn0').up, rowOf('idle0').up], [true, true, false]);
    for (const name of ['lan0', 'vpn0', 'lo', 'idle0']) {
      const [link] = JSON.parse(topology.client.ip(`-j addr show dev ${name}`));
      assert.equal(rowOf(name).index, link.ifindex);
      assert.equal(rowOf(name).type, name === 'lo' ? 24 : 6);
      const wanted = link.addr_info.map(
        (info: { local: string; prefixlen: number }) => `${info.local}/${info.prefixlen}`,
      );
      assert.deepEqual([...rowOf(name).addresses!].sort(), wanted.sort());
    }
  });

  it('leaves out what Wine does not have, and invents nothing in its place', () => {
    assert.equal(snapshot.platform, 'windows');
    assert.equal(snapshot.stable, true);
    assert.deepEqual([...new Set(snapshot.osAnswers!.map(({ api }) => api))], ['GetBestRoute', 'GetBestInterfaceEx']);
    assert.ok(snapshot.osAnswers!.every(({ address, error }) => !address.includes(':') && error === null));
    assert.deepEqual([rowOf('lan0').connected4, rowOf('lan0').disableDefaultRoutes6], [null, null]);
    assert.deepEqual([snapshot.running, snapshot.vpnConnections, rowOf('lan0').deviceId], [[], [], null]);
  });

  it('asks once per piece, at its first address that is media', () => {
    const asked = snapshot.osAnswers!.filter(({ api }) => api === 'GetBestRoute').map(({ address }) => address);
    assert.deepEqual(asked, ['52.112.0.0', '52.113.7.0', '52.113.7.8', '52.122.0.0']);
  });

  it('tells the device behind an interface, and which known clients run', async () => {
    const network = 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Network\\{4D36E972-E325-11CE-BFC1-08002BE10318}';
    const value = ['/v', 'PnpInstanceID', '/d', 'PCI\\VEN_8086&DEV_15FA\\3&11583659&0&FE', '/f'];
    const added = await wine.run('reg.exe', ['add', `${network}\\${rowOf('lan0').guid}\\Connection`, ...value]);
    assert.equal(added.code, 0, added.stderr);
    for (const name of ['PanGPS.exe', 'unknown.exe']) {
      copyFileSync(join(wine.driveC, 'windows/system32/ping.exe'), join(wine.driveC, name));
      void wine.run(`C:\\${name}`, ['-n', '60', '127.0.0.1']);
    }
    const later = await takeSnapshotUntil((found) => found.running!.length > 0);
    assert.deepEqual(later.running, ['PanGPS.exe']);
    assert.deepEqual(
      ['lan0', 'vpn0'].map((name) => later.interfaces.find((row) => row.name === name)!.deviceId),
      ['PCI\\VEN_8086&DEV_15FA\\3&11583659&0&FE', null],
    );
  });

  async function takeSnapshotUntil(done: (found: Snapshot) => boolean): Promise<Snapshot> {
    for (let attempt = 0; ; attempt++) {
      const found = await takeSnapshot(wine, []);
      if (done(found) || attempt === 5) return found;
    }
  }
});
