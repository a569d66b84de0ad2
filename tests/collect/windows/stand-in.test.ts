import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BestRoute } from '../../../src/contract/best-route.ts';
import type { OsAnswer, Snapshot } from '../../../src/contract/snapshot.ts';
import { requireOrSkip } from '../../bed/require.ts';
import { addVpnCard, layTopology, type Topology } from '../../bed/topology.ts';
import { Wine } from '../../bed/wine.ts';
import { standIn } from '../../native/windows/stand-in/stand-in.ts';
import { optimize, runScript, takeSnapshot, takeSnapshotWithLog } from './windows.ts';

describe('collect/windows with the calls that Wine lacks', function () {
  requireOrSkip(this, ['root', 'namespaces', 'wine', 'mingw']);
  let topology: Topology;
  let wine: Wine;
  let lan: number;
  let vpn: number;

  before(async () => {
    topology = layTopology();
    const { bed, client } = topology;
    addVpnCard(client);
    client.ip('route add default via 10.8.0.1 metric 50');
    client.ip('-6 route add default via fd00:8::1 metric 2000');
    client.ip('route add 52.122.0.0/15 via 10.8.0.1');
    wine = await Wine.start(bed, client);
    await standIn(wine, 'iphlpapi');
    await standIn(wine, 'rasapi32');
    const [lan0, vpn0] = ['lan0', 'vpn0'].map((name) => JSON.parse(client.ip(`-j link show dev ${name}`))[0]);
    [lan, vpn] = [lan0.ifindex, vpn0.ifindex];
  });
  after(() => topology?.bed.close());

  /** What the table of IP interfaces is to hold: both interfaces connected in both families, by default. */
  const table = (metricOfVpn: number, last = '1 0') =>
    [`ip 4 ${lan} 35 1 0`, `ip 6 ${lan} 45 1 0`, `ip 4 ${vpn} ${metricOfVpn} ${last}`, `ip 6 ${vpn} 5 1 0`].join('\n');

  const scenario = (...lines: string[]) => writeFileSync(join(wine.driveC, 'scenario.txt'), lines.join('\n') + '\n');
  const connections = (...lines: string[]) =>
    writeFileSync(join(wine.driveC, 'connections.txt'), lines.map((line) => `${line}\r\n`).join(''));
  beforeEach(() => connections());

  const interfaceOf = ({ interfaces }: Snapshot, index: number) => interfaces.find((row) => row.index === index)!;
  const answers = ({ osAnswers }: Snapshot, wanted: string): (OsAnswer | undefined)[] =>
    optimize.map((prefix) => osAnswers!.find(({ api, address }) => api === wanted && address === prefix.split('/')[0]));
  const ways = (snapshot: Snapshot, api: string) => answers(snapshot, api).map((found) => found?.interfaceIndex);

  it('reads metric, connection and DisableDefaultRoutes of both families', async () => {
    scenario(table(7, '0 1'));
    const snapshot = await takeSnapshot(wine);
    const { metric4, metric6, connected4, connected6, disableDefaultRoutes4, disableDefaultRoutes6 } = interfaceOf(
      snapshot,
      vpn,
    );
    assert.deepEqual([metric4, connected4, disableDefaultRoutes4], [7, false, true]);
    assert.deepEqual([metric6, connected6, disableDefaultRoutes6], [5, true, false]);
    assert.deepEqual([interfaceOf(snapshot, lan).metric4, interfaceOf(snapshot, lan).metric6], [35, 45]);
    const loopback = snapshot.interfaces.find(({ type }) => type === 24)!;
    assert.deepEqual(
      [loopback.connected4, loopback.metric4],
      [false, null],
      'no row: the interface has no such family',
    );
  });

  it('tells a network card from a filter driver, whose interface no connection uses', async () => {
    connections('vpn0|vpn|WAN Miniport (IKEv2)|C:\\a.pbk');
    for (const [hardware, filter, rasType] of [
      [1, 0, 'vpn'],
      [0, 1, null],
      [0, 0, 'vpn'],
    ]) {
      scenario(table(7), `flags ${vpn} ${hardware} ${filter}`);
      const found = interfaceOf(await takeSnapshot(wine), vpn);
      assert.deepEqual([found.hardware, found.filter, found.rasType], [hardware === 1, filter === 1, rasType]);
    }
  });

  it('records GetBestRoute2 with interface, next hop and source', async () => {
    scenario(table(1));
    const snapshot = await takeSnapshot(wine);
    assert.deepEqual(answers(snapshot, 'GetBestRoute2'), [
      {
        address: '52.112.0.0',
        interfaceIndex: lan,
        nextHop: '192.168.77.1',
        source: '192.168.77.10',
        error: null,
        api: 'GetBestRoute2',
      },
      {
        address: '52.122.0.0',
        interfaceIndex: vpn,
        nextHop: '10.8.0.1',
        source: '10.8.0.2',
        error: null,
        api: 'GetBestRoute2',
      },
      {
        address: '2603:1063::',
        interfaceIndex: lan,
        nextHop: '2001:db8:77::1',
        source: '2001:db8:77::10',
        error: null,
        api: 'GetBestRoute2',
      },
    ]);
    assert.equal(snapshot.stable, true);
  });

  it('sees the way change with a connection and with DisableDefaultRoutes', async () => {
    const away = (last: string) => [`ip 4 ${lan} 35 ${last}`, `ip 4 ${vpn} 1 1 0`].join('\n');
    for (const last of ['0 0', '1 1']) {
      scenario(away(last));
      const snapshot = await takeSnapshot(wine);
      assert.deepEqual(ways(snapshot, 'GetBestRoute2'), [vpn, vpn, null]);
      assert.equal(answers(snapshot, 'GetBestRoute2')[2]?.error, 1231, 'IPv6 has no way out');
    }
  });

  it('asks for the entries one by one where there is no table', async () => {
    scenario(table(7), 'error GetIpInterfaceTable 50');
    const snapshot = await takeSnapshot(wine);
    assert.deepEqual([interfaceOf(snapshot, vpn).metric4, interfaceOf(snapshot, lan).metric6], [7, 45]);
    assert.equal(snapshot.interfaces.find(({ type }) => type === 24)!.connected4, false);
    assert.deepEqual(snapshot.notes, []);
  });

  it("takes the adapters' metric where there are neither, and says so where Windows refused", async () => {
    scenario('error GetIpInterfaceTable 5', 'error GetIpInterfaceEntry 50');
    const snapshot = await takeSnapshot(wine);
    const { connected4, connected6, disableDefaultRoutes6, metric6 } = interfaceOf(snapshot, lan);
    assert.deepEqual([connected4, connected6, disableDefaultRoutes6, metric6], [null, null, null, 256]);
    assert.match(snapshot.notes!.join(), /table of IP interfaces: Windows answered GetIpInterfaceTable with error 5/);
  });

  it('leaves a witness out that is not supported or failed, and never takes a failure for "no route"', async () => {
    scenario(table(1), 'error GetBestRoute2 50', 'error GetBestRoute 87', 'error GetBestInterfaceEx 1168');
    const snapshot = await takeSnapshot(wine);
    assert.deepEqual([...new Set(snapshot.osAnswers!.map(({ api }) => api))], ['GetBestInterfaceEx']);
    assert.ok(snapshot.osAnswers!.every(({ error, interfaceIndex }) => error === 1168 && interfaceIndex === null));
    assert.deepEqual(snapshot.notes, ['GetBestRoute failed with error 87: that is no answer.']);
  });

  for (const code of [2, 1168, 1231, 1232]) {
    it(`records error ${code} as the answer "no route"`, async () => {
      scenario(table(1), `error GetBestRoute2 ${code}`);
      const found = answers(await takeSnapshot(wine), 'GetBestRoute2');
      assert.deepEqual(
        found.map((answer) => [answer?.interfaceIndex, answer?.error]),
        optimize.map(() => [null, code]),
      );
    });
  }

  it('tells an expired route from one that stays', async () => {
    scenario(table(1), 'expire 15');
    const snapshot = await takeSnapshot(wine);
    const lifetimeOf = (wanted: string) =>
      snapshot.routes.find(({ destination }) => destination === wanted)!.validLifetime;
    assert.deepEqual([lifetimeOf('52.122.0.0/15'), lifetimeOf('10.8.0.0/20')], [0, null]);
    assert.deepEqual(ways(snapshot, 'GetBestRoute2').slice(0, 2), [lan, lan]);
  });

  it('reads the addresses again while their list outgrows the buffer, and gives up at last', async () => {
    scenario(table(1), 'grow 3');
    const grown = await takeSnapshot(wine);
    assert.deepEqual(interfaceOf(grown, lan).addresses?.toSorted().slice(0, 2), [
      '192.168.77.10/24',
      '2001:db8:77::10/64',
    ]);
    scenario(table(1), 'grow 1000');
    const given = await takeSnapshot(wine);
    assert.equal(interfaceOf(given, lan).addresses, null);
    assert.match(
      given.notes!.join(),
      /addresses of the interfaces: Windows answered GetAdaptersAddresses with error 111/,
    );
  });

  it('starts again where the tables changed while Windows was asked, three times at most', async () => {
    scenario(table(1), 'error GetBestRoute2 50', 'flap 2');
    const settled = await takeSnapshotWithLog(wine);
    assert.equal(settled.log.match(/starting again/g)?.length, 1);
    assert.equal(settled.snapshot.stable, true);
    scenario(table(1), 'error GetBestRoute2 50', 'flap 1000');
    const restless = await takeSnapshotWithLog(wine);
    assert.equal(restless.log.match(/starting again/g)?.length, 2);
    assert.equal(restless.snapshot.stable, false);
  });

  it("names an interface's remote access connection, and the profile's traffic filters", async () => {
    scenario(table(1));
    writeFileSync(
      join(wine.driveC, 'a.pbk'),
      '[vpn0]\r\nNumPerAppTrafficFilters=2\r\n[Work]\r\nType=2\r\n[Far]\r\nNumPerAppTrafficFilters=0\r\n',
    );
    connections(
      'vpn0|vpn|WAN Miniport (IKEv2)|C:\\a.pbk',
      'Work|VPN|WAN Miniport (SSTP)|C:\\a.pbk',
      'Far|vpn|WAN Miniport (SSTP)|\\\\?\\C:\\a.pbk',
      'lan0|PPPoE|WAN Miniport (PPPOE)|C:\\a.pbk',
    );
    const snapshot = await takeSnapshot(wine);
    const types = [lan, vpn].map((index) => [
      interfaceOf(snapshot, index).rasType,
      interfaceOf(snapshot, index).rasDevice,
    ]);
    assert.deepEqual(types, [
      ['PPPoE', 'WAN Miniport (PPPOE)'],
      ['vpn', 'WAN Miniport (IKEv2)'],
    ]);
    assert.deepEqual(
      snapshot.vpnConnections!.map(({ name, connected, trafficFilter }) => [name, connected, trafficFilter]),
      [
        ['vpn0', true, true],
        ['Work', true, null],
        ['Far', true, null],
      ],
    );
    assert.match(snapshot.notes!.join(), /Traffic filters of the VPN profile Work: its phone book does not tell/);
  });

  it('answers address by address with the most telling call that Windows has', async () => {
    const asked = ['52.122.0.1', '2603:1063::1', '192.168.77.77', '52.122.0.1'];
    const bestRoutes = async (): Promise<BestRoute[]> => {
      const script = join(import.meta.dirname, 'best-routes-script.ts');
      const { code, stdout, stderr } = await runScript(wine, script, asked);
      assert.equal(code, 0, stderr);
      const answers: BestRoute[] = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      assert.deepEqual(
        answers.map(({ address }) => address),
        asked,
      );
      return answers;
    };
    const summary = async () =>
      (await bestRoutes()).map(({ api, interfaceName, nextHop, source, error }) =>
        [api, interfaceName, nextHop, source, error].join(' '),
      );
    const best2 = 'GetBestRoute2 vpn0 10.8.0.1 10.8.0.2 ';
    scenario(table(1));
    assert.deepEqual(await summary(), [
      best2,
      'GetBestRoute2 lan0 2001:db8:77::1 2001:db8:77::10 ',
      'GetBestRoute2 lan0  192.168.77.10 ',
      best2,
    ]);
    scenario(table(1), 'error GetBestRoute2 87', 'error GetBestInterfaceEx 1231');
    const best = 'GetBestRoute vpn0 10.8.0.1  ';
    assert.deepEqual(await summary(), [best, 'GetBestInterfaceEx    1231', 'GetBestRoute lan0   ', best]);
    scenario(...['GetBestRoute2', 'GetBestRoute', 'GetBestInterfaceEx'].map((call) => `error ${call} 50`));
    assert.deepEqual(
      await summary(),
      asked.map(() => 'GetBestRoute2    50'),
    );
    scenario(table(1), 'error GetBestRoute2 1168');
    assert.deepEqual(
      await summary(),
      asked.map(() => 'GetBestRoute2    1168'),
      'an answer is not asked for again',
    );
  });

  it('cannot do without interfaces and routes, and says which call failed', async () => {
    for (const call of ['GetIfTable2', 'GetIpForwardTable2']) {
      scenario(table(1), `error ${call} 8`);
      await assert.rejects(takeSnapshot(wine), new RegExp(`Windows answered ${call} with error 8`));
    }
  });
});
