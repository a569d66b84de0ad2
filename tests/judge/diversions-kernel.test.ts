import assert from 'node:assert/strict';
import type { Status } from '../../src/contract/verdict.ts';
import { Bed, type Namespace } from '../bed/netns.ts';
import { requireOrSkip } from '../bed/require.ts';
import { collect, node } from '../collect/linux/inside.ts';
import { checkOf, judged, worldwide } from './machine.ts';

/** Sends a packet to each address; how the socket is opened is the first word. */
const sender = `
const [how, ...addresses] = process.argv.slice(1);
const socket = require('node:dgram').createSocket('udp4');
(async () => {
  if (how === 'bound') await new Promise((done) => socket.bind(0, '10.0.0.1', done));
  if (how === 'connected') await new Promise((done) => socket.connect(3478, addresses[0], done));
  for (const address of addresses) {
    const to = how === 'connected' ? [] : [3478, address];
    await new Promise((done) => socket.send('x', ...to, done));
  }
  socket.close();
})();`;

describe('what diverts packets below the routes of Linux', function () {
  requireOrSkip(this, ['root', 'namespaces', 'tun', 'ip']);
  this.timeout(60_000);
  let bed: Bed;
  let client: Namespace;

  beforeEach(() => {
    bed = new Bed();
    const other = bed.namespace('other');
    client = bed.namespace('client');
    bed.link(client, 'v0', other, 'w0');
    for (const command of [
      'addr add 10.0.0.1/24 dev v0',
      'route add default via 10.0.0.2',
      'neigh add 10.0.0.2 lladdr 02:00:00:00:00:02 dev v0',
      'tuntap add tun0 mode tun',
      'addr add 10.8.0.2/24 dev tun0',
      'link set tun0 up',
    ])
      client.ip(command);
  });
  afterEach(() => bed.close());

  async function send(how: 'plain' | 'bound' | 'connected', ...addresses: string[]): Promise<void> {
    const { code, stderr } = await client.run([node[0], '-e', sender, how, ...addresses]);
    assert.equal(code, 0, stderr);
  }

  /** What the kernel has counted: packets that a policy wanted to encrypt or block, and that went into the tunnel. */
  async function counted(): Promise<{ taken: number; tunnelled: number }> {
    const { stdout } = await client.run(['/bin/cat', '/proc/net/xfrm_stat', '/proc/net/dev']);
    const count = (pattern: RegExp) => Number(pattern.exec(stdout)![1]);
    return {
      taken: count(/XfrmOutNoStates\s+(\d+)/) + count(/XfrmOutPolBlock\s+(\d+)/),
      tunnelled: count(/tun0:(?:\s+\d+){8}\s+(\d+)/) + count(/tun0:(?:\s+\d+){11}\s+(\d+)/),
    };
  }

  async function interference(): Promise<{ status: Status; message: string; overall: Status }> {
    const wanted = worldwide.rows.flatMap(({ ips }) => ips!);
    const verdict = judged((await collect(client, { wanted })).snapshot);
    assert.equal(checkOf(verdict, 'OptimizeRoutes').status, 'Pass', 'the routes alone look right');
    return { ...checkOf(verdict, 'Interference'), overall: verdict.status };
  }

  describe('IPsec policies', () => {
    const tunnel = 'tmpl src 10.0.0.1 dst 192.0.2.9 proto esp mode tunnel';
    const any = 'src 0.0.0.0/0 dst';
    const cases: readonly { title: string; policies: readonly string[]; taken: boolean; says?: RegExp }[] = [
      {
        title: 'take what they select',
        policies: [`${any} 52.112.0.0/15 proto udp dport 3478 ${tunnel}`],
        taken: true,
        says: /the tunnel to 192\.0\.2\.9 52\.112\.0\.0\/15\./,
      },
      { title: 'block what they select', policies: [`${any} 52.112.0.0/32 action block`], taken: true, says: /blocks/ },
      {
        title: 'take by the source that the kernel chooses',
        policies: [`src 10.0.0.1/32 dst 0.0.0.0/0 ${tunnel}`],
        taken: true,
      },
      { title: 'for another source', policies: [`src 10.9.0.1/32 dst 0.0.0.0/0 ${tunnel}`], taken: false },
      { title: 'for another port', policies: [`${any} 0.0.0.0/0 proto udp dport 53 ${tunnel}`], taken: false },
      { title: 'for another protocol', policies: [`${any} 0.0.0.0/0 proto tcp ${tunnel}`], taken: false },
      { title: 'for marked packets', policies: [`${any} 0.0.0.0/0 mark 1 mask 1 ${tunnel}`], taken: false },
      { title: 'of an xfrm interface', policies: [`${any} 0.0.0.0/0 if_id 4 ${tunnel}`], taken: false },
      {
        title: 'behind one that lets media be',
        policies: [`${any} 0.0.0.0/0 priority 9 ${tunnel}`, `${any} 52.0.0.0/8 priority 7 action allow`],
        taken: false,
      },
      {
        title: 'before one that lets media be',
        policies: [`${any} 0.0.0.0/0 priority 7 ${tunnel}`, `${any} 52.0.0.0/8 priority 9 action allow`],
        taken: true,
      },
      {
        title: 'older than an equal one that lets media be',
        policies: [`${any} 0.0.0.0/0 priority 7 ${tunnel}`, `${any} 52.0.0.0/8 priority 7 action allow`],
        taken: true,
      },
      {
        title: 'younger than an equal one that lets media be',
        policies: [`${any} 52.0.0.0/8 priority 7 action allow`, `${any} 0.0.0.0/0 priority 7 ${tunnel}`],
        taken: false,
      },
    ];
    for (const { title, policies, taken, says } of cases) {
      it(`${title}: as the kernel does`, async () => {
        for (const policy of policies) client.ip(`xfrm policy add dir out ${policy}`);
        const found = await interference();
        assert.equal(found.status, taken ? 'Fail' : 'Pass', found.message);
        assert.equal(found.overall, found.status);
        if (says) assert.match(found.message, says);
        await send('plain', '52.112.0.0');
        assert.equal((await counted()).taken, taken ? 1 : 0, 'the kernel');
      });
    }
  });

  it('policy rules that ask for the source take bound and connected sockets', async () => {
    client.ip('route add default dev tun0 table 100');
    client.ip('rule add from 10.0.0.1 lookup 100');
    const found = await interference();
    assert.deepEqual([found.status, found.overall], ['Fail', 'Fail']);
    assert.match(found.message, /from 10\.0\.0\.1 by tun0 \(52\.112\.0\.0\/14, 52\.122\.0\.0\/15\)/);
    await send('plain', '52.112.0.1');
    assert.equal((await counted()).tunnelled, 0, 'an unbound socket goes where the witness says');
    await send('connected', '52.112.0.1');
    await send('bound', '52.112.0.1');
    assert.equal((await counted()).tunnelled, 2);
  });

  it("a rule for the tunnel's own address is none of media's", async () => {
    client.ip('route add default dev tun0 table 100');
    client.ip('rule add from 10.8.0.2 lookup 100');
    assert.equal((await interference()).status, 'Pass');
  });

  it('rules for marked packets are a warning', async () => {
    client.ip('route add 52.112.0.0/14 dev tun0 table 100');
    client.ip('rule add fwmark 0x1/0xf lookup 100');
    const found = await interference();
    assert.deepEqual([found.status, found.overall], ['Warning', 'Warning']);
    assert.match(found.message, /0x1, which then go by tun0 \(52\.112\.0\.0\/14\)/);
  });

  it('a rule that jumps to one that is not there is passed over', async () => {
    client.ip('route add default dev tun0 table 100');
    client.ip('rule add goto 20000 prio 10');
    client.ip('rule add lookup 100 prio 50');
    const { snapshot } = await collect(client, { wanted: ['52.112.0.0/14'] });
    const verdict = judged(snapshot);
    assert.equal(checkOf(verdict, 'OptimizeRoutes').status, 'Fail');
    assert.equal(client.routeGet('52.112.0.1')?.dev, 'tun0');
    client.ip('rule add lookup main prio 20000');
    assert.equal(client.routeGet('52.112.0.1')?.dev, 'v0');
    const jumped = judged((await collect(client, { wanted: ['52.112.0.0/14'] })).snapshot);
    assert.equal(checkOf(jumped, 'OptimizeRoutes').status, 'Pass');
  });

  it('a route that wraps packets proves nothing, by itself and by a next hop object', async () => {
    const wanted = ['52.112.0.0/14'];
    const encap = 'encap ip id 5 dst 192.0.2.9 via 10.0.0.2 dev v0';
    client.ip(`nexthop add id 5 ${encap}`);
    for (const way of [encap, 'nhid 5', `nexthop via 10.0.0.2 dev v0 nexthop ${encap}`]) {
      client.ip(`route replace 52.112.0.0/14 ${way}`);
      const { snapshot } = await collect(client, { wanted });
      const check = checkOf(judged(snapshot), 'OptimizeRoutes');
      assert.deepEqual([way, check.status], [way, 'Unknown']);
      assert.match(check.message, /52\.112\.0\.0\/14 cannot be decided: a route wraps its packets/);
    }
  });
});
