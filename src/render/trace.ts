import type { Trace, TraceHop } from '../contract/trace.ts';
import { renderCheck } from './check.ts';
import { wrap } from './text.ts';

/** A trace for people: the answer, the hops, then a line a check. At most 100 columns. */
export function renderTrace(trace: Trace): string {
  const { status, target, address, method, source, computer, collectedAt, complete } = trace;
  const to = address === null || address === target ? target : `${target} [${address}]`;
  return [
    ...wrap(`${status}: path to ${to}`, '', 2),
    ...wrap(
      `${computer ?? 'unknown computer'}, ${collectedAt ?? 'unknown time'}; ${method}${source === null ? '' : ` from ${source}`}${complete ? '' : '; stopped early'}`,
      '',
      2,
    ),
    '',
    ...renderHops(trace.hops),
    '',
    ...trace.checks.flatMap(renderCheck),
  ].join('\n');
}

/** The hops; many silent ones in a row are one line. */
function renderHops(hops: readonly TraceHop[]): string[] {
  const silent = hops.length - (hops.findLastIndex(({ addresses }) => addresses.length > 0) + 1);
  const shown = silent > 2 ? hops.slice(0, hops.length - silent) : hops;
  const rest = silent > 2 ? [`${String(shown.length + 1).padStart(3)} to ${hops.length}: silent`] : [];
  return [...shown.map(renderHop), ...rest];
}

function renderHop({ ttl, addresses, roundTrip, network, answer, unreachable }: TraceHop): string {
  const number = String(ttl).padStart(3);
  if (addresses.length === 0) return `${number}         *`;
  const said = answer === 'Target' ? ', the target' : unreachable ? `, says: ${unreachable} unreachable` : '';
  return `${number}  ${timeText(roundTrip).padStart(8)}  ${addresses.join(', ').padEnd(24)} ${network ?? ''}${said}`.trimEnd();
}

function timeText(milliseconds: number | null): string {
  if (milliseconds === null) return '';
  return milliseconds < 1 ? '<1 ms' : `${milliseconds.toFixed(milliseconds < 10 ? 1 : 0)} ms`;
}
