import type { Check, Segment, Status, Verdict } from '../../contract/verdict.ts';
import { html, Html, link, name, nothing, prose } from './html.ts';
import { page } from './page.ts';
import { addresses, colours, paths, spaces } from './space.ts';
import { statusCell, statusOf, worstFirst } from './status.ts';
import { table } from './table.ts';

const meanings: Readonly<Record<Status, string>> = {
  Pass: 'Every address of Teams media leaves by the local internet connection while the VPN is connected.',
  Fail: 'Teams media does not stay out of the VPN, or cannot work.',
  Warning: 'The routes are right, but something may still spoil it.',
  Unknown: 'It was asked, and there is no answer. This is not a Pass.',
  NotApplicable: 'No VPN is connected: media is local, but nothing was tested.',
};

/** The verdict on one machine as a page of its own. */
export function renderMachineReport(verdict: Verdict): string {
  const { status, computer, leaks, segments, checks } = verdict;
  const title = `Teams media and the VPN: ${status}, ${computer ?? 'unknown computer'}`;
  const content = html`<h1>Teams media and the VPN</h1>
    <div class="answer ${status}" role="group" aria-label="The answer">
      <p class="status">${status}</p>
      <p>${meanings[status]}</p>
      ${facts(verdict)}
    </div>
    ${remedies(checks)}
    ${table({
      title: 'Leaks',
      caption: 'Addresses of Teams media that leave by a VPN.',
      columns: ['Addresses', 'Interface', 'Routes'],
      rows: leaks.map((leak) => [texts(leak.cidrs), name(leak.interfaceName), texts(leak.routes)]),
    })}
    ${spaces(segments)}
    ${table({
      title: 'Path of each segment',
      caption: 'Addresses that one route decides on, and where they leave.',
      columns: ['Addresses', 'Leaves by', 'Interface', 'Route', 'Next hop', 'Metric'],
      rows: segments.map(segmentRow),
    })}
    ${table({
      title: 'Checks',
      caption: 'Everything that was asked, what was found, and what to do about it.',
      columns: ['Check', 'Status', 'Finding', 'Rests on'],
      rows: checks.map((check) => [
        name(check.id),
        statusCell(check.status),
        html`${prose(check.message)}${isOpen(check) ? html`<span class="remedy">${prose(check.recommendation)}</span>` : nothing()}`,
        check.reference ? link(check.reference) : nothing(),
      ]),
    })}`;
  return page(title, content, false);
}

/** Whose verdict this is, when and by what it was made. A verdict of another version may lack some. */
function facts({ computer, collectedAt, vpn, endpoints, ...verdict }: Verdict): Html {
  const { profile, stable, warnings }: Partial<Verdict> = verdict;
  const confirmed = endpoints.confirmedAt?.slice(0, 10);
  const rows: readonly (readonly [string, Html])[] = [
    ['Computer', name(computer ?? 'unknown')],
    ['Collected', html`${collectedAt ?? 'at an unknown time'}${stable === false ? '; routes changed meanwhile' : ''}`],
    [
      'VPN',
      html`${vpn.connected ? 'connected' : 'not connected'}${vpn.interfaces.map((each) => html`; ${name(each.name)}, ${prose(each.reason)}`)}`,
    ],
    [
      'Endpoint list',
      html`${endpoints.cloud} ${endpoints.version ?? 'of unknown version'},
      ${confirmed ? `current on ${confirmed}` : 'of unknown age'}`,
    ],
    ...(profile ? [['Judged', html`what the profile ${name(profile.file)} would do, not what is`] as const] : []),
    ...(warnings ?? []).map((warning) => ['Note', prose(warning)] as const),
  ];
  return html`<dl>
    ${rows.map(
      ([term, fact]) =>
        html`<dt>${term}</dt>
          <dd>${fact}</dd> `,
    )}
  </dl>`;
}

type OpenCheck = Check & { readonly recommendation: string };

function isOpen(check: Check): check is OpenCheck {
  return check.status !== 'Pass' && check.status !== 'NotApplicable' && check.recommendation !== null;
}

function remedies(checks: readonly Check[]): Html {
  const open = checks.filter(isOpen);
  if (open.length === 0) return nothing();
  const ordered = worstFirst.flatMap((status) => open.filter((check) => check.status === status));
  return html`<section>
    <h2>What to do</h2>
    <ul>
      ${ordered.map(({ id, status, recommendation }) => html`<li>${statusOf(status)} ${name(id)}: ${prose(recommendation)}</li> `)}
    </ul>
  </section> `;
}

function segmentRow({ cidrs, first, last, path, interfaceName, route, nextHop, metric, undecided }: Segment): Html[] {
  return [
    name(addresses(cidrs, first, last)),
    html`<span class="status ${colours[path]}">${paths[path]}</span
      >${undecided ? html` (${prose(undecided)})` : nothing()}`,
    interfaceName === null ? nothing() : name(interfaceName),
    name(route ?? ''),
    name(route === null ? '' : (nextHop ?? 'on-link')),
    html`${metric ?? ''}`,
  ];
}

const mostTexts = 50;

function texts(items: readonly string[]): Html {
  const rest = items.length - mostTexts;
  const shown = items.slice(0, mostTexts).map((item) => html`${name(item)} `);
  return html`${shown}${rest > 0 ? `and ${rest} more` : ''}`;
}
