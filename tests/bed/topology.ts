import { Bed, type Namespace } from './netns.ts';

/** Where the "Teams relay" of the bed answers: in the isp namespace, inside two Optimize prefixes. */
export const relay4 = '52.112.0.10';
export const relay6 = '2603:1063::10';

/** Addresses of the three parties, as the VPN configurations name them. */
export const addresses = {
  client4: '192.168.77.10',
  client6: '2001:db8:77::10',
  lanGateway4: '192.168.77.1',
  lanGateway6: '2001:db8:77::1',
  corp4: '203.0.113.2',
  corp6: '2001:db8:113::2',
  corpInside4: '10.100.0.1',
  /** Pools of the VPNs, routed by isp to corp: an address out of them at the relay means "came through the tunnel". */
  pool4: '10.8.0.0/16',
  pool6: 'fd00:8::/32',
} as const;

/** A road warrior's view: `client` (lan0) — `isp`, which also holds the relay — `corp`, where the VPN servers run. */
export interface Topology {
  bed: Bed;
  client: Namespace;
  isp: Namespace;
  corp: Namespace;
}

/** Lays the topology out in 0.2 s; `ipv6: false` leaves the client's network without IPv6. */
export function layTopology({ ipv6 = true }: { ipv6?: boolean } = {}): Topology {
  const bed = new Bed();
  try {
    return connect(bed, ipv6);
  } catch (error) {
    bed.removeNow();
    throw error;
  }
}

/** Gives a namespace `vpn0`, a card that stands for a VPN's: 10.8.0.2 and fd00:8::2. */
export function addVpnCard(client: Namespace): void {
  client.ip('link add vpn0 type veth peer name vpn1');
  for (const end of ['vpn0', 'vpn1']) client.ip(`link set ${end} up`);
  client.ip('addr add 10.8.0.2/20 dev vpn0');
  client.ip('-6 addr add fd00:8::2/112 dev vpn0 nodad');
}

function connect(bed: Bed, ipv6: boolean): Topology {
  const [client, isp, corp] = ['client', 'isp', 'corp'].map((name) => bed.namespace(name));
  bed.link(client, 'lan0', isp, 'lan0');
  bed.link(isp, 'wan0', corp, 'wan0');

  client.ip(`addr add ${addresses.client4}/24 dev lan0`);
  isp.ip(`addr add ${addresses.lanGateway4}/24 dev lan0`);
  isp.ip('addr add 203.0.113.1/24 dev wan0');
  isp.ip(`addr add ${relay4}/32 dev lo`);
  corp.ip(`addr add ${addresses.corp4}/24 dev wan0`);
  corp.ip(`addr add ${addresses.corpInside4}/32 dev lo`);

  isp.ip('addr add 2001:db8:113::1/64 dev wan0 nodad');
  isp.ip(`addr add ${relay6}/128 dev lo nodad`);
  corp.ip(`addr add ${addresses.corp6}/64 dev wan0 nodad`);
  if (ipv6) {
    client.ip(`addr add ${addresses.client6}/64 dev lan0 nodad`);
    isp.ip(`addr add ${addresses.lanGateway6}/64 dev lan0 nodad`);
  }

  for (const router of [isp, corp]) {
    router.setKernel('net/ipv4/ip_forward', '1');
    router.setKernel('net/ipv6/conf/all/forwarding', '1');
  }
  client.ip(`route add default via ${addresses.lanGateway4}`);
  corp.ip('route add default via 203.0.113.1');
  corp.ip('-6 route add default via 2001:db8:113::1');
  isp.ip(`route add ${addresses.pool4} via ${addresses.corp4}`);
  isp.ip(`route add ${addresses.pool6} via ${addresses.corp6}`);
  if (ipv6) client.ip(`-6 route add default via ${addresses.lanGateway6}`);
  return { bed, client, isp, corp };
}
