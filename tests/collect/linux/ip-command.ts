import assert from 'node:assert/strict';
import type { SnapshotInterface, SnapshotRoute, SnapshotRule } from '../../../src/contract/snapshot.ts';
import type { Family } from '../../../src/contract/verdict.ts';
import type { Namespace } from '../../bed/netns.ts';
import { tool } from '../../bed/tools.ts';

/** What iproute2 says of a namespace, in the words of a snapshot: another program's reading of the same kernel. */

async function ipJson<T>(namespace: Namespace, args: string): Promise<T[]> {
  const { code, stdout, stderr } = await namespace.run([tool('ip'), ...args.split(' ')]);
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout || '[]');
}

/** Both families' rows, one after the other. */
async function ofBoth<T, R>(of: (family: Family) => Promise<T[]>, row: (value: T, family: Family) => R): Promise<R[]> {
  const [four, six] = [await of(4), await of(6)];
  return [...four.map((value) => row(value, 4)), ...six.map((value) => row(value, 6))];
}

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

export async function routesByIp(namespace: Namespace): Promise<SnapshotRoute[]> {
  const indexes = await indexByName(namespace);
  const hopOf = ({ gateway, via, dev }: IpHop) => ({
    nextHop: gateway ?? via?.host ?? null,
    interfaceIndex: dev === undefined ? 0 : indexes.get(dev)!,
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

function cidr(text: string, family: Family): string {
  if (text === 'default') return family === 4 ? '0.0.0.0/0' : '::/0';
  return text.includes('/') ? text : `${text}/${family === 4 ? 32 : 128}`;
}

export async function indexByName(namespace: Namespace): Promise<Map<string, number>> {
  const links = await ipJson<{ ifname: string; ifindex: number }>(namespace, '-j link');
  return new Map(links.map(({ ifname, ifindex }) => [ifname, ifindex]));
}

interface IpRule {
  priority: number;
  not?: null;
  src: string;
  srclen?: number;
  dst?: string;
  dstlen?: number;
  fwmark?: string;
  fwmask?: string;
  iif?: string;
  oif?: string;
  ipproto?: string;
  sport?: number;
  sport_start?: number;
  dport?: number;
  dport_start?: number;
  dport_end?: number;
  uid_start?: number;
  uid_end?: number;
  tos?: string;
  l3mdev?: null;
  tun_id?: number;
  table?: string;
  suppress_prefixlen?: number;
  suppress_ifgroup?: string;
  goto?: number;
  action?: string;
  nop?: null;
}

export function rulesByIp(namespace: Namespace): Promise<SnapshotRule[]> {
  return ofBoth(
    (family) => ipJson<IpRule>(namespace, `-${family} -j -N rule`),
    (rule, family) => ({
      family,
      priority: rule.priority,
      ...('not' in rule && { not: true }),
      ...(rule.src !== 'all' && { from: cidr(`${rule.src}${rule.srclen ? `/${rule.srclen}` : ''}`, family) }),
      ...(rule.dst && { to: cidr(`${rule.dst}${rule.dstlen ? `/${rule.dstlen}` : ''}`, family) }),
      ...markOf(rule),
      ...(rule.iif && { iif: rule.iif }),
      ...(rule.oif && { oif: rule.oif }),
      ...(rule.ipproto && { ipproto: Number(rule.ipproto.replace('ipproto-', '')) }),
      ...rangeOf('dport', rule.dport ?? rule.dport_start, rule.dport ?? rule.dport_end),
      ...rangeOf('uidrange', rule.uid_start, rule.uid_end),
      ...(rule.suppress_prefixlen !== undefined && { suppressPrefixLength: rule.suppress_prefixlen }),
      ...actionOf(rule),
      ...otherSelectorsOf(rule),
    }),
  );
}

/** ip leaves out what the kernel says of a mark of 0 and of a full mask. */
function markOf({ fwmark, fwmask }: IpRule): Partial<SnapshotRule> {
  if (fwmark === undefined) return {};
  return { ...(Number(fwmark) !== 0 && { fwmark: Number(fwmark) }), fwmask: Number(fwmask ?? 0xffffffff) };
}

function rangeOf(name: string, from?: number, to?: number): Partial<SnapshotRule> {
  return from === undefined ? {} : { [name]: [from, to] };
}

const ruleActions: Record<string, string> = { 6: 'blackhole', 7: 'unreachable', 8: 'prohibit' };

function actionOf(rule: IpRule): Pick<SnapshotRule, 'action' | 'goto' | 'table'> {
  if (rule.goto !== undefined) return { action: 'goto', goto: rule.goto };
  if ('nop' in rule) return { action: 'nop' };
  if (rule.action) return { action: ruleActions[rule.action] };
  return { action: 'table', table: Number(rule.table ?? 0) };
}

function otherSelectorsOf(rule: IpRule): Partial<SnapshotRule> {
  const present = {
    tos: rule.tos,
    l3mdev: rule.l3mdev,
    tun_id: rule.tun_id,
    sport: rule.sport ?? rule.sport_start,
    suppress_ifgroup: rule.suppress_ifgroup,
  };
  const names = Object.entries(present).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  return names.length > 0 ? { otherSelectors: names } : {};
}

interface IpInterface {
  ifindex: number;
  ifname: string;
  ifalias?: string;
  link_type: string;
  flags: string[];
  parentbus?: string;
  linkinfo?: { info_kind?: string };
  addr_info: { local: string; address?: string; prefixlen: number; family: string }[];
}

/** IANA's ifType for ip's names of hardware types; `none` is a tunnel here, where no modem is. */
const types: Record<string, number> = { ether: 6, loopback: 24, none: 131, ppp: 23 };

export async function interfacesByIp(namespace: Namespace): Promise<SnapshotInterface[]> {
  const links = await ipJson<IpInterface>(namespace, '-j -d addr');
  return links.map((link) => {
    const up = link.flags.includes('UP');
    return {
      index: link.ifindex,
      name: link.ifname,
      description: link.ifalias ?? null,
      type: types[link.link_type],
      deviceId: link.linkinfo?.info_kind ?? null,
      hardware: link.parentbus !== undefined,
      up,
      connected4: up,
      connected6: up,
      metric4: 0,
      metric6: 0,
      addresses: link.addr_info.map(({ local, address, prefixlen, family }) =>
        address ? cidr(local, family === 'inet' ? 4 : 6) : `${local}/${prefixlen}`,
      ),
    };
  });
}
