import type { Status } from '../../contract/verdict.ts';
import { html, Html } from './html.ts';
import type { Cell } from './table.ts';

export const worstFirst: readonly Status[] = ['Fail', 'Unknown', 'Warning', 'NotApplicable', 'Pass'];

export function statusOf(status: Status): Html {
  return html`<span class="status ${status}">${status}</span>`;
}

/** Sorted by how bad it is. */
export function statusCell(status: Status): Cell {
  return { content: statusOf(status), order: worstFirst.indexOf(status) };
}
