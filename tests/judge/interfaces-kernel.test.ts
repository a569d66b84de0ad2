import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { classifyInterfaces } from '../../src/judge/interfaces.ts';
import { requireOrSkip } from '../bed/require.ts';
import { tool } from '../bed/tools.ts';
import { nobodySaid, snapshot } from './snapshots.ts';

/** What the kernel calls the kinds of links that it makes here, under names that mislead. */
const script = `
set -e
ip link add lan0 type veth peer name tun5
ip link add br9 type bridge
ip link add link lan0 name wg9 type macvlan
ip link add eth8 type vxlan id 7 dstport 4789 remote 192.0.2.1
ip tuntap add dev eth9 mode tun
ip tuntap add dev enp1s0 mode tap
ip -j -d link
`;
const expected = {
  lo: 'UnknownTunnel',
  lan0: 'Local',
  tun5: 'Local',
  br9: 'Local',
  wg9: 'Local',
  eth8: 'UnknownTunnel',
  eth9: 'Vpn',
  enp1s0: 'Vpn',
};
const ifTypes: Record<string, number> = { ether: 6, loopback: 24 };

interface Link {
  ifindex: number;
  ifname: string;
  link_type: string;
  linkinfo?: { info_kind?: string };
}

describe("the kernel's link kinds", function () {
  requireOrSkip(this, ['namespaces', 'tun', 'ip']);
  it('tell tunnels from the local network whatever they are called', () => {
    const output = execFileSync(tool('unshare'), ['--net', '/bin/sh', '-c', script], { encoding: 'utf8' });
    const interfaces = (JSON.parse(output) as Link[]).map((link) => ({
      index: link.ifindex,
      name: link.ifname,
      type: ifTypes[link.link_type] ?? 1,
      deviceId: link.linkinfo?.info_kind ?? null,
      up: true,
    }));
    const found = classifyInterfaces(snapshot({ platform: 'linux', interfaces }), nobodySaid);
    assert.deepEqual(Object.fromEntries(found.interfaces.map(({ name, path }) => [name, path])), expected);
  });
});
