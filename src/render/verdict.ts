import type { Segment, Verdict } from '../contract/verdict.ts';
import { paint, renderLine, renderRemedy } from './check.ts';
import { describeProfile } from './profile.ts';
import { plain, wrap } from './text.ts';

/**
 * The verdict for people, in 100 columns: the answer first, then one line a check, what leaks, and what to do.
 * @param colour whether the terminal shows colours
 */
export function renderVerdict(verdict: Verdict, colour: boolean): string {
  const { status, checks, profile } = verdict;
  const [first, ...others] = describeCase(verdict).flatMap((line) => wrap(plain(line), '', 2));
  const remedies = checks.filter((check) => check.status !== 'Pass').flatMap(renderRemedy);
  return [
    paint(status, status, colour) + first.slice(status.length),
    ...others,
    ...(profile ? describeProfile(profile).flatMap((line) => wrap(plain(line), '', 2)) : []),
    '',
    ...checks.map((check) => renderLine(check, colour)),
    ...section('Leaks:', verdict.segments.filter(({ path }) => path === 'Vpn').flatMap(renderLeak)),
    ...section('What to do:', remedies),
  ].join('\n');
}

function describeCase({ status, endpoints, vpn, computer, collectedAt }: Verdict): string[] {
  const version = endpoints.version ?? `of ${endpoints.confirmedAt?.slice(0, 10) ?? 'unknown date'}`;
  const names = vpn.interfaces.map(({ name }) => name).join(', ');
  return [
    `${status}: Teams media and the VPN, endpoint list ${endpoints.cloud} ${version} (${endpoints.source})`,
    `${computer ?? 'unknown computer'}, ${collectedAt ?? 'unknown time'}; VPN ${vpn.connected ? `connected: ${names}` : 'not connected'}`,
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines];
}

function renderLeak({ cidrs, route, nextHop, interfaceName, metric }: Segment): string[] {
  const way = `route ${route} ${nextHop ? `via ${nextHop}` : 'on-link'} on ${interfaceName}, metric ${metric ?? 'unknown'}`;
  return [...wrap(plain(cidrs.join(' ')), '  ', 2), ...wrap(plain(way), '    ', 4)];
}
