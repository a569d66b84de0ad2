import type { Check } from '../../contract/verdict.ts';
import { rangeOf, intersect, type Range } from '../../net/range.ts';
import type { Case } from '../case.ts';
import { connectedVpns } from '../paths.ts';
import { references } from '../references.ts';
import { cidrsOf, listed } from '../wording.ts';

/**
 * What a socket that is bound to the VPN's address would still reach: ICE gathers a candidate on every address, and a
 * bound socket sends by its own interface whatever the best route is.
 */
export function boundPath(judged: Case): Check {
  const check = (status: Check['status'], message: string, recommendation: string | null): Check => ({
    id: 'BoundPath',
    status,
    message,
    recommendation,
    reference: references.ice,
  });
  const vpns = connectedVpns(judged.interfaces);
  if (vpns.length === 0) return check('NotApplicable', 'No VPN is connected.', null);
  const reachable = vpns
    .map((vpn) => ({ name: vpn.name, cidrs: cidrsOf(reachableBy(vpn.index, judged)) }))
    .filter(({ cidrs }) => cidrs.length > 0);
  if (reachable.length === 0) return check('Pass', 'No route of a VPN reaches the Optimize prefixes.', null);
  return check(
    'Warning',
    `A socket bound to the VPN's address still reaches ${reachable.map(({ name, cidrs }) => `${listed(cidrs)} by ${name}`).join('; ')}.`,
    'Where media takes the VPN in spite of right routes, block it there: New-TeamsVpnBlockRule.',
  );
}

function reachableBy(index: number, { routes, wanted }: Case): Range[] {
  const own = routes.filter((route) => route.hops.some((hop) => hop.interfaceIndex === index));
  return intersect(
    own.map(({ prefix }) => rangeOf(prefix)),
    wanted.map(rangeOf),
  );
}
