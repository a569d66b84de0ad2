import { invalidAt } from '../draft.ts';
import { linesOf } from '../lines.ts';
import type { Row } from './json.ts';

/** Names of columns by which a table of Get-NetRoute and its kin is known. */
const telling =
  /^"?(ifIndex|InterfaceIndex|DestinationPrefix|InterfaceAlias|Caption|Publish|Protocol|Store|Name)"?[,;\t]/;

/** Whether a line is the first of a table with columns; `#TYPE` may stand before it. */
export function isCsvHeader(line: string): boolean {
  return line.startsWith('#TYPE ') || (telling.test(line) && /[,;\t].*[,;\t]/.test(line));
}

/**
 * The rows of Export-Csv or ConvertTo-Csv, with commas, semicolons or tabs between.
 * @throws ToolError `ImportInvalid` with the line
 */
export function readCsv(text: string): Row[] {
  const rows: Row[] = [];
  let columns: readonly string[] | null = null;
  let separator = ',';
  for (const { line, number } of linesOf(text)) {
    if (line.trim() === '' || line.startsWith('#TYPE ')) {
      columns = line.startsWith('#TYPE ') ? null : columns;
      continue;
    }
    if (columns === null || isCsvHeader(line)) {
      separator = [',', ';', '\t'].find((each) => line.includes(each)) ?? ',';
      columns = fieldsOf(line, separator, number);
      continue;
    }
    const fields = fieldsOf(line, separator, number);
    if (fields.length !== columns.length)
      throw invalidAt(`line ${number}`, `it has ${fields.length} columns where the first line has ${columns.length}.`);
    rows.push(Object.fromEntries(columns.map((column, i) => [column, fields[i]])));
  }
  return rows;
}

/** The fields of a line (RFC 4180); none of these programs writes a line break inside one. */
function fieldsOf(line: string, separator: string, number: number): string[] {
  const fields: string[] = [];
  for (let at = 0; at <= line.length;) {
    if (line[at] !== '"') {
      const next = line.indexOf(separator, at);
      const end = next < 0 ? line.length : next;
      fields.push(line.slice(at, end));
      at = end + 1;
      continue;
    }
    let end = line.indexOf('"', at + 1);
    while (end >= 0 && line[end + 1] === '"') end = line.indexOf('"', end + 2);
    if (end < 0) throw invalidAt(`line ${number}`, 'a quotation mark is not closed.');
    fields.push(line.slice(at + 1, end).replaceAll('""', '"'));
    at = end + 1 + separator.length;
  }
  return fields;
}
