import type { Check } from '../../contract/verdict.ts';
import { rangeOf, intersect, subtract, type Range } from '../../net/range.ts';
import type { Case } from '../case.ts';
import { blockingRules, mediaOf, surelyBlocked } from '../firewall/effect.ts';
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
    .map(({ index, name }) => ({ index, name, ranges: reachableBy(index, judged) }))
    .filter(({ ranges }) => ranges.length > 0);
  if (reachable.length === 0) return check('Pass', 'No route of a VPN reaches the Optimize prefixes.', null);
  const open = reachable
    .map(({ index, name, ranges }) => ({ name, ranges: subtract(ranges, blockedOn(index, judged)) }))
    .filter(({ ranges }) => ranges.length > 0);
  if (open.length === 0)
    return check(
      'Pass',
      `A firewall rule in force stops media on ${named(reachable)}, which would else reach it.`,
      null,
    );
  return check(
    'Warning',
    `A socket bound to the VPN's address still reaches ${open.map(({ name, ranges }) => `${listed(cidrsOf(ranges))} by ${name}`).join('; ')}.`,
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

function blockedOn(index: number, judged: Case): Range[] {
  const { snapshot } = judged;
  const row = snapshot.interfaces.find((each) => each.index === index)!;
  return surelyBlocked(blockingRules(snapshot), row, mediaOf(judged), snapshot);
}

function named(interfaces: readonly { readonly name: string }[]): string {
  return listed(interfaces.map(({ name }) => name));
}
