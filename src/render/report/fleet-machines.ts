import type { Fleet, FleetMachine } from '../../contract/fleet.ts';
import type { Status } from '../../contract/verdict.ts';
import { html, Html, name, nothing } from './html.ts';
import { worstFirst, statusCell } from './status.ts';
import type { Cell } from './table.ts';

export const machineColumns = ['Computer', 'Status', 'Causes', 'VPN', 'Leaks', 'Endpoint list', 'Collected'] as const;

export function machineRow(machine: FleetMachine): Cell[] {
  const { computer, status, causes, vpnConnected, vpnClients, leaks, leakCount, listVersion } = machine;
  const { listConfirmedAt, listAgeInDays, collectedAt } = machine;
  const list = listVersion ?? listConfirmedAt?.slice(0, 10) ?? 'unknown version';
  const moreLeaks = leakCount - leaks.length;
  return [
    name(computer ?? 'unknown'),
    statusCell(status),
    html`${causes.map((cause) => html`${name(cause)} `)}`,
    html`${vpnConnected ? 'connected' : 'not connected'}${vpnClients.map((each) => html`; ${name(each)}`)}`,
    {
      content: html`${leaks.map(lineOf)}${moreLeaks > 0 ? `and ${moreLeaks} more` : ''}`,
      order: leakCount,
    },
    {
      content: html`${listAgeInDays === null ? 'of unknown age' : `${listAgeInDays} days old`}; ${name(list)}`,
      order: listAgeInDays ?? Infinity,
    },
    name(collectedAt?.replace(/^(.{10})T(.{5}):.*Z$/, '$1 $2') ?? 'unknown'),
  ];
}

function lineOf(text: string): Html {
  return html`<span class="line">${name(text, 36)}</span> `;
}

/** How many documents are not among the rows, and how to have all. */
export function leftOut({ byStatus, machines }: Fleet): Html {
  const missing = worstFirst
    .map((status): [Status, number] => [
      status,
      byStatus[status] - machines.filter((machine) => machine.status === status).length,
    ])
    .filter(([, count]) => count > 0);
  if (missing.length === 0) return nothing();
  return html`<p>
    The ${machines.length} worst are shown. Left out are
    ${missing.map(([status, count]) => `${count} ${status}`).join(', ')}; all are written, one a line, by
    <code>teams-split-tunnel fleet FOLDER --ndjson &gt; verdicts.ndjson</code>.
  </p>`;
}
