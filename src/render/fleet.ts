import type { Fleet } from '../contract/fleet.ts';
import { plain, shorten, wrap, columns } from './text.ts';

const mostShown = 10;

/** The fleet for people: the counts by status, then what is behind them, the most frequent first. */
export function renderFleet(fleet: Fleet): string {
  const { documents, byStatus, causes, vpnClients, endpointLists, leaks, badLines, badLineCount } = fleet;
  return [
    `${documents} documents`,
    ...Object.entries(byStatus).map(([status, count]) => row(count, status)),
    ...section(
      'Causes:',
      causes.map(({ documents, check, status, computers }) =>
        row(documents, `${status} ${check}: ${computers.slice(0, 5).join(', ')}${documents > 5 ? ', ...' : ''}`),
      ),
    ),
    ...section(
      'VPN:',
      vpnClients.map(({ documents, reason, connected }) =>
        row(documents, `${connected ? 'connected' : 'not connected'}: ${reason}`),
      ),
    ),
    ...section(
      'Endpoint lists:',
      endpointLists.map(({ documents, cloud, version, ageInDays }) =>
        row(documents, `${cloud} ${version ?? 'of unknown version'}, ${ageInDays ?? 'unknown'} days old`),
      ),
    ),
    ...section(
      'Leaks:',
      leaks.map(({ documents, cidrs, interfaceName }) => row(documents, `${cidrs} by ${interfaceName}`)),
    ),
    ...section(
      `Bad lines: ${badLineCount}`,
      badLines.flatMap(({ path, line, message }) => wrap(plain(`${path}, line ${line}: ${message}`), '  ', 4)),
    ),
  ].join('\n');
}

function row(count: number, text: string): string {
  return shorten(`${String(count).padStart(9)}  ${plain(text)}`, columns);
}

function section(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const rest = lines.length - mostShown;
  return ['', title, ...lines.slice(0, mostShown), ...(rest > 0 ? [`           and ${rest} more`] : [])];
}
