import type { ObservedTrace } from '../../contract/trace.ts';
import type { Snapshot } from '../../contract/snapshot.ts';
import type { Path } from '../../contract/verdict.ts';
import { parseAddress } from '../../net/address.ts';
import { decide } from '../../routes/decide.ts';
import type { Hop } from '../../routes/route.ts';
import { ownerOf } from '../interface-addresses.ts';
import type { Classification } from '../interfaces.ts';
import { readOsAnswers } from '../os-answers.ts';
import { pathOf } from '../paths.ts';
import { toSegments } from '../segments.ts';
import { hostPrefix } from './places.ts';

/** By which interface this machine sends to an address, by its routes, its own answer and the source address it chose. */
export interface Departure {
  readonly path: Path;
  /** The hop of the route; null where there is none. */
  readonly hop: Hop | null;
  /** Whether route, answer and source name the same interface. */
  readonly agreed: boolean;
}

export function departureTo(
  address: string,
  { source }: Pick<ObservedTrace, 'source'>,
  snapshot: Snapshot,
  interfaces: Classification,
): Departure {
  const { pieces } = decide(snapshot, [hostPrefix(parseAddress(address))]);
  const [segment] = toSegments(pieces, interfaces, readOsAnswers(snapshot.osAnswers ?? []));
  const witnesses = [
    ...segment.answers.map(({ interfaceIndex }) => interfaceIndex ?? null),
    source === null ? null : ownerOf(source, snapshot),
  ].filter((index) => index !== null);
  const isVpn = witnesses.some((index) => pathOf(interfaces, index) === 'Vpn');
  const agreed =
    segment.osAgrees !== false && witnesses.every((index) => segment.best.some((hop) => hop.interfaceIndex === index));
  return { path: isVpn ? 'Vpn' : segment.path, hop: segment.hop, agreed };
}
