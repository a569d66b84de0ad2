import type { SnapshotRule } from '../../../src/contract/snapshot.ts';
import type { Namespace } from '../../bed/netns.ts';
import { cidr, ipJson, ofBoth } from './ip-command.ts';

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

/** What ip says of the rules, in the words of a snapshot. */
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
