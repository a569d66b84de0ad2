import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { SnapshotRule } from '../../../src/contract/snapshot.ts';
import { Bed, type Namespace } from '../../bed/netns.ts';
import { requireOrSkip } from '../../bed/require.ts';
import { collect, node } from './inside.ts';
import { rulesByIp } from './ip-rules.ts';

const selectors = `
from 10.0.0.0/8 table 100
not to 52.112.0.0/14 table 101
fwmark 0xca6c table 51820
not fwmark 0x10/0xf0 table 103 suppress_prefixlength 0
iif lo table 104
oif tun9 iif eth9 table 105
ipproto udp sport 50000-50019 dport 3478-3481 table 106
ipproto tcp dport 443 table 107
uidrange 1000-60000 table 108
tos 0x10 table 109
l3mdev
tun_id 7 table 111
table 112 suppress_ifgroup 5
to 192.0.2.0/24 goto 200
to 192.0.3.0/24 blackhole
to 192.0.4.0/24 unreachable
to 192.0.5.0/24 prohibit
to 192.0.6.0/24 nop
sport 77 table 118 protocol 50
fwmark 0/0x1 table 119
from 192.0.2.1 to 192.0.2.2 table 4294967295 realms 3/4
fwmark 0x80000000/0x80000000 table 121
`;

const selectors6 = `
from 2001:db8::/32 to 2603:1063::/38 iif lo ipproto udp dport 3478 table 77
from 2001:db8::1 table 78 suppress_prefixlength 32
not fwmark 0xca6c table 51820
to 2603:1063::/38 goto 32766
`;

function byPriority(rules: readonly Partial<SnapshotRule>[]): Partial<SnapshotRule>[] {
  return [...rules].sort((a, b) => a.family! - b.family! || a.priority! - b.priority!);
}

describe('the rules of Linux', function () {
  requireOrSkip(this, ['root', 'namespaces', 'ip']);
  let bed: Bed;
  let client: Namespace;
  beforeEach(() => {
    bed = new Bed();
    client = bed.namespace('client');
  });
  afterEach(() => bed.close());

  it('are those that ip shows, with every selector', async () => {
    for (const [i, rule] of selectors.trim().split('\n').entries()) client.ip(`rule add pref ${100 + i} ${rule}`);
    client.ip('rule add pref 200 table 200');
    for (const [i, rule] of selectors6.trim().split('\n').entries()) client.ip(`-6 rule add pref ${100 + i} ${rule}`);
    const { snapshot } = await collect(client);
    assert.deepEqual(byPriority(snapshot.rules!), byPriority(await rulesByIp(client)));
    assert.equal(snapshot.rules!.length, 3 + 22 + 1 + 2 + 4);
  });

  it('name selectors that ip does not know yet as undecided', async function () {
    const { code, stdout, stderr } = await client.run([...node, join(import.meta.dirname, 'young-rules.ts')]);
    assert.equal(code, 0, stderr);
    const isOldKernel = JSON.parse(stdout).some((error: number) => error !== 0);
    if (isOldKernel) this.skip();
    const { snapshot } = await collect(client);
    const others = new Map(snapshot.rules!.map((rule) => [rule.priority, rule.otherSelectors]));
    assert.deepEqual(
      [300, 301, 302].map((priority) => others.get(priority)),
      [['dscp'], ['dport_mask'], ['flowlabel']],
    );
  });
});
