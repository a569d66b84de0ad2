import type { SnapshotRoute } from '../../../src/contract/snapshot.ts';
import type { Namespace } from '../../bed/netns.ts';
import { cidr, indexByName, ipJson, ofBoth } from './ip-command.ts';

const typeNames: Record<string, string> = {
  1: 'unicast',
  2: 'local',
  3: 'broadcast',
  4: 'anycast',
  5: 'multicast',
  6: 'blackhole',
  7: 'unreachable',
  8: 'prohibit',
  9: 'throw',
};
const protocolNames: Record<string, string> = { 0: 'unspec', 2: 'kernel', 3: 'boot', 4: 'static', 9: 'ra', 16: 'dhcp' };

interface IpHop {
  gateway?: string;
  via?: { host: string };
  dev?: string;
  weight?: number;
  flags: string[];
}

interface IpRoute extends IpHop {
  type: string;
  dst: string;
  from?: string;
  tos?: string;
  table: string;
  protocol: string;
  metric?: number;
  nexthops?: IpHop[];
}

/** What ip says of the routes, in the words of a snapshot, without those that it calls dead. */
export async function routesByIp(namespace: Namespace): Promise<SnapshotRoute[]> {
  const indexes = await indexByName(namespace);
  const hopOf = ({ gateway, via, dev, flags }: IpHop) => ({
    nextHop: gateway ?? via?.host ?? null,
    interfaceIndex: dev === undefined ? 0 : indexes.get(dev)!,
    ...(flags.includes('onlink') && { onlink: true }),
  });
  const routes = await ofBoth(
    (family) => ipJson<IpRoute>(namespace, `-${family} -j -N -d route show table all`),
    (route, family) => {
      const hops = (route.nexthops ?? [route]).filter(({ flags }) => !flags.includes('dead'));
      if (hops.length === 0) return null;
      return {
        destination: cidr(route.dst, family),
        ...hopOf(hops[0]),
        metric: route.metric ?? 0,
        table: Number(route.table),
        type: typeNames[route.type],
        ...(hops.length > 1 && { nextHops: hops.map((hop) => ({ ...hopOf(hop), weight: hop.weight! })) }),
        ...(route.from && { from: cidr(route.from, family) }),
        ...(route.tos && { tos: Number(route.tos) }),
        protocol: protocolNames[route.protocol] ?? Number(route.protocol),
      };
    },
  );
  return routes.filter((route) => route !== null);
}
