import assert from 'node:assert/strict';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  addressSeenByRelay,
  layTopology,
  relay4,
  relay6,
  requireOrSkip,
  startOpenVpn,
  startRelay,
  startWgQuick,
  type Topology,
} from '../../bed/index.ts';
import { Machine } from './machine.ts';

const local = ['192.168.77.10', '2001:db8:77::10'];
const tunnelled = ['10.8.0.2', 'fd00:8::1000'];

describe('repair on a machine with a full tunnel', function () {
  requireOrSkip(this, ['root', 'namespaces', 'ip', 'tun', 'openssl', 'openvpn', 'coturn']);
  this.timeout(60_000);
  let topology: Topology;
  let machine: Machine;
  const lay = async (options: Parameters<typeof layTopology>[0] = {}) => {
    topology = layTopology(options);
    machine = new Machine(topology);
    await startRelay(topology);
  };
  beforeEach(() => lay());
  afterEach(() => topology.bed.close());

  const ways = () => [relay4, relay6].map((relay) => topology.client.routeGet(relay)?.dev);
  const seen = async () => [
    await addressSeenByRelay(topology.client, relay4),
    await addressSeenByRelay(topology.client, relay6),
  ];
  const statuses = async () => (await machine.test()).out.status;
  const ip = (args: string) => topology.client.ip(args);

  it('turns Fail to Pass, as the kernel and the packets say, and is taken back to the byte', async () => {
    await startOpenVpn(topology, { push: ['redirect-gateway def1 ipv6'] });
    const before = machine.tables();
    assert.equal(await statuses(), 'Fail');
    assert.deepEqual(await seen(), tunnelled);

    const planned = await machine.plan();
    assert.deepEqual([planned.code, planned.out.outcome, planned.out.after], [0, 'Repairs', 'Pass']);
    assert.equal(machine.tables(), before, 'a plan changes nothing');

    const { code, out } = await machine.apply();
    assert.deepEqual([code, out.status, out.obstacles], [0, 'Pass', []]);
    assert.deepEqual(
      out.added.map(({ destination, nextHop }) => `${destination} ${nextHop}`),
      ['52.112.0.0/14 192.168.77.1', '52.122.0.0/15 192.168.77.1', '2603:1063::/38 2001:db8:77::1'],
    );
    assert.equal(await statuses(), 'Pass');
    assert.deepEqual(ways(), ['lan0', 'lan0']);
    assert.deepEqual(await seen(), local);

    const undone = await machine.undo();
    assert.deepEqual([undone.code, undone.out.removed], [0, out.added]);
    assert.equal(machine.tables(), before);
    assert.deepEqual(await seen(), tunnelled);
    assert.deepEqual(readdirSync(machine.state), ['routes.lock']);
  });

  it('does to the table what the commands of the plan do', async () => {
    await startOpenVpn(topology, { push: ['redirect-gateway def1 ipv6'] });
    const { add } = (await machine.plan()).out;
    await machine.apply();
    const applied = machine.tables();
    await machine.undo();
    for (const { command } of add) ip(command!.replace(/^ip /, ''));
    assert.equal(machine.tables(), applied);
  });

  it('keeps a gateway usable that is in no prefix of the local interface, or says why the kernel will not', async () => {
    topology.isp.ip('addr add 172.31.1.1/32 dev lan0');
    topology.isp.ip('-6 addr add 2001:db8:31::1/128 dev lan0 nodad');
    ip('route replace default via 172.31.1.1 dev lan0 onlink');
    ip('-6 route del default');
    ip('-6 route add default via 2001:db8:31::1 dev lan0 onlink');
    await startOpenVpn(topology, { push: ['redirect-gateway def1 ipv6'] });
    const refused = await machine.apply();
    assert.deepEqual([refused.code, refused.out.added], [1, []]);
    assert.deepEqual(
      refused.out.obstacles.map(({ id, family }) => [id, family]),
      [['NoLocalGateway', 6]],
    );
    assert.match(refused.out.obstacles[0].message, /2001:db8:31::1 of lan0: .* the route 2000::\/4 leads to it/);
    ip('-6 route add 2001:db8:31::1 dev lan0');

    const before = machine.tables();
    const { code, out } = await machine.apply();
    assert.deepEqual([code, out.status, out.obstacles], [0, 'Pass', []]);
    assert.deepEqual(
      out.added.map(({ nextHop, onlink }) => [nextHop, onlink]),
      [
        ['172.31.1.1', true],
        ['172.31.1.1', true],
        ['2001:db8:31::1', true],
      ],
    );
    assert.deepEqual(await seen(), local);
    const applied = machine.tables();

    assert.deepEqual((await machine.undo()).out.removed, out.added);
    assert.equal(machine.tables(), before);
    for (const { command } of out.plan!.add) ip(command!.replace(/^ip /, ''));
    assert.equal(machine.tables(), applied);
    for (const { command } of (await machine.plan()).out.add) assert.fail(`${command} is there already`);
  });

  it('changes nothing when it runs twice, nor when there is nothing to do or to undo', async () => {
    const untouched = machine.tables();
    for (const run of [machine.apply, machine.undo]) {
      const { code, out } = await run();
      assert.deepEqual([code, out.added, out.removed], [0, [], []]);
    }
    assert.ok(!existsSync(machine.state), 'not even a folder');
    assert.equal(machine.tables(), untouched);

    await startOpenVpn(topology, { push: ['redirect-gateway def1'] });
    await machine.apply();
    const repaired = machine.tables();
    const again = await machine.apply();
    assert.deepEqual([again.code, again.out.plan!.outcome, again.out.added], [0, 'NothingToDo', []]);
    assert.equal(machine.tables(), repaired);
  });

  it("beats the VPN's own routes to the same prefixes and inside them", async () => {
    const inside = ['52.112.0.0 255.252.0.0', '52.113.0.0 255.255.0.0', '52.112.0.8 255.255.255.254'];
    await startOpenVpn(topology, {
      push: ['redirect-gateway def1 ipv6', ...inside.map((route) => `route ${route} vpn_gateway`)],
    });
    const before = machine.tables();
    const { code, out } = await machine.apply();
    assert.deepEqual([code, out.status], [0, 'Pass']);
    assert.deepEqual(out.added.map(({ destination }) => destination).toSorted(), [
      '2603:1063::/38',
      '52.112.0.0/15',
      '52.112.0.8/32',
      '52.112.0.9/32',
      '52.113.0.0/17',
      '52.113.128.0/17',
      '52.114.0.0/15',
      '52.122.0.0/15',
    ]);
    assert.deepEqual(await seen(), local);
    await machine.undo();
    assert.equal(machine.tables(), before);
  });

  it("finds the gateway where the VPN has replaced the default route, and survives the VPN's sudden end", async () => {
    const vpn = await startOpenVpn(topology, { push: ['redirect-gateway'] });
    const { code, out } = await machine.apply();
    assert.deepEqual([code, out.status], [0, 'Pass']);
    assert.equal(await addressSeenByRelay(topology.client), local[0]);
    await vpn.client.stop('SIGKILL');
    assert.equal(await addressSeenByRelay(topology.client), local[0], 'media goes on');
    const undone = await machine.undo();
    assert.equal(undone.out.removed.length, 2);
    assert.equal(topology.client.routeGet(relay4), undefined);
  });

  it('changes nothing where the local side has no IPv6, says why, and cures IPv4 where that is insisted on', async () => {
    await topology.bed.close();
    await lay({ ipv6: false });
    await startOpenVpn(topology, { push: ['redirect-gateway def1 ipv6'] });
    const before = machine.tables();
    const refused = await machine.apply();
    assert.deepEqual([refused.code, refused.out.added], [1, []]);
    assert.deepEqual(
      refused.out.obstacles.map(({ id, cidrs }) => [id, cidrs]),
      [['NoLocalFamily', ['2603:1063::/38']]],
    );
    assert.equal(machine.tables(), before);

    const forced = await machine.apply('--force');
    assert.deepEqual([forced.code, forced.out.status, forced.out.added.length], [1, 'Fail', 2]);
    assert.deepEqual(ways(), ['lan0', 'tun0']);
    await machine.undo();
    assert.equal(machine.tables(), before);
  });

  it('replaces its own routes when the gateway has changed', async () => {
    await startOpenVpn(topology, { push: ['redirect-gateway def1'] });
    const before = machine.tables();
    await machine.apply();
    topology.isp.ip('addr add 192.168.77.2/24 dev lan0');
    ip('route replace default via 192.168.77.2');
    const { code, out } = await machine.apply();
    assert.deepEqual([code, out.status], [0, 'Pass']);
    for (const [routes, nextHop] of [
      [out.removed, '192.168.77.1'],
      [out.added, '192.168.77.2'],
    ] as const)
      assert.deepEqual(
        routes.map((route) => route.nextHop),
        [nextHop, nextHop],
      );
    await machine.undo();
    ip('route replace default via 192.168.77.1');
    assert.equal(machine.tables(), before);
  });

  it('forgets routes that are gone, and whose interface is gone', async () => {
    await startOpenVpn(topology, { push: ['redirect-gateway def1'] });
    await machine.apply();
    ip('route del 52.112.0.0/14 proto 84');
    const again = await machine.apply();
    assert.deepEqual(
      again.out.forgotten.map(({ destination }) => destination),
      ['52.112.0.0/14'],
    );
    assert.deepEqual([again.code, again.out.added.length], [0, 1]);
    ip('link del lan0');
    const undone = await machine.undo();
    assert.deepEqual([undone.code, undone.out.removed, undone.out.forgotten.length], [0, [], 2]);
    assert.deepEqual((await machine.undo()).out.forgotten, []);
  });

  it('never touches routes of others, also where they look like its own', async () => {
    ip('route add 52.112.0.0/14 via 192.168.77.1 metric 7 proto 84');
    ip('route add 52.122.0.0/15 via 192.168.77.1 proto static');
    await startOpenVpn(topology, { push: ['redirect-gateway def1 ipv6'] });
    const before = machine.tables();
    const { out } = await machine.apply();
    assert.deepEqual(
      out.added.map(({ destination }) => destination),
      ['2603:1063::/38'],
    );
    ip('route replace 52.122.0.0/15 via 192.168.77.1 metric 9 proto 84');
    const changed = machine.tables();
    await machine.undo();
    assert.equal(machine.tables(), changed.replace(/^2603:1063::\/38 .* proto 84 .*\n/m, ''));
    ip('route del 52.122.0.0/15 metric 9');
    assert.equal(machine.tables(), before);
  });

  describe('is careful', () => {
    it('about who may change routes, before anything else', async () => {
      await startOpenVpn(topology, { push: ['redirect-gateway def1'] });
      const before = machine.tables();
      for (const action of ['--apply', '--undo']) {
        const { code, stdout, stderr } = await machine.unprivileged('repair', action, '--json');
        assert.deepEqual([code, stdout], [3, '']);
        assert.match(stderr, /sudo.*\[NotPrivileged\]/);
      }
      assert.equal((await machine.unprivileged('repair', '--plan')).code, 0);
      assert.equal(machine.tables(), before);
    });

    it('about what it is asked', async () => {
      for (const options of [
        ['--apply', '--undo'],
        ['--undo', '--force'],
        ['--apply', '--snapshot', 'x.json'],
      ]) {
        const { code, stderr } = await machine.program('repair', ...options);
        assert.equal(code, 2);
        assert.match(stderr, /\[BadUsage\]/);
      }
    });

    it('about a journal that it cannot read', async () => {
      await startOpenVpn(topology, { push: ['redirect-gateway def1'] });
      await machine.apply();
      const before = machine.tables();
      const journal = readdirSync(machine.state).find((name) => name.endsWith('.json'))!;
      for (const text of ['{', '{"schema":"teams-split-tunnel/route-journal/2","routes":[]}']) {
        writeFileSync(join(machine.state, journal), text);
        for (const run of [machine.apply, machine.undo]) {
          const { code, err } = await run();
          assert.equal(code, 2);
          assert.match(err, /journal.*cannot be read.*\[JournalInvalid\]/s);
        }
      }
      assert.equal(machine.tables(), before);
    });

    it('about another run at the same time', async () => {
      await startOpenVpn(topology, { push: ['redirect-gateway def1 ipv6'] });
      const before = machine.tables();
      const runs = await Promise.all(Array.from({ length: 4 }, () => machine.apply()));
      assert.ok(runs.some(({ code }) => code === 0));
      for (const { code, err } of runs) assert.ok(code === 0 || (code === 3 && err.includes('[StateInUse]')), err);
      assert.equal(await statuses(), 'Pass');
      await machine.undo();
      assert.equal(machine.tables(), before);
    });
  });
});

describe('repair on a machine with a full tunnel of wg-quick', function () {
  requireOrSkip(this, ['root', 'namespaces', 'ip', 'tun', 'wireguard-go', 'wg', 'wg-quick', 'nft', 'coturn']);
  let topology: Topology;
  beforeEach(() => (topology = layTopology()));
  afterEach(() => topology.bed.close());

  it('leads past the default route in its own table by the main one', async () => {
    const machine = new Machine(topology);
    await startRelay(topology);
    await startWgQuick(topology);
    const before = machine.tables();
    assert.equal((await machine.test()).out.status, 'Fail');
    const { code, out } = await machine.apply();
    assert.deepEqual([code, out.status, out.added.map(({ table }) => table)], [0, 'Pass', [254, 254, 254]]);
    assert.equal(await addressSeenByRelay(topology.client), local[0]);
    await machine.undo();
    assert.equal(machine.tables(), before);
  });
});
