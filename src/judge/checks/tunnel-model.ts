import type { EndpointList } from '../../contract/endpoints.ts';
import type { Check, Path } from '../../contract/verdict.ts';
import { onceAList, prefixesOf } from '../../endpoints/select.ts';
import { parsePrefix, type Prefix } from '../../net/prefix.ts';
import { merge, rangeOf, subtract, toPrefixes, type Range } from '../../net/range.ts';
import { decide } from '../../routes/decide.ts';
import { readDestinations } from '../../routes/destinations.ts';
import type { Case } from '../case.ts';
import { connectedVpns } from '../paths.ts';
import { references } from '../references.ts';
import { toSegments } from '../segments.ts';
import { readOsAnswers } from '../os-answers.ts';
import { cidrsOf, listed } from '../wording.ts';

/** Which of Microsoft's five models of VPN is in force, by what happens to the public IPv4 addresses. For information. */
export function tunnelModel(judged: Case): Check {
  const answer = connectedVpns(judged.interfaces).length === 0 ? withoutVpn : modelOf(judged);
  return { id: 'TunnelModel', ...answer, recommendation: null, reference: references.models };
}

type Answer = Pick<Check, 'status' | 'message'>;

const withoutVpn: Answer = { status: 'NotApplicable', message: 'No VPN: none is connected.' };

function modelOf(judged: Case): Answer {
  const bulk = rangesByPath(withShortRoutes(judged), publicSpace);
  const total = sizeOf(publicSpace.map(rangeOf));
  if (sizeOf(bulk.Local) * 2n > total)
    return named('Selective tunnel', 'the default route is local, and only chosen destinations go through the VPN');
  if (sizeOf(bulk.Vpn) * 2n <= total)
    return {
      status: 'Unknown',
      message: 'The model cannot be told: most public addresses leave neither by the VPN nor by the local interface.',
    };
  const services = microsoft365(judged.list);
  const direct = rangesByPath(judged, services).Local;
  const exceptions = merge([...bulk.Local, ...direct]);
  if (exceptions.length === 0) return named('Forced tunnel', 'everything goes through the VPN');
  const beyond = subtract(
    exceptions,
    prefixesOf(judged.list.rows.filter(({ category }) => category === 'Optimize')).map(rangeOf),
  );
  return beyond.length === 0
    ? named('Forced tunnel with few exceptions', `everything goes through the VPN but ${listed(cidrsOf(exceptions))}`)
    : named(
        'Forced tunnel with broad exceptions',
        `beside Optimize prefixes, ${listed(cidrsOf(beyond))} stays out of the VPN`,
      );
}

function named(model: string, because: string): Answer {
  return { status: 'Pass', message: `${model}: ${because}.` };
}

/** IPv4 unicast without private, shared, loopback and link-local addresses (RFC 1122, 1918, 3927, 6598, 1112). */
const publicSpace: readonly Prefix[] = subtract(
  [rangeOf(parsePrefix('0.0.0.0/0'))],
  [
    '0.0.0.0/8',
    '10.0.0.0/8',
    '100.64.0.0/10',
    '127.0.0.0/8',
    '169.254.0.0/16',
    '172.16.0.0/12',
    '192.168.0.0/16',
    '224.0.0.0/3',
  ]
    .map(parsePrefix)
    .map(rangeOf),
).flatMap(toPrefixes);

const longestOfModels = 16;

/** Routes to smaller networks make no model, and there may be very many of them. */
function withShortRoutes(judged: Case): Case {
  const { lengths } = judged.destinations;
  const routes = judged.snapshot.routes.filter((_, i) => lengths[i] <= longestOfModels);
  return { ...judged, snapshot: { ...judged.snapshot, routes }, destinations: readDestinations(routes) };
}

const microsoft365 = onceAList(({ rows }: EndpointList): Prefix[] => {
  const ranges = prefixesOf(rows)
    .filter(({ family }) => family === 4)
    .map(rangeOf);
  return merge(ranges).flatMap(toPrefixes);
});

function rangesByPath({ snapshot, destinations, interfaces }: Case, wanted: readonly Prefix[]): Record<Path, Range[]> {
  const found: Record<Path, Range[]> = { Local: [], Vpn: [], UnknownTunnel: [], None: [] };
  for (const segment of toSegments(decide(snapshot, wanted, destinations).pieces, interfaces, readOsAnswers([]))) {
    found[segment.path].push(segment);
  }
  return found;
}

function sizeOf(ranges: readonly Range[]): bigint {
  return ranges.reduce((sum, { first, last }) => sum + last - first + 1n, 0n);
}
