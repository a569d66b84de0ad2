import type { SnapshotRule } from '../contract/snapshot.ts';
import { formatAddress, type Address } from '../net/address.ts';
import { intersect, type Range } from '../net/range.ts';
import { decide } from '../routes/decide.ts';
import { media, type Packet } from '../routes/rules.ts';
import type { Case } from './case.ts';
import { interfaceAddresses } from './interface-addresses.ts';
import { readOsAnswers } from './os-answers.ts';
import { nameOf } from './paths.ts';
import { toSegments, type JudgedSegment } from './segments.ts';
import { cidrsOf, listed } from './wording.ts';

/**
 * Local media that the policy rules of Linux send elsewhere once the socket is bound to the very address that it leaves by, as
 * sockets of WebRTC are, and connected ones whose source the kernel has filled in.
 */
export function divertedBySource(judged: Case): { readonly path: 'Vpn' | 'UnknownTunnel'; readonly what: string }[] {
  const rules = rulesOf(judged).filter(({ from }) => from != null && from !== 'all' && !from.endsWith('/0'));
  if (rules.length === 0) return [];
  return sourcesOf(judged).flatMap((source) =>
    (['Vpn', 'UnknownTunnel'] as const).flatMap((path) =>
      diverted(
        judged,
        { ...media, source },
        (segment) => segment.family === source.family && segment.path === path,
      ).map((where) => ({ path, what: `from ${formatAddress(source.family, source.value)} ${where}` })),
    ),
  );
}

/** Local media that the rules would send elsewhere if the firewall gave its packets a mark that they ask for. */
export function divertedByMark(judged: Case): string[] {
  const marks = rulesOf(judged).flatMap(({ not, fwmark, fwmask }) =>
    not !== true && fwmark && (fwmark & (fwmask ?? 0xffffffff)) !== 0 ? [fwmark] : [],
  );
  return [...new Set(marks)].flatMap((mark) =>
    diverted(judged, { ...media, mark }, ({ path }) => path !== 'Local').map(
      (where) => `a firewall that marks packets 0x${mark.toString(16)}, which then go ${where}`,
    ),
  );
}

function rulesOf({ snapshot: { platform, rules } }: Case): readonly SnapshotRule[] {
  return platform === 'linux' ? (rules ?? []) : [];
}

/** The addresses of the interfaces that local media leaves by. */
function sourcesOf({ snapshot, segments }: Case): Address[] {
  const used = new Set(segments.filter(isLocal).map(({ hop }) => hop!.interfaceIndex));
  return interfaceAddresses(snapshot).flatMap(({ interfaceIndex, address }) =>
    used.has(interfaceIndex) ? [address] : [],
  );
}

const isLocal = ({ path }: JudgedSegment) => path === 'Local';

/** Where other packets to the addresses of local media go, if that is of interest; `by tun0 (52.112.0.0/14)`. */
function diverted(judged: Case, packet: Packet, isOfInterest: (segment: JudgedSegment) => boolean): string[] {
  const { snapshot, wanted, destinations, interfaces, segments } = judged;
  const { pieces } = decide(snapshot, wanted, destinations, packet);
  const others = toSegments(pieces, interfaces, readOsAnswers([])).filter(isOfInterest);
  const local = segments.filter(isLocal);
  const found = new Map<string, Range[]>();
  for (const other of others) {
    const way = other.hop ? `by ${nameOf(interfaces, other.hop.interfaceIndex)}` : 'nowhere, or to this machine itself';
    found.set(way, [...(found.get(way) ?? []), ...intersect([other], local)]);
  }
  return [...found].flatMap(([way, ranges]) => (ranges.length > 0 ? [`${way} (${listed(cidrsOf(ranges))})`] : []));
}
