import type { Snapshot, SnapshotInterface } from '../../contract/snapshot.ts';
import type { PortRange } from '../../endpoints/ports.ts';
import { mediaPorts, signalingFlows, type Flow } from '../../endpoints/select.ts';
import { rangeOf, intersect, merge, type Range } from '../../net/range.ts';
import type { Case } from '../case.ts';
import { forceOf } from './force.ts';
import { parseFirewallRule } from './gpfas.ts';
import { readNftables } from './nftables.ts';
import { isOn, type BlockingRule } from './rule.ts';

/** Outbound packets: one protocol, some remote ports and addresses. */
export interface Traffic {
  /** The IP protocol's number. */
  readonly protocol: number;
  readonly ports: readonly PortRange[];
  readonly ranges: readonly Range[];
}

export function mediaOf({ list, wanted }: Case): Traffic {
  return trafficOf({ ...mediaPorts(list), prefixes: wanted });
}

export function signalingOf({ list }: Case): Traffic[] {
  return signalingFlows(list).map(trafficOf);
}

function trafficOf({ protocol, ranges, prefixes }: Flow): Traffic {
  return { protocol: protocol === 'udp' ? 17 : 6, ports: ranges, ranges: prefixes.map(rangeOf) };
}

/** The outbound rules that block, of every store of a snapshot; a text that is no rule is none to Windows either. */
export function blockingRules({ firewall }: Snapshot): BlockingRule[] {
  const windows = (firewall?.rules ?? []).flatMap(({ store, name, text }) => {
    const rule = parseFirewallRule(text);
    return rule ? [{ ...rule, store, name, text }] : [];
  });
  return [...windows, ...readNftables(firewall?.nftables ?? [])].filter(
    ({ action, direction }) => action?.toLowerCase() === 'block' && direction?.toLowerCase() === 'out',
  );
}

/** The addresses at which the rules surely stop all of the traffic on an interface. */
export function surelyBlocked(
  rules: readonly BlockingRule[],
  row: SnapshotInterface,
  traffic: Traffic,
  snapshot: Snapshot,
): Range[] {
  const sure = rules.filter(
    (rule) => isOn(rule, row) && isUnconditional(rule) && forceOf(rule, snapshot).holds === 'yes',
  );
  return merge(sure.filter((rule) => isWholly(rule, traffic)).flatMap((rule) => addressesIn(rule, traffic)));
}

/** The addresses at which a rule may stop some of the traffic, where it is about Teams at all. */
export function touched(rule: BlockingRule, traffic: Traffic): Range[] {
  const concernsTeams = rule.program === null || teamsProgram.test(rule.program);
  return concernsTeams && isPartly(rule, traffic) ? addressesIn(rule, traffic) : [];
}

/** The programs in which Teams media runs: the client, its web view, and the browsers of its web client. */
const teamsProgram = /(^|[\\/])(ms-teams|teams|msedgewebview2|msedge|chrome)\.exe$/i;

export function isUnconditional({ program, conditions }: BlockingRule): boolean {
  return program === null && conditions.length === 0;
}

function isWholly({ protocol, remotePorts }: BlockingRule, traffic: Traffic): boolean {
  const covers = (ports: PortRange) =>
    remotePorts?.some(({ first, last }) => first <= ports.first && ports.last <= last) ?? true;
  // A list that names no port leaves open which ports are media's.
  const known = traffic.ports.length > 0;
  return known && (protocol ?? traffic.protocol) === traffic.protocol && traffic.ports.every(covers);
}

function isPartly({ protocol, remotePorts }: BlockingRule, traffic: Traffic): boolean {
  const meets = (ports: PortRange) =>
    remotePorts?.some(({ first, last }) => first <= ports.last && ports.first <= last) ?? true;
  return (protocol ?? traffic.protocol) === traffic.protocol && traffic.ports.some(meets);
}

function addressesIn({ remoteAddresses }: BlockingRule, { ranges }: Traffic): Range[] {
  return remoteAddresses === null ? merge(ranges) : intersect(remoteAddresses, ranges);
}
