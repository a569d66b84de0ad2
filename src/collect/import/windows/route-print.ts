import { parsePrefix } from '../../../net/prefix.ts';
import { invalidAt, type Draft, type Place } from '../draft.ts';
import { holdsAddress, linesOf } from '../lines.ts';
import type { Family } from '../../../contract/verdict.ts';
import { isInterfaceRow, readInterfaceRow } from './interface-list.ts';
import { addRows4 } from './owners.ts';
import { gateway6, readRow4, readRow6, startsRow4, type Row4, type Row6 } from './route-rows.ts';
import { Sections } from './sections.ts';

/**
 * Reads what `route print` prints in any language, by the shape of its rows and the order of its sections. Its metrics
 * are sums with the interface's; its persistent routes are no routes in force.
 * @throws ToolError `ImportInvalid` with the line
 */
export function readRoutePrint(text: string, draft: Draft): void {
  draft.isOf('windows');
  const sections = new Sections();
  const rows = new Rows(draft);
  for (const { line, number } of linesOf(text)) {
    if (!sections.take(line)) rows.take(line, sections, number);
  }
  rows.end(sections);
}

/** A row of IPv6 with the section that it is in. */
interface Placed extends Row6 {
  readonly isActive: boolean;
  readonly section: number;
}

class Rows {
  readonly #draft: Draft;
  readonly #rows4: (Row4 & { readonly section: number })[] = [];
  readonly #rows6: Placed[] = [];
  /** A row whose gateway is on the next line. */
  #waiting: Placed | null = null;
  #persistent = 0;

  constructor(draft: Draft) {
    this.#draft = draft;
  }

  take(line: string, sections: Sections, place: Place): void {
    const { isActive, count, active } = sections;
    const tokens = line.trim().split(/\s+/);
    const row6 = readRow6(line);
    if (this.#waiting !== null) {
      this.#rows6.push({ ...this.#waiting, gateway: line.trim() });
      this.#waiting = null;
    } else if (row6 !== null) {
      checkPrefix(row6.destination, place);
      const placed = { ...row6, isActive, section: count };
      if (row6.gateway === '') this.#waiting = placed;
      else this.#rows6.push(placed);
    } else if (startsRow4(tokens)) this.#takeRow4(tokens, sections, place);
    else if (isInterfaceRow(line)) readInterfaceRow(line, this.#draft);
    else if (holdsAddress(line) && (isActive || active.length === 0))
      throw invalidAt(place, `${JSON.stringify(line.trim().slice(0, 60))} is no row of route print.`);
  }

  #takeRow4(tokens: readonly string[], { isActive, count }: Sections, place: Place): void {
    const row = readRow4(tokens);
    if (row !== null) {
      checkPrefix(row.destination, place);
      this.#rows4.push({ ...row, section: count });
    } else if (isActive) throw invalidAt(place, 'this row of an active route is not complete.');
    else this.#persistent++;
  }

  /** Where the empty lines got lost, the first section with routes of IPv6 is taken for the active ones. */
  end(sections: Sections): void {
    const draft = this.#draft;
    if (this.#waiting !== null) throw invalidAt('the last line', 'the gateway is missing; the text is cut off.');
    const first = this.#rows6[0]?.section;
    const active = this.#rows6.filter(({ isActive, section }) =>
      sections.active.length > 0 ? isActive : section === first,
    );
    active.forEach((row) => addRow6(row, draft));
    this.#persistent += this.#rows6.length - active.length;
    addFamily(draft, 4, this.#rows4, sections);
    addFamily(draft, 6, active, sections);
    addRows4(this.#rows4, draft);
    markUnused(draft);
    if (this.#persistent > 0)
      draft.notes.add(`Persistent routes were left out (${this.#persistent}): only active ones are in force.`);
  }
}

/** The lines of a section without a route: both titles, and "None" below each, in whatever language. */
const linesOfNone = 4;

/**
 * A family is known if its rows end with a separator, as they do in a whole text, or if its section says that there are none.
 * The protocol's name stands in the title in every language.
 */
function addFamily(
  draft: Draft,
  family: Family,
  rows: readonly { readonly section: number }[],
  { active, count }: Sections,
): void {
  const section = active.find(({ title }) => title.includes(`IPv${family}`));
  const isEmpty = rows.length === 0 && section && (section.number < count || section.lines >= linesOfNone);
  if (isEmpty || rows.some(({ section }) => section < count)) draft.families.add(family);
  if (rows.some(({ section }) => section === count)) {
    draft.families.delete(family);
    draft.notes.add(`The routes of IPv${family} have no end: the text was cut off, and what is missing may matter.`);
  }
}

/** The list names adapters that are not connected too; without a route, none may pass for a connected VPN. */
function markUnused({ interfaces, routes }: Draft): void {
  const used = new Set(routes.map(({ interfaceIndex }) => interfaceIndex));
  for (const row of interfaces) {
    const isToldElsewhere = row.guid !== undefined || row.connected4 !== undefined || row.connected6 !== undefined;
    if (!used.has(row.index) && !isToldElsewhere) row.up = false;
  }
}

function addRow6({ index, effectiveMetric, destination, gateway }: Row6, draft: Draft): void {
  const row = draft.numbered(index);
  if (destination === '::1/128') Object.assign(row, { type: 24, addresses: ['127.0.0.1/8', '::1/128'] });
  draft.routes.push({
    destination,
    nextHop: gateway6(gateway),
    interfaceIndex: index,
    metric: null,
    effectiveMetric,
  });
}

function checkPrefix(text: string, place: Place): void {
  try {
    parsePrefix(text);
  } catch (error) {
    throw invalidAt(place, (error as Error).message);
  }
}
