import type { Check, Segment, Verdict } from '../contract/verdict.ts';
import { describeProfile } from './profile.ts';

const columns = 100;

/** The verdict for people: the answer first, then a line a check, then what leaks. At most 100 columns. */
export function renderVerdict(verdict: Verdict): string {
  const { endpoints, vpn, profile, computer, collectedAt } = verdict;
  const version = endpoints.version ?? `of ${endpoints.confirmedAt?.slice(0, 10) ?? 'unknown date'}`;
  const names = vpn.interfaces.map(({ name }) => name).join(', ');
  return [
    `${verdict.status}: Teams media and the VPN, endpoint list ${endpoints.cloud} ${version} (${endpoints.source})`,
    `${computer ?? 'unknown computer'}, ${collectedAt ?? 'unknown time'}; VPN ${vpn.connected ? `connected: ${names}` : 'not connected'}`,
    ...(profile ? describeProfile(profile).flatMap((line) => wrap(line, '', 2)) : []),
    '',
    ...verdict.checks.flatMap(renderCheck),
    ...renderLeaks(verdict),
  ].join('\n');
}

/** A check as lines of 100 columns, with what to do where there is something to do. */
export function renderCheck({ id, status, message, recommendation }: Check): string[] {
  const lines = wrap(message, `${status.padEnd(14)}${id.padEnd(16)}`, 30);
  const needsAction = status !== 'Pass' && status !== 'NotApplicable' && recommendation !== null;
  return needsAction ? [...lines, ...wrap(`-> ${recommendation}`, ' '.repeat(30), 33)] : lines;
}

function renderLeaks({ segments }: Verdict): string[] {
  const leaking = segments.filter(({ path }) => path === 'Vpn');
  return leaking.length === 0 ? [] : ['', 'Leaks:', ...leaking.flatMap(renderLeak)];
}

function renderLeak({ cidrs, route, nextHop, interfaceName, metric }: Segment): string[] {
  const way = `route ${route} ${nextHop ? `via ${nextHop}` : 'on-link'} on ${interfaceName}, metric ${metric ?? 'unknown'}`;
  return [...wrap(cidrs.join(' '), '  ', 2), ...wrap(way, '    ', 4)];
}

/** Breaks a text at spaces into lines of 100 columns, the first after `lead`, the others indented. */
export function wrap(text: string, lead: string, indent: number): string[] {
  const lines: string[] = [];
  let line = lead;
  let isEmpty = true;
  for (const word of text.split(' ')) {
    if (!isEmpty && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = ' '.repeat(indent);
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line];
}
