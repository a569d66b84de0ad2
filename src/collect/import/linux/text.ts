import { invalidAt, type Draft, type DraftInterface } from '../draft.ts';
import { holdsAddress, linesOf } from '../lines.ts';
import { readDetail, readInterfaceLine, startsInterface } from './interface-lines.ts';
import { readNextHopLine, readRouteLine } from './route-line.ts';
import { RouteList } from './route-list.ts';
import { RuleList } from './rule-list.ts';
import { readRuleLine, startsRule } from './rule-line.ts';

/**
 * Reads what `ip route`, `ip rule`, `ip addr` and `ip link` print, in any order and one behind the other. Lines without an
 * address, such as a prompt, are passed over.
 * @throws ToolError `ImportInvalid` with the line
 */
export function readIpText(text: string, draft: Draft): void {
  draft.isOf('linux');
  const routes = new RouteList(draft);
  const rules = new RuleList(draft);
  let row: DraftInterface | null = null;
  for (const { line, number } of linesOf(text)) {
    if (row !== null && line.startsWith('  ')) {
      readDetail(line, row, number);
      continue;
    }
    row = null;
    const route = readRouteLine(line, number);
    if (route !== null) routes.add(route, number);
    else if (/^\s+nexthop\s/.test(line)) routes.addHop(readNextHopLine(line, number), number);
    else if (startsRule(line)) rules.add(readRuleLine(line, number, draft));
    else if (startsInterface(line)) row = readInterfaceLine(line, draft);
    else if (holdsAddress(line)) throw invalidAt(number, `${JSON.stringify(line.slice(0, 60))} is no line of ip.`);
  }
  routes.end();
  rules.end();
}
