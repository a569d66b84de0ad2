import type { Fleet } from '../../contract/fleet.ts';
import type { Status } from '../../contract/verdict.ts';
import { html, Html, name, nothing } from './html.ts';
import { leftOut, machineColumns, machineRow } from './fleet-machines.ts';
import { page } from './page.ts';
import { statusCell } from './status.ts';
import { table, type Cell } from './table.ts';

/**
 * The counts of a fleet, and its worst machines, as a page of its own, sortable and filterable where scripts run.
 * @param day on which it was counted
 */
export function renderFleetReport(fleet: Fleet, day: Date): string {
  const { documents, byStatus, causes, vpnClients, endpointLists, leaks, machines, badLines, badLineCount } = fleet;
  const title = `Teams media and the VPN: ${documents} documents`;
  const share = (count: number): Cell => ({ content: shareOf(count, documents), order: count });
  const content = html`<h1>${title}</h1>
    <div class="answer" role="group" aria-label="The answer">
      ${statuses(Object.entries(byStatus) as [Status, number][], documents)}
      <p>
        Counted ${day.toISOString().slice(0, 16).replace('T', ' ')} UTC. Documents are counted, not computers.
        NotApplicable was not tested and is no
        Pass.${badLineCount > 0 ? ` Lines that could not be read: ${badLineCount}.` : ''}
      </p>
    </div>
    ${table({
      title: 'Causes',
      caption: 'Checks that made documents what they are: how many, and the first machines of each.',
      columns: ['Check', 'Status', 'Documents', 'Computers'],
      rows: causes.map(({ documents, status, check, computers }) => [
        name(check),
        statusCell(status),
        share(documents),
        html`${computers.map((computer) => html`${name(computer)} `)}${documents > computers.length ? '...' : ''}`,
      ]),
    })}
    ${table({
      title: 'Machines',
      caption: 'One row a document, the worst first.',
      columns: machineColumns,
      rows: machines.map(machineRow),
      leftOut: leftOut(fleet),
    })}
    ${table({
      title: 'VPN clients',
      caption: 'How VPN interfaces were recognised, and whether a VPN was connected.',
      columns: ['How it was recognised', 'VPN', 'Documents'],
      rows: vpnClients.map(({ documents, connected, reason }) => [
        name(reason),
        html`${connected ? 'connected' : 'not connected'}`,
        share(documents),
      ]),
    })}
    ${table({
      title: 'Leaks',
      caption: 'Addresses of Teams media that leave by a VPN, and by which interface.',
      columns: ['Addresses', 'Interface', 'Documents'],
      rows: leaks.map(({ documents, cidrs, interfaceName }) => [name(cidrs), name(interfaceName), share(documents)]),
    })}
    ${table({
      title: 'Endpoint lists',
      caption: "What was judged by, and the days since it was last known to be Microsoft's current list.",
      columns: ['Cloud', 'Version', 'Days old', 'Documents'],
      rows: endpointLists.map(({ documents, cloud, version, confirmedAt, ageInDays }) => [
        html`${cloud}`,
        name(version ?? `of ${confirmedAt ?? 'unknown date'}`),
        html`${ageInDays ?? 'unknown'}`,
        share(documents),
      ]),
    })}
    ${
      badLineCount === 0
        ? nothing()
        : table({
            title: `Lines that could not be read: ${badLineCount}`,
            caption: 'They are in no count.',
            columns: ['File', 'Line', 'Why'],
            rows: badLines.map(({ path, line, message }) => [name(path), html`${line}`, name(message)]),
          })
    }`;
  return page(title, content, true);
}

function shareOf(count: number, total: number): Html {
  const part = percent(count, total);
  return html`<span class="share" style="--part:${part}%">${count} (${part} %)</span>`;
}

/** What is there is never 0 percent, and what is not all never 100. */
function percent(count: number, total: number): string {
  if (count === total) return '100';
  return Math.min(99.9, Math.max(0.1, (100 * count) / total)).toFixed(1);
}

/** What is narrower would not be seen, in percent. */
const narrowest = 0.4;

function statuses(counts: readonly (readonly [Status, number])[], total: number): Html {
  const shown = counts.filter(([, count]) => count > 0);
  const widths = shown.map(([, count]) => Math.max(narrowest, (100 * count) / total));
  const sum = widths.reduce((a, b) => a + b, 0);
  let from = 0;
  const rects = shown.map(([status], i) => {
    const part = (100 * widths[i]) / sum;
    const rect = html`<rect class="${status}" x="${from}%" width="${part}%" height="20"></rect>`;
    from += part;
    return rect;
  });
  const words = counts.map(([status, count]) => `${count} ${status}`).join(', ');
  return html`<ul class="legend">
      ${counts.map(
        ([status, count]) =>
          html`<li class="${status}">
            <span class="key ${status}"></span><span class="status">${count} ${status}</span>
          </li> `,
      )}
    </ul>
    <svg class="bar flat" role="img" aria-label="${words}">${rects}</svg> `;
}
