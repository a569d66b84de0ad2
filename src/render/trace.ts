import type { Trace, TraceHop } from '../contract/trace.ts';
import { renderCheck } from './check.ts';
import { plain, wrap } from './text.ts';

/** A trace for people: the answer, the hops, then a line a check. At most 100 columns. */
export function renderTrace(trace: Trace): string {
  const head = describeTrace(trace).flatMap((line) => wrap(plain(line), '', 2));
  return [...head, '', ...renderHops(trace.hops), '', ...trace.checks.flatMap(renderCheck)].join('\n');
}

function describeTrace({ status, target, address, method, source, computer, collectedAt, complete }: Trace): string[] {
  const to = address === null || address === target ? target : `${target} [${address}]`;
  const from = source === null ? '' : ` from ${source}`;
  return [
    `${status}: path to ${to || 'an unknown target'}`,
    `${computer ?? 'unknown computer'}, ${collectedAt ?? 'unknown time'}; ${method}${from}${complete ? '' : '; stopped early'}`,
  ];
}

/** The hops; many silent ones at the end are one line. */
function renderHops(hops: readonly TraceHop[]): string[] {
  const heard = hops.findLastIndex(({ addresses }) => addresses.length > 0) + 1;
  if (hops.length - heard < 3) return hops.flatMap(renderHop);
  return [...hops.slice(0, heard).flatMap(renderHop), `${String(heard + 1).padStart(3)} to ${hops.length}: silent`];
}

function renderHop({ ttl, addresses, roundTrip, network, answer, unreachable }: TraceHop): string[] {
  const number = String(ttl).padStart(3);
  if (addresses.length === 0) return [`${number}         *`];
  const word = unreachable === 'prohibited' ? unreachable : `${unreachable} unreachable`;
  const place = [network, answer === 'Target' ? 'the target' : null, unreachable && `says: ${word}`];
  const text = `${addresses.join(', ').padEnd(24)} ${place.filter(Boolean).join(', ')}`.trimEnd();
  return wrap(plain(text), `${number}  ${timeText(roundTrip).padStart(8)}  `, 15);
}

function timeText(milliseconds: number | null): string {
  if (milliseconds === null) return '';
  return milliseconds < 1 ? '<1 ms' : `${milliseconds.toFixed(milliseconds < 10 ? 1 : 0)} ms`;
}
