import assert from 'node:assert/strict';
import { Bed, type Namespace } from '../bed/netns.ts';
import { requireOrSkip } from '../bed/require.ts';
import { collect } from '../collect/linux/inside.ts';
import { judged, worldwide } from './machine.ts';

/** What clean machines have besides a card and a VPN must not cost them their verdict. */
describe('an ordinary machine with Linux', function () {
  requireOrSkip(this, ['root', 'namespaces', 'tun', 'ip']);
  let bed: Bed;
  let client: Namespace;

  beforeEach(() => {
    bed = new Bed();
    client = bed.namespace('client');
    bed.link(client, 'enp3s0', bed.namespace('network'), 'port');
  });
  afterEach(() => bed.close());

  const apply = (...commands: string[]) => commands.forEach((command) => client.ip(command));
  const splitTunnel = [
    'tuntap add tun0 mode tun',
    'addr add 10.8.0.2/24 dev tun0',
    'addr add fd00:8::2/64 dev tun0',
    'link set tun0 up',
    'route add 10.0.0.0/8 dev tun0',
    'rule add from 10.8.0.2 lookup 77 prio 1000',
    'route add default dev tun0 table 77',
  ];
  const onCard = [
    'addr add 192.168.1.10/24 dev enp3s0',
    'addr add 2001:db8:1::10/64 dev enp3s0 nodad',
    'route add default via 192.168.1.1 dev enp3s0 proto dhcp metric 100',
    'route add default via fe80::1 dev enp3s0 proto ra metric 100',
  ];
  /** Docker's bridge with a container, libvirt's with a virtual machine. */
  const containers = [
    'link add docker0 type bridge',
    'addr add 172.17.0.1/16 dev docker0',
    'link add veth1 type veth peer name inside',
    'link set veth1 master docker0',
    'link set docker0 up',
    'link add virbr0 type bridge',
    'addr add 192.168.122.1/24 dev virbr0',
    'tuntap add vnet0 mode tap',
    'link set vnet0 master virbr0',
    'link set vnet0 up',
    'link set virbr0 up',
  ];

  async function status(): Promise<string> {
    const wanted = worldwide.rows.flatMap(({ ips }) => ips!);
    const verdict = judged((await collect(client, { wanted })).snapshot);
    const [proof, ...others] = verdict.checks.slice(0, 4).map((check) => check.status);
    return [verdict.status, proof, ...others].join(' ');
  }

  it('passes with a split tunnel, containers and virtual machines', async () => {
    apply(...onCard, ...containers, ...splitTunnel);
    assert.equal(await status(), 'Pass Pass Pass Pass Pass');
  });

  it('passes as a cloud machine, whose gateways are in no prefix of its card', async () => {
    apply(
      'addr add 203.0.113.7/32 dev enp3s0',
      'addr add 2001:db8:1::10/64 dev enp3s0 nodad',
      'route add default via 172.31.1.1 dev enp3s0 proto dhcp metric 100 onlink',
      'route add default via 2001:db8:9::1 dev enp3s0 proto static metric 100 onlink',
      ...splitTunnel,
    );
    assert.equal(await status(), 'Pass Pass Pass Pass Pass');
  });

  it('has no VPN because a virtual machine runs', async () => {
    apply(...onCard, ...containers);
    assert.equal(await status(), 'NotApplicable NotApplicable Pass Pass Pass');
  });

  it('passes where the card is a port of a bridge, beside a virtual machine', async () => {
    apply('link add br0 type bridge', 'link set enp3s0 master br0', 'link set br0 up', ...containers, ...splitTunnel);
    apply('link set vnet0 master br0', ...onCard.map((command) => command.replace('enp3s0', 'br0')));
    assert.equal(await status(), 'Pass Pass Pass Pass Pass');
  });

  it('passes on a macvlan of its card', async () => {
    apply('link add link enp3s0 name lan9 type macvlan', 'link set lan9 up', ...splitTunnel);
    apply(...onCard.map((command) => command.replace('enp3s0', 'lan9')));
    assert.equal(await status(), 'Pass Pass Pass Pass Pass');
  });

  it('does not pass on a bridge or macvlan of a tunnel', async () => {
    apply('tuntap add tap0 mode tap', 'link set tap0 up');
    apply('link add link tap0 name lan9 type macvlan', 'link set lan9 up', ...splitTunnel);
    apply(...onCard.map((command) => command.replace('enp3s0', 'lan9')));
    assert.match(await status(), /^Fail Fail/);
    apply('link del lan9', 'link add br0 type bridge', 'link set tap0 master br0', 'link set br0 up');
    apply(...onCard.map((command) => command.replace('enp3s0', 'br0')));
    assert.match(await status(), /^Unknown Unknown/);
  });
});
