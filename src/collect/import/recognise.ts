import { ToolError } from '../../contract/error.ts';
import type { Draft } from './draft.ts';
import { isIpRow, readIpRows } from './linux/json.ts';
import { startsInterface } from './linux/interface-lines.ts';
import { startsRoute } from './linux/route-line.ts';
import { startsRule } from './linux/rule-line.ts';
import { readIpText } from './linux/text.ts';
import { isNetstat, readNetstat } from './netstat.ts';
import { readClixml } from './objects/clixml.ts';
import { isCsvHeader, readCsv } from './objects/csv.ts';
import { readJson, type Row } from './objects/json.ts';
import { isTableHeader, readTable } from './objects/table.ts';
import { isNetRow, readNetRows } from './windows/net-objects.ts';
import { readRoutePrint } from './windows/route-print.ts';
import { isSeparator } from './windows/sections.ts';

/** A source whose format is known, ready to be read into a draft. */
export interface Recognised {
  /** Whether it tells of interfaces what others only name: such sources are read first. */
  readonly isAboutInterfaces: boolean;
  read(draft: Draft): void;
}

/** How much of a text its format is known by. */
const sampleSize = 1 << 16;

/**
 * Finds out what printed a text.
 * @throws ToolError `ImportUnknown`, `ImportInvalid`
 */
export function recognise(text: string): Recognised {
  const start = text.slice(0, sampleSize).trimStart();
  if (start.startsWith('[') || start.startsWith('{')) return ofRows(readJson(text));
  if (/^(<\?xml[^>]{0,200}\?>\s*)?<Objs\b/.test(start)) return ofRows(readClixml(text));
  const lines = start.split(/\r?\n/).slice(0, 500);
  if (lines.some((line) => isSeparator(line))) return ofText(readRoutePrint, text);
  if (lines.some((line) => isNetstat(line))) return ofText(readNetstat, text);
  if (lines.some(isTableHeader)) return ofRows(readTable(text));
  if (lines.some(isCsvHeader)) return ofRows(readCsv(text));
  const ofIp = lines.some((line) => startsRoute(line) || startsRule(line) || startsInterface(line));
  if (ofIp) return { isAboutInterfaces: lines.some(startsInterface), read: (draft) => readIpText(text, draft) };
  throw unknown();
}

function ofText(read: (text: string, draft: Draft) => void, text: string): Recognised {
  return { isAboutInterfaces: false, read: (draft) => read(text, draft) };
}

function ofRows(rows: readonly Row[]): Recognised {
  if (rows.some((row) => typeof row.schema === 'string' && row.schema.startsWith('teams-split-tunnel/'))) throw ours();
  if (rows.some(isIpRow))
    return {
      isAboutInterfaces: rows.some(({ ifname }) => ifname !== undefined),
      read: (draft) => readIpRows(rows, draft),
    };
  if (rows.some(isNetRow))
    return {
      isAboutInterfaces: rows.some((row) => !('DestinationPrefix' in row)),
      read: (draft) => readNetRows(rows, draft),
    };
  throw unknown();
}

function ours(): ToolError {
  return new ToolError(
    'ImportUnknown',
    'InvalidData',
    'this is a document of this tool already; give it to test --snapshot.',
  );
}

function unknown(): ToolError {
  return new ToolError(
    'ImportUnknown',
    'InvalidData',
    'this is no output that this tool reads. It reads: route print; Get-NetRoute, Get-NetIPInterface, Get-NetAdapter and Get-NetIPAddress ' +
      'as JSON, CSV or CLIXML; ip route, ip -6 route, ip rule and ip addr, also with -j; netstat -rn of macOS.',
  );
}
