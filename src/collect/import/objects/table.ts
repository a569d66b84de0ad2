import { invalidAt } from '../draft.ts';
import { linesOf } from '../lines.ts';
import type { Row } from './json.ts';

/** The columns of Get-NetRoute on the screen: names of properties, the same in every language. */
const header = /^\s*ifIndex\s+DestinationPrefix\s+NextHop\s+RouteMetric\b/;

export function isTableHeader(line: string): boolean {
  return header.test(line);
}

/**
 * The rows of Get-NetRoute as the screen shows them.
 * @throws ToolError `ImportInvalid` with the line
 */
export function readTable(text: string): Row[] {
  const rows: Row[] = [];
  let columns: readonly string[] | null = null;
  for (const { line, number } of linesOf(text)) {
    const words = line.trim().split(/\s+/);
    if (isTableHeader(line)) columns = words;
    else if (columns !== null && /^\d/.test(words[0])) {
      if (words.length !== columns.length)
        throw invalidAt(number, `it has ${words.length} columns where the first line has ${columns.length}.`);
      rows.push(Object.fromEntries(columns.map((column, i) => [column, words[i]])));
    }
  }
  return rows;
}
