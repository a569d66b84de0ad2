import type { OsAnswer } from '../contract/snapshot.ts';
import type { Path, Segment, Tie } from '../contract/verdict.ts';
import { formatAddress } from '../net/address.ts';
import { formatPrefix, type Prefix } from '../net/prefix.ts';
import { toPrefixes, type Range } from '../net/range.ts';
import type { DecidedPiece } from '../routes/decide.ts';
import type { Hop } from '../routes/route.ts';
import type { Missing } from '../routes/select.ts';
import type { Classification } from './interfaces.ts';
import { nameOf, pathOf } from './paths.ts';
import { agreement, type OsAnswers } from './os-answers.ts';

/** A segment with what the checks ask of it beyond its contract form. */
export interface JudgedSegment extends Range {
  readonly wanted: Prefix;
  readonly path: Path;
  /** The hop that the segment is shown with; null for no route. */
  readonly hop: Hop | null;
  /** All hops that win. */
  readonly best: readonly Hop[];
  readonly missing: Missing | null;
  readonly answers: readonly OsAnswer[];
  readonly osAgrees: boolean | null;
}

/** Gives each piece its path and joins neighbours that leave by the same route. */
export function toSegments(
  pieces: readonly DecidedPiece[],
  interfaces: Classification,
  osAnswers: OsAnswers,
): JudgedSegment[] {
  const segments: Unanswered[] = [];
  for (const piece of pieces) {
    const segment = toSegment(piece, interfaces);
    const before = segments.at(-1);
    if (before && isContinued(before, segment)) segments[segments.length - 1] = { ...before, last: segment.last };
    else segments.push(segment);
  }
  return segments.map((segment) => {
    const answers = osAnswers.within(segment);
    return { ...segment, answers, osAgrees: agreement(segment, answers) };
  });
}

type Unanswered = Omit<JudgedSegment, 'answers' | 'osAgrees'>;

function toSegment({ family, first, last, wanted, decision }: DecidedPiece, interfaces: Classification): Unanswered {
  const { best, missing } = decision;
  const path = pathOfBest(best, missing, interfaces);
  const shown = best.filter((hop) => pathOf(interfaces, hop.interfaceIndex) === path);
  const hop = lowestIndex(shown.length ? shown : best);
  return { family, first, last, wanted, path, hop, best, missing };
}

/**
 * Several equally good ways are a VPN's if any is; where the way is not known, only their agreement proves it. What a profile
 * leaves open can only take more into the tunnel.
 */
function pathOfBest(best: readonly Hop[], missing: Missing | null, interfaces: Classification): Path {
  if (missing === 'rule') return 'UnknownTunnel';
  const paths = new Set(best.map((hop) => pathOf(interfaces, hop.interfaceIndex)));
  if (missing === 'profile') return paths.size === 1 && paths.has('Vpn') ? 'Vpn' : 'UnknownTunnel';
  if (missing === 'encapsulation') return paths.has('Vpn') ? 'Vpn' : 'UnknownTunnel';
  if (paths.size === 0) return 'None';
  if (paths.size === 1) return [...paths][0];
  return missing === null && paths.has('Vpn') ? 'Vpn' : 'UnknownTunnel';
}

function lowestIndex(hops: readonly Hop[]): Hop | null {
  return hops.reduce<Hop | null>(
    (lowest, hop) => (lowest && lowest.interfaceIndex <= hop.interfaceIndex ? lowest : hop),
    null,
  );
}

function isContinued(before: Unanswered, next: Unanswered): boolean {
  return (
    before.wanted === next.wanted &&
    before.path === next.path &&
    before.missing === next.missing &&
    before.hop?.destination === next.hop?.destination &&
    before.hop?.nextHop === next.hop?.nextHop &&
    before.hop?.interfaceIndex === next.hop?.interfaceIndex
  );
}

export const missingFacts: Readonly<Record<Missing, string>> = {
  encapsulation: 'a route wraps its packets in others, which go where it is not known to lead',
  metric: 'routes to the same destination compete and the metric of one is not known',
  profile: 'the VPN profile leaves it open',
  rule: 'a policy rule or a route selects by something that is not known of Teams media',
};

/** The segment in the form of the verdict. */
export function describeSegment(segment: JudgedSegment, interfaces: Classification): Segment {
  const { family, first, last, wanted, path, hop, best, missing, osAgrees } = segment;
  return {
    prefix: formatPrefix(wanted),
    first: formatAddress(family, first),
    last: formatAddress(family, last),
    cidrs: toPrefixes(segment).map(formatPrefix),
    family,
    route: hop?.destination ?? null,
    nextHop: hop?.nextHop ?? null,
    interfaceIndex: hop?.interfaceIndex ?? null,
    interfaceName: hop ? nameOf(interfaces, hop.interfaceIndex) : null,
    metric: hop?.metric ?? null,
    path,
    ties: best.length > 1 ? best.map((rival) => describeTie(rival, interfaces)) : [],
    undecided: missing && path === 'UnknownTunnel' ? missingFacts[missing] : null,
    osAgrees,
  };
}

function describeTie(hop: Hop, interfaces: Classification): Tie {
  const { destination, nextHop, interfaceIndex, metric } = hop;
  return {
    route: destination,
    nextHop,
    interfaceIndex,
    interfaceName: nameOf(interfaces, interfaceIndex),
    metric,
    path: pathOf(interfaces, interfaceIndex),
  };
}
