import type { Check, Status } from '../contract/verdict.ts';
import { columns, plain, shorten, wrap } from './text.ts';

/** Select Graphic Rendition, ECMA-48 8.3.117. */
const colours: Readonly<Record<Status, number>> = { Pass: 32, Fail: 31, Warning: 33, Unknown: 35, NotApplicable: 90 };

export function paint(status: Status, text: string, colour: boolean): string {
  return colour ? `\u001b[${colours[status]}m${text}\u001b[0m` : text;
}

const head = 30;

/** A check as one line. */
export function renderLine({ id, status, message }: Check, colour: boolean): string {
  return paint(status, status.padEnd(14), colour) + id.padEnd(16) + shorten(plain(message), columns - head);
}

/** A check as lines of 100 columns, with what to do where there is something to do. */
export function renderCheck({ id, status, message, recommendation }: Check): string[] {
  const lines = wrap(plain(message), `${status.padEnd(14)}${id.padEnd(16)}`, head);
  const needsAction = status !== 'Pass' && status !== 'NotApplicable' && recommendation !== null;
  return needsAction ? [...lines, ...wrap(`-> ${plain(recommendation)}`, ' '.repeat(head), head + 3)] : lines;
}

/** What to do about a check, after the message where its line had no room for it. */
export function renderRemedy({ id, message, recommendation }: Check): string[] {
  if (recommendation === null) return [];
  const lead = `  ${id.padEnd(16)}`;
  const isWhole = shorten(plain(message), columns - head) === plain(message);
  if (isWhole) return wrap(plain(recommendation), lead, lead.length);
  return [
    ...wrap(plain(message), lead, lead.length),
    ...wrap(`-> ${plain(recommendation)}`, ' '.repeat(lead.length), lead.length + 3),
  ];
}
