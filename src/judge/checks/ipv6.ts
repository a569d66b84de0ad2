import type { Check } from '../../contract/verdict.ts';
import { contains, parseInterfaceAddress, parsePrefix } from '../../net/prefix.ts';
import { tellsRules } from '../../routes/rules.ts';
import { answering } from '../answer.ts';
import type { Case } from '../case.ts';
import { connectedVpns, nameOf, pathOf } from '../paths.ts';
import { references } from '../references.ts';
import { cidrsOf, listed } from '../wording.ts';

const answer = answering('Ipv6', references.securingTeams);

/** RFC 4291, section 2.5.4: the global unicast addresses that are handed out. */
const globalUnicast = parsePrefix('2000::/3');

/** Whether media leaks by IPv6, which exclusions of IPv4 prefixes leave alone, and what cures it. */
export function ipv6(judged: Case): Check {
  const { snapshot, interfaces } = judged;
  const segments = judged.segments.filter(({ family }) => family === 6);
  if (segments.length === 0) return answer('NotApplicable', 'The endpoint list has no IPv6 prefix of media.');
  const leaking = segments.filter(({ path }) => path === 'Vpn');
  if (leaking.length > 0) {
    const cidrs = listed(cidrsOf(leaking));
    const names = listed(leaking.map(({ hop }) => nameOf(interfaces, hop!.interfaceIndex)));
    return localSideHasIpv6(judged)
      ? answer(
          'Fail',
          `IPv6 media leaves through the VPN: ${cidrs} by ${names}.`,
          `Exclude ${cidrs} from the tunnel too.`,
        )
      : answer(
          'Fail',
          `IPv6 media leaves through the VPN: ${cidrs} by ${names}. The local side has no IPv6, so an exclusion route would lead nowhere.`,
          `Block ${cidrs} on ${names} (New-TeamsVpnBlockRule), or have the VPN offer no IPv6 to it: Teams then uses IPv4.`,
        );
  }
  if (segments.some(({ path }) => path === 'UnknownTunnel') || !tellsRules(snapshot, 6)) {
    return answer('Unknown', 'It is not known by which interface IPv6 media leaves.', 'See OptimizeRoutes.');
  }
  if (segments.every(({ path }) => path === 'None')) {
    return answer('NotApplicable', 'No IPv6 route leads to media, which then uses IPv4.');
  }
  if (connectedVpns(interfaces).length === 0) return answer('NotApplicable', 'No VPN is connected.');
  return answer('Pass', 'IPv6 media leaves by the local interface.');
}

/** By a route of a local interface to media, even one that loses, or by a global address. */
function localSideHasIpv6({ snapshot, interfaces, routes }: Case): boolean {
  const isLocal = (index: number) => pathOf(interfaces, index) === 'Local';
  const hasRoute = routes.some(
    ({ prefix, hops }) => prefix.family === 6 && hops.some(({ interfaceIndex }) => isLocal(interfaceIndex)),
  );
  const hasAddress = snapshot.interfaces
    .filter(({ index }) => isLocal(index) && interfaces.byIndex.get(index)?.connected6)
    .some(({ addresses }) => addresses?.some((text) => contains(globalUnicast, parseInterfaceAddress(text).address)));
  return hasRoute || hasAddress;
}
