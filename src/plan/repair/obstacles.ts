import type { Obstacle } from '../../contract/repair.ts';
import type { Check, Family, Verdict } from '../../contract/verdict.ts';
import type { Case } from '../../judge/case.ts';
import type { Classification } from '../../judge/interfaces.ts';
import { nameOf } from '../../judge/paths.ts';
import type { JudgedSegment } from '../../judge/segments.ts';
import { cidrsOf, listed } from '../../judge/wording.ts';
import type { Snapshot } from '../../contract/snapshot.ts';
import { hasLocalFamily, type Gateway } from './gateway.ts';
import { openSegments } from './open.ts';

const excludeInClient =
  'Exclude these prefixes in the VPN client or its profile; where that is not possible, block them on the VPN: New-TeamsVpnBlockRule.';

/** Why routes do not help at all: nothing can be proven here, or what leaves outside the tunnel is blocked. */
export function fundamentalObstacle(verdict: Verdict, snapshot: Snapshot): Obstacle | null {
  const of = (id: Obstacle['id'], { message, recommendation }: Check): Obstacle => ({
    id,
    family: null,
    cidrs: [],
    message,
    recommendation: recommendation ?? excludeInClient,
  });
  if (snapshot.wsl || verdict.segments.length === 0) return of('NotProvable', checkOf(verdict, 'OptimizeRoutes'));
  const interference = checkOf(verdict, 'Interference');
  return interference.status === 'Fail' ? of('KillSwitch', interference) : null;
}

/** Why something is still not proven with the plan carried out. */
export function remainingObstacles(after: Verdict, judged: Case, gateways: readonly Gateway[]): Obstacle[] {
  const open = openSegments(judged);
  const families = ([4, 6] as const).filter((family) => open.some((segment) => segment.family === family));
  const ofFamilies = families.flatMap((family) => {
    const segments = open.filter((segment) => segment.family === family);
    const own = gateways.filter((gateway) => gateway.family === family);
    if (own.some((gateway) => gateway.coveredBy === null)) return notBeaten(family, segments, judged.interfaces);
    if (own.length > 0) return [behindCovered(own[0], segments, judged.interfaces)];
    return [withoutGateway(family, segments, judged.snapshot, judged.interfaces)];
  });
  const found = [...ofFamilies, ...notDecided(judged, open)];
  return found.length > 0 ? found : otherChecks(after);
}

function withoutGateway(
  family: Family,
  segments: readonly JudgedSegment[],
  snapshot: Snapshot,
  interfaces: Classification,
): Obstacle {
  const cidrs = cidrsOf(segments);
  const leaking = `${listed(cidrs)} leaves by ${namesOf(segments, interfaces)}`;
  if (hasLocalFamily(family, snapshot, interfaces)) {
    return {
      id: 'NoLocalGateway',
      family,
      cidrs,
      message: `${leaking}, and no IPv${family} gateway of a local interface is known: neither a default route nor another route to the internet names one.`,
      recommendation: 'Exclude these prefixes in the VPN client, or give the local interface its default route back.',
    };
  }
  return {
    id: 'NoLocalFamily',
    family,
    cidrs,
    message: `${leaking}, and the local side has no IPv${family}: no route can lead there.`,
    recommendation:
      'Block these prefixes on the VPN (New-TeamsVpnBlockRule -Force), so that Teams takes the other family; a route is the wrong cure.',
  };
}

function behindCovered(gateway: Gateway, segments: readonly JudgedSegment[], interfaces: Classification): Obstacle {
  const { family, nextHop, interfaceName, coveredBy } = gateway;
  const cidrs = cidrsOf(segments);
  return {
    id: 'NoLocalGateway',
    family,
    cidrs,
    message: `${listed(cidrs)} leaves by ${namesOf(segments, interfaces)}, and Linux takes no route by the gateway ${nextHop} of ${interfaceName}: it is in no prefix of that interface, and the route ${coveredBy} leads to it by another one.`,
    recommendation: `Give ${nextHop} an on-link route of its own on ${interfaceName}, then repair again.`,
  };
}

function notBeaten(family: Family, segments: readonly JudgedSegment[], interfaces: Classification): Obstacle[] {
  const leaking = segments.filter(({ hop }) => hop !== null);
  const refused = cidrsOf(segments.filter(({ hop }) => hop === null));
  const found: Obstacle[] = [];
  if (leaking.length > 0)
    found.push({
      id: 'NotBeaten',
      family,
      cidrs: cidrsOf(leaking),
      message: `${listed(cidrsOf(leaking))} leaves by ${namesOf(leaking, interfaces)}, whose route (${listed(leaking.map(({ hop }) => hop!.destination))}) comes before any that could be added: by its prefix length and metric, or by a policy rule.`,
      recommendation: excludeInClient,
    });
  if (refused.length > 0)
    found.push({
      id: 'Refused',
      family,
      cidrs: refused,
      message: `No route leads to ${listed(refused)}, on purpose: a route or rule of this machine refuses these addresses.`,
      recommendation: 'Find out who refuses them, and why.',
    });
  return found;
}

function notDecided({ segments, interfaces }: Case, open: readonly JudgedSegment[]): Obstacle[] {
  const unknown = segments.filter((segment) => segment.path === 'UnknownTunnel' && !open.includes(segment));
  if (unknown.length === 0) return [];
  const cidrs = cidrsOf(unknown);
  return [
    {
      id: 'NotDecided',
      family: null,
      cidrs,
      message: `It is not known whether ${listed(cidrs)} leaves by a VPN: ${namesOf(unknown, interfaces)}.`,
      recommendation:
        'Say what these interfaces are: -LocalInterface or -VpnInterface (--local-interface, --vpn-interface).',
    },
  ];
}

/** The routes would be right, and still the verdict is not. */
function otherChecks({ checks }: Verdict): Obstacle[] {
  return checks
    .filter(({ status }) => status === 'Fail' || status === 'Unknown')
    .map(({ id, message, recommendation }) => ({
      id: 'OtherCheck',
      family: null,
      cidrs: [],
      message: `${id}: ${message}`,
      recommendation: recommendation ?? 'Test again after the repair.',
    }));
}

function namesOf(segments: readonly JudgedSegment[], interfaces: Classification): string {
  const indexes = segments.flatMap(({ hop }) => (hop === null ? [] : [hop.interfaceIndex]));
  return listed(indexes.map((index) => nameOf(interfaces, index)));
}

function checkOf({ checks }: Verdict, id: string): Check {
  return checks.find((check) => check.id === id)!;
}
