import type { Leak } from '../contract/verdict.ts';
import type { Classification } from './interfaces.ts';
import { nameOf } from './paths.ts';
import type { JudgedSegment } from './segments.ts';
import { cidrsOf } from './wording.ts';

/** What leaves by a VPN: neighbouring segments of one interface are one leak, as the fewest CIDRs. */
export function findLeaks(segments: readonly JudgedSegment[], interfaces: Classification): Leak[] {
  const groups: JudgedSegment[][] = [];
  for (const segment of segments) {
    if (segment.path !== 'Vpn') continue;
    const group = groups.at(-1);
    if (group && isNeighbour(group.at(-1)!, segment)) group.push(segment);
    else groups.push([segment]);
  }
  return groups.map((group) => ({
    cidrs: cidrsOf(group),
    family: group[0].family,
    interfaceName: nameOf(interfaces, group[0].hop!.interfaceIndex),
    routes: [...new Set(group.map(({ hop }) => hop!.destination))],
  }));
}

function isNeighbour(before: JudgedSegment, next: JudgedSegment): boolean {
  return (
    before.family === next.family &&
    before.last + 1n === next.first &&
    before.hop!.interfaceIndex === next.hop!.interfaceIndex
  );
}
