import type { Fleet } from '../../contract/fleet.ts';
import { html, Html, name } from './html.ts';
import { page, table } from './page.ts';

/** The counts of a fleet as a page of its own, sortable and filterable where scripts run. */
export function renderFleetReport(fleet: Fleet): string {
  const { documents, byStatus, causes, vpnClients, endpointLists, leaks, badLines, badLineCount } = fleet;
  const statuses = Object.entries(byStatus);
  const content = html`<h1>Teams media and the VPN: ${documents} documents</h1>
    <div class="answer" role="group" aria-label="The answer">
      <p>${statuses.map(([status, count]) => html`<span class="status ${status}">${count} ${status}</span> `)}</p>
      ${statusBar(statuses, documents)}
      <p>
        Documents are counted, not computers. NotApplicable was not tested and is no
        Pass.${badLineCount > 0 ? ` Lines that could not be read: ${badLineCount}.` : ''}
      </p>
    </div>
    ${table(
      'Causes',
      ['Documents', 'Status', 'Check', 'Computers'],
      causes.map(({ documents, status, check, computers }) => [
        html`${documents}`,
        html`<span class="status ${status}">${status}</span>`,
        html`${check}`,
        html`${computers.map((computer) => html`${name(computer)} `)}${documents > computers.length ? '...' : ''}`,
      ]),
    )}
    ${table(
      'VPN clients',
      ['Documents', 'VPN', 'How it was recognised'],
      vpnClients.map(({ documents, connected, reason }) => [
        html`${documents}`,
        html`${connected ? 'connected' : 'not connected'}`,
        name(reason),
      ]),
    )}
    ${table(
      'Leaks',
      ['Documents', 'Addresses', 'Interface'],
      leaks.map(({ documents, cidrs, interfaceName }) => [html`${documents}`, name(cidrs), name(interfaceName)]),
    )}
    ${table(
      'Endpoint lists',
      ['Documents', 'Cloud', 'Version', 'Days old'],
      endpointLists.map(({ documents, cloud, version, confirmedAt, ageInDays }) => [
        html`${documents}`,
        html`${cloud}`,
        html`${version ?? `of ${confirmedAt ?? 'unknown date'}`}`,
        html`${ageInDays ?? 'unknown'}`,
      ]),
    )}
    ${table(
      `Lines that could not be read: ${badLineCount}`,
      ['File', 'Line', 'Why'],
      badLines.map(({ path, line, message }) => [name(path), html`${line}`, name(message)]),
    )}`;
  return page(`Teams media and the VPN: ${documents} documents`, content, true);
}

const colours: Readonly<Record<string, string>> = {
  Pass: 'Local',
  Fail: 'Vpn',
  Warning: 'Warning',
  Unknown: 'UnknownTunnel',
  NotApplicable: 'None',
};

const width = 1000;

function statusBar(statuses: readonly (readonly [string, number])[], total: number): Html {
  let from = 0;
  const parts = statuses.map(([status, count]) => {
    const part = total === 0 ? 0 : (width * count) / total;
    const rect = html`<rect class="p${colours[status]}" x="${from}" y="0" width="${part}" height="40"></rect>`;
    from += part;
    return count > 0 ? rect : new Html('');
  });
  const words = statuses.map(([status, count]) => `${count} ${status}`).join(', ');
  return html`<svg role="img" aria-label="${words}" viewBox="0 0 ${width} 40" preserveAspectRatio="none">
    ${parts}
  </svg> `;
}
