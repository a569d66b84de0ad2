import { ToolError } from '../../../contract/error.ts';
import type { Row } from './json.ts';

/** One tag with the text behind it, bounded in length: Export-Clixml writes neither comments nor CDATA. */
const tag = /<(\/?)([A-Za-z0-9]{1,40})([^<>]{0,2000}?)(\/?)>([^<]*)/g;
const deepest = 64;

/**
 * The objects of Export-Clixml with their properties: texts, also those of numbers, and of enumerations their words.
 * @throws ToolError `ImportInvalid`
 */
export function readClixml(text: string): Row[] {
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw invalid('it has a document type, which Export-Clixml never writes');
  const rows: Row[] = [];
  const open: Open[] = [];
  for (const [, closes, name, attributes, empty, content] of text.matchAll(tag)) {
    if (closes) close(name, open);
    else {
      if (open.length >= deepest) throw invalid(`it is nested deeper than ${deepest} levels`);
      const element = enter(name, attributes, content, open, rows);
      if (!empty) open.push(element);
    }
  }
  if (open.length > 0) throw invalid(`<${open[open.length - 1].name}> is not closed; the file is cut off`);
  return rows;
}

interface Open {
  readonly name: string;
  /** The object whose properties are inside. */
  readonly row: Record<string, unknown> | null;
  /** The property that this object is the value of, and whose. */
  readonly property: { readonly of: Record<string, unknown>; readonly name: string } | null;
}

/** Elements that hold no value of their own. */
const structure = new Set([
  'Objs',
  'Obj',
  'Props',
  'MS',
  'TN',
  'TNRef',
  'T',
  'LST',
  'IE',
  'QUE',
  'STK',
  'DCT',
  'En',
  'Ref',
]);

function enter(name: string, attributes: string, content: string, open: readonly Open[], rows: Row[]): Open {
  const parent = open.at(-1);
  const property = /\bN="([^"]*)"/.exec(attributes)?.[1];
  if (name === 'Obj') {
    const row = Object.create(null) as Record<string, unknown>;
    const isValue = parent?.row && property !== undefined;
    if (!isValue) rows.push(row);
    return { name, row, property: isValue ? { of: parent.row!, name: decode(property) } : null };
  }
  if (name === 'ToString') {
    const owner = open.at(-1);
    if (owner?.property) owner.property.of[owner.property.name] = decode(content);
  } else if (!structure.has(name) && property !== undefined && parent?.row)
    parent.row[decode(property)] = name === 'Nil' ? null : decode(content);
  return { name, row: parent?.row ?? null, property: null };
}

function close(name: string, open: Open[]): void {
  const last = open.pop();
  if (last?.name !== name) throw invalid(`</${name}> closes ${last ? `<${last.name}>` : 'nothing'}`);
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** XML's five entities and PowerShell's escapes such as `_x000A_`. */
function decode(text: string): string {
  return text
    .replace(/&(lt|gt|amp|quot|apos);/g, (_, name: string) => entities[name])
    .replace(/_x([0-9A-F]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

function invalid(why: string): ToolError {
  return new ToolError('ImportInvalid', 'InvalidData', `this is not CLIXML as Export-Clixml writes it: ${why}.`);
}
