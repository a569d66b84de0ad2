import { Bed, type Namespace } from './netns.ts';
import { relay4, relay6 } from './topology.ts';

/** Addresses of the routers' ends that face the client. */
export const chainAddresses = {
  client: { 4: '192.168.77.10', 6: '2001:db8:77::10' },
  home: { 4: '192.168.77.1', 6: '2001:db8:77::1' },
  isp: { 4: '100.64.0.1', 6: '2001:db8:64::1' },
  relay: { 4: relay4, 6: relay6 },
} as const;

/** Four in a row: `client` (lan0) — `home` — `isp` — `relay`, which holds the relay addresses. */
export interface Chain {
  bed: Bed;
  client: Namespace;
  home: Namespace;
  isp: Namespace;
  relay: Namespace;
}

export function layChain(): Chain {
  const bed = new Bed();
  try {
    return connect(bed);
  } catch (error) {
    bed.removeNow();
    throw error;
  }
}

function connect(bed: Bed): Chain {
  const [client, home, isp, relay] = ['client', 'home', 'isp', 'relay'].map((name) => bed.namespace(name));
  wire(
    bed,
    [client, 'lan0', '192.168.77.10/24', '2001:db8:77::10/64'],
    [home, 'lan0', '192.168.77.1/24', '2001:db8:77::1/64'],
  );
  wire(bed, [home, 'wan0', '100.64.0.2/24', '2001:db8:64::2/64'], [isp, 'lan0', '100.64.0.1/24', '2001:db8:64::1/64']);
  wire(
    bed,
    [isp, 'wan0', '203.0.113.1/24', '2001:db8:113::1/64'],
    [relay, 'lan0', '203.0.113.2/24', '2001:db8:113::2/64'],
  );
  relay.ip(`addr add ${relay4}/32 dev lo`);
  relay.ip(`addr add ${relay6}/128 dev lo nodad`);
  for (const router of [home, isp, relay]) {
    router.setKernel('net/ipv4/ip_forward', '1');
    router.setKernel('net/ipv6/conf/all/forwarding', '1');
    // One trace must not use up what the next one would be answered with.
    router.setKernel('net/ipv4/icmp_ratelimit', '0');
    router.setKernel('net/ipv6/icmp/ratelimit', '0');
  }
  client.ip('route add default via 192.168.77.1');
  client.ip('-6 route add default via 2001:db8:77::1');
  home.ip('route add default via 100.64.0.1');
  home.ip('-6 route add default via 2001:db8:64::1');
  isp.ip('route add 192.168.77.0/24 via 100.64.0.2');
  isp.ip('-6 route add 2001:db8:77::/64 via 2001:db8:64::2');
  isp.ip('route add 52.112.0.0/14 via 203.0.113.2');
  isp.ip('-6 route add 2603:1063::/38 via 2001:db8:113::2');
  relay.ip('route add default via 203.0.113.1');
  relay.ip('-6 route add default via 2001:db8:113::1');
  return { bed, client, home, isp, relay };
}

type End = readonly [namespace: Namespace, name: string, address4: string, address6: string];

function wire(bed: Bed, left: End, right: End): void {
  bed.link(left[0], left[1], right[0], right[1]);
  for (const [namespace, name, address4, address6] of [left, right]) {
    namespace.ip(`addr add ${address4} dev ${name}`);
    namespace.ip(`addr add ${address6} dev ${name} nodad`);
  }
}

/** Makes a router say nothing of packets that it drops; it goes on forwarding. */
export function silence(router: Namespace): void {
  for (const family of ['-4', '-6']) router.ip(`${family} rule add priority 1 iif lo blackhole`);
}

/** Makes home and isp send the relay's packets to each other. */
export function circle({ isp }: Chain): void {
  isp.ip('route replace 52.112.0.0/14 via 100.64.0.2');
  isp.ip('-6 route replace 2603:1063::/38 via 2001:db8:64::2');
}

/** Makes isp know no way to the relay. */
export function cutOff({ isp }: Chain): void {
  isp.ip('route del 52.112.0.0/14');
  isp.ip('-6 route del 2603:1063::/38');
}
