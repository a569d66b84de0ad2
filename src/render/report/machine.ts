import type { Check, Segment, Verdict } from '../../contract/verdict.ts';
import { html, Html, link, name, nothing } from './html.ts';
import { page, table } from './page.ts';
import { paths, spaces } from './space.ts';

const meanings = {
  Pass: 'Every address of Teams media leaves by the local internet connection while the VPN is connected.',
  Fail: 'Teams media does not stay out of the VPN, or cannot work.',
  Warning: 'The routes are right, but something may still spoil it.',
  Unknown: 'It was asked, and there is no answer. This is not a Pass.',
  NotApplicable: 'No VPN is connected: media is local, but nothing was tested.',
} as const;

/** The verdict on one machine as a page of its own. */
export function renderMachineReport(verdict: Verdict): string {
  const { status, computer, collectedAt, endpoints, vpn, leaks, segments, checks } = verdict;
  const title = `Teams media and the VPN: ${status}, ${computer ?? 'unknown computer'}`;
  const list = `${endpoints.cloud} ${endpoints.version ?? `of ${endpoints.confirmedAt?.slice(0, 10) ?? 'unknown date'}`}`;
  const content = html`<h1>Teams media and the VPN</h1>
    <div class="answer ${status}" role="group" aria-label="The answer">
      <p class="status">${status}</p>
      <p>${meanings[status]}</p>
      <p>
        Computer ${name(computer ?? 'unknown')}, ${collectedAt ?? 'unknown time'}. VPN
        ${vpn.connected ? 'connected' : 'not connected'}${
          vpn.interfaces.length > 0
            ? html`${vpn.interfaces.map((each) => html`; ${name(each.name)}, ${each.reason}`)}`
            : nothing()
        }.
        Endpoint list ${list}.
      </p>
    </div>
    ${remedies(checks)}
    ${table(
      'Leaks',
      ['Addresses', 'Interface', 'Routes'],
      leaks.map((leak) => [texts(leak.cidrs), name(leak.interfaceName), texts(leak.routes)]),
    )}
    ${spaces(segments)}
    ${table('Path of each segment', ['Addresses', 'Leaves by', 'Interface', 'Route', 'Next hop', 'Metric'], segments.map(segmentRow))}
    ${table(
      'Checks',
      ['Check', 'Status', 'Finding', 'Rests on'],
      checks.map((check) => [
        html`${check.id}`,
        html`<span class="status ${check.status}">${check.status}</span>`,
        html`${check.message}`,
        check.reference ? link(check.reference) : nothing(),
      ]),
    )}`;
  return page(title, content, false);
}

function remedies(checks: readonly Check[]): Html {
  const open = checks.filter(
    ({ status, recommendation }) => status !== 'Pass' && status !== 'NotApplicable' && recommendation !== null,
  );
  if (open.length === 0) return nothing();
  return html`<section>
    <h2>What to do</h2>
    <ul>
      ${open.map(
        ({ id, status, recommendation }) =>
          html`<li><span class="status ${status}">${status}</span> ${id}: ${recommendation!}</li>`,
      )}
    </ul>
  </section> `;
}

function segmentRow({ cidrs, path, interfaceName, route, nextHop, metric, undecided }: Segment): Html[] {
  return [
    texts(cidrs),
    html`<span class="status ${colours[path]}">${paths[path]}</span>${undecided ? html` (${undecided})` : nothing()}`,
    interfaceName === null ? nothing() : name(interfaceName),
    html`${route ?? ''}`,
    html`${route === null ? '' : (nextHop ?? 'on-link')}`,
    html`${metric ?? ''}`,
  ];
}

const colours = { Local: 'Pass', Vpn: 'Fail', UnknownTunnel: 'Unknown', None: 'NotApplicable' } as const;

const mostTexts = 50;

function texts(items: readonly string[]): Html {
  const rest = items.length - mostTexts;
  const shown = items.slice(0, mostTexts).map((item) => html`${name(item)} `);
  return rest > 0 ? html`${shown}and ${rest} more` : html`${shown}`;
}
