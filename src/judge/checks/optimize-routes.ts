import type { Check, Family } from '../../contract/verdict.ts';
import { formatPrefix } from '../../net/prefix.ts';
import type { Answer } from '../answer.ts';
import type { Case } from '../case.ts';
import { insideWsl, onUnknownPlatform, withoutFamily, withoutIPv4, withoutPrefixes, withoutRules } from '../gaps.ts';
import { findLeaks } from '../leaks.ts';
import { leftOpen } from '../open-profile.ts';
import { connectedVpns, nameOf } from '../paths.ts';
import { references } from '../references.ts';
import { missingFacts, type JudgedSegment } from '../segments.ts';
import { cidrsOf, listed } from '../wording.ts';

/** The proof: whether every address of every Optimize prefix leaves by the local interface. The first that is found is the answer. */
export function optimizeRoutes(judged: Case): Check {
  const answer = findings.map((find) => find(judged)).find((found) => found !== null) ?? passed(judged);
  return { id: 'OptimizeRoutes', ...answer, reference: references.securingTeams };
}

const findings: readonly ((judged: Case) => Answer | null)[] = [
  insideWsl,
  onUnknownPlatform,
  withoutPrefixes,
  leaking,
  leftOpen,
  leavingByUnknown,
  withoutRules,
  withoutFamily,
  withoutIPv4,
  partlyRouted,
  withoutVpn,
];

function leaking({ segments, interfaces }: Case): Answer | null {
  const leaks = findLeaks(segments, interfaces);
  if (leaks.length === 0) return null;
  const named = leaks.map(
    ({ cidrs, interfaceName, routes }) => `${listed(cidrs)} by ${interfaceName} (route ${listed(routes)})`,
  );
  return {
    status: 'Fail',
    message: `Teams media leaves through the VPN: ${named.join('; ')}.`,
    recommendation:
      'Exclude these prefixes from the tunnel in the VPN client, or see what Repair-TeamsSplitTunnel -WhatIf proposes.',
  };
}

function leavingByUnknown({ segments, interfaces }: Case): Answer | null {
  const unknown = segments.filter(({ path }) => path === 'UnknownTunnel');
  if (unknown.length === 0) return null;
  const undecided = unknown.filter(({ missing }) => missing !== null);
  if (undecided.length > 0) {
    return {
      status: 'Unknown',
      message: `The route of ${listed(cidrsOf(undecided))} cannot be decided: ${reasonsOf(undecided, ({ missing }) => missingFacts[missing!])}.`,
      recommendation: 'Collect the snapshot on the machine itself, with the interface metrics.',
    };
  }
  const names = [...new Set(unknown.map(({ hop }) => nameOf(interfaces, hop!.interfaceIndex)))];
  return {
    status: 'Unknown',
    message: `${listed(cidrsOf(unknown))} leaves by ${listed(names)}, of which it is not known whether it is a VPN: ${reasonsOf(unknown, judgedReason(interfaces))}.`,
    recommendation: 'Say what it is: -LocalInterface or -VpnInterface (--local-interface, --vpn-interface).',
  };
}

function judgedReason(interfaces: Case['interfaces']): (segment: JudgedSegment) => string {
  return ({ hop }) => interfaces.byIndex.get(hop!.interfaceIndex)?.reason ?? 'the snapshot does not hold it';
}

function reasonsOf(segments: readonly JudgedSegment[], reason: (segment: JudgedSegment) => string): string {
  return [...new Set(segments.map(reason))].join('; ');
}

function partlyRouted({ segments }: Case): Answer | null {
  const holes = segments.filter(
    (segment) =>
      segment.path === 'None' && familiesWith(segments, ({ path }) => path !== 'None').includes(segment.family),
  );
  if (holes.length === 0) return null;
  return {
    status: 'Warning',
    message: `No route leads to ${listed(cidrsOf(holes))}: media to these addresses fails.`,
    recommendation: 'Add the missing routes over the local interface.',
  };
}

function withoutVpn({ interfaces }: Case): Answer | null {
  if (connectedVpns(interfaces).length > 0) return null;
  return {
    status: 'NotApplicable',
    message: 'No VPN is connected: Teams media is local, but split tunnelling was not tested.',
    recommendation: 'Connect the VPN and test again; name its interface with -VpnInterface if it was not recognised.',
  };
}

function passed({ wanted, segments }: Case): Answer {
  const routed = familiesWith(segments, ({ path }) => path === 'Local');
  const prefixes = wanted.filter(({ family }) => routed.includes(family)).map(formatPrefix);
  const names = ([4, 6] as const)
    .filter((family) => wanted.some((prefix) => prefix.family === family) && !routed.includes(family))
    .map((family) => ` IPv${family} has no route at all and was not counted.`);
  return {
    status: 'Pass',
    message: `All addresses of ${listed(prefixes)} leave by the local interface.${names.join('')}`,
    recommendation: null,
  };
}

function familiesWith(segments: readonly JudgedSegment[], test: (segment: JudgedSegment) => boolean): Family[] {
  return ([4, 6] as const).filter((family) => segments.some((segment) => segment.family === family && test(segment)));
}
