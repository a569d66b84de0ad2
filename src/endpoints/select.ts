import type { EndpointList, EndpointRow } from '../contract/endpoints.ts';
import { contains, parsePrefix, type Prefix } from '../net/prefix.ts';
import { byAddress } from '../net/range.ts';
import { parsePorts, type PortRange } from './ports.ts';

type Rows = Pick<EndpointList, 'rows'>;

/**
 * The prefixes of Teams media, ordered, none inside another: rows of service area Skype and category Optimize. Row ids
 * differ per cloud, and the service area kept its name when Skype for Business became Teams.
 */
export function optimizePrefixes(list: Rows): Prefix[] {
  return optimizeOf(list);
}

const optimizeOf = onceAList((list: Rows) => prefixesOf(teamsRows(list, 'Optimize')));

/** The prefixes of Teams signalling (category Allow). Worldwide they hold the media prefixes too. */
export function signalingPrefixes(list: Rows): Prefix[] {
  return signalingOf(list);
}

const signalingOf = onceAList((list: Rows) => prefixesOf(teamsRows(list, 'Allow')));

/** Asked once a list, however many snapshots are judged against it. */
export function onceAList<L extends object, T>(ask: (list: L) => T): (list: L) => T {
  const answers = new WeakMap<L, T>();
  return (list) => {
    if (!answers.has(list)) answers.set(list, ask(list));
    return answers.get(list)!;
  };
}

export interface MediaPorts {
  readonly protocol: 'udp' | 'tcp';
  readonly ranges: readonly PortRange[];
}

/** The ports of Teams media: UDP, or TCP where the rows name no UDP port, as in China's list of 2021. */
export function mediaPorts(list: Rows): MediaPorts {
  const rows = teamsRows(list, 'Optimize');
  const udp = portsOf(rows.map((row) => row.udpPorts));
  return udp.length > 0
    ? { protocol: 'udp', ranges: udp }
    : { protocol: 'tcp', ranges: portsOf(rows.map((row) => row.tcpPorts)) };
}

/** Ports of one protocol at some prefixes. */
export interface Flow extends MediaPorts {
  readonly prefixes: readonly Prefix[];
}

/** What else Teams needs to reach besides media: signalling shares addresses with it, and in some clouds the row too. */
export function signalingFlows(list: Rows): Flow[] {
  const media = mediaPorts(list).protocol;
  return (['Optimize', 'Allow'] as const).flatMap((category) =>
    teamsRows(list, category).flatMap((row) => {
      const flow = (protocol: 'tcp' | 'udp', ports?: string): Flow[] =>
        ports && !(category === 'Optimize' && protocol === media)
          ? [{ protocol, ranges: parsePorts(ports), prefixes: prefixesOf([row]) }]
          : [];
      return [...flow('tcp', row.tcpPorts), ...flow('udp', row.udpPorts)];
    }),
  );
}

/** The ports of Teams signalling (category Allow), of which media shares the addresses. */
export function signalingPorts(list: Rows, protocol: MediaPorts['protocol']): PortRange[] {
  return portsOf(teamsRows(list, 'Allow').map((row) => (protocol === 'udp' ? row.udpPorts : row.tcpPorts)));
}

function teamsRows(list: Rows, category: EndpointRow['category']): EndpointRow[] {
  return list.rows.filter((row) => row.serviceArea === 'Skype' && row.category === category);
}

/** The rows' prefixes, ordered, none inside another. */
export function prefixesOf(rows: readonly EndpointRow[]): Prefix[] {
  const widest: Prefix[] = [];
  const all = rows.flatMap((row) => row.ips ?? []).map(parsePrefix);
  for (const prefix of all.sort((a, b) => byAddress(a, b) || a.length - b.length)) {
    const before = widest.at(-1);
    if (!before || !contains(before, { family: prefix.family, value: prefix.first })) widest.push(prefix);
  }
  return widest;
}

function portsOf(texts: readonly (string | undefined)[]): PortRange[] {
  return parsePorts(texts.filter((text) => text !== undefined).join(','));
}
