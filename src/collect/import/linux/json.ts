import { ruleActionName } from '../../linux/names.ts';
import { invalidAt, type Draft } from '../draft.ts';
import { setLink, setUp } from './interface-lines.ts';
import { familyOf, type IpHop, type IpRoute } from './route.ts';
import { RouteList } from './route-list.ts';
import { readRuleLine } from './rule-line.ts';
import { RuleList } from './rule-list.ts';

type Row = Readonly<Record<string, unknown>>;

export function isIpRow(row: Row): boolean {
  return isRoute(row) || isRule(row) || isInterface(row);
}

const isRoute = (row: Row) =>
  typeof row.dst === 'string' && !('priority' in row) && ('flags' in row || 'dev' in row || 'type' in row);
const isRule = (row: Row) => typeof row.priority === 'number' && ('src' in row || 'table' in row || 'action' in row);
const isInterface = (row: Row) => typeof row.ifname === 'string' && typeof row.ifindex === 'number';

/**
 * Reads what `ip -j route`, `ip -j rule`, `ip -j addr` and `ip -j link` print.
 * @throws ToolError `ImportInvalid` with the row
 */
export function readIpRows(rows: readonly Row[], draft: Draft): void {
  draft.isOf('linux');
  for (const row of rows) if (isInterface(row)) readInterface(row, draft);
  const routes = new RouteList(draft);
  const rules = new RuleList(draft);
  rows.forEach((row, i) => {
    const place = `row ${i + 1}`;
    if (isRoute(row)) routes.add(readRoute(row, place), place);
    else if (isRule(row)) rules.add(readRuleLine(ruleLineOf(row), place, draft));
    else if (!isInterface(row)) throw invalidAt(place, 'neither a route, a rule nor an interface of ip.');
  });
  routes.end();
  rules.end();
}

function readInterface(row: Row, draft: Draft): void {
  const draftRow = draft.named(String(row.ifname), row.ifindex as number);
  if (Array.isArray(row.flags)) setUp(draftRow, row.flags.includes('UP'));
  const kind = (row.linkinfo as Row | undefined)?.info_kind;
  const hasDetails = 'promiscuity' in row;
  if (hasDetails) setLink(draftRow, String(row.link_type), typeof kind === 'string' ? kind : null, 'parentbus' in row);
  if (typeof row.ifalias === 'string') draftRow.description = row.ifalias;
  if (!Array.isArray(row.addr_info)) return;
  draftRow.addresses = (row.addr_info as Row[]).flatMap(({ local, address, prefixlen }) => {
    if (typeof local !== 'string' || typeof prefixlen !== 'number') return [];
    return [`${local}/${address === undefined ? prefixlen : local.includes(':') ? 128 : 32}`];
  });
}

function readRoute(row: Row, place: string): IpRoute {
  const destination = String(row.dst);
  const hop = readHop(row, place);
  const from = textOf(row.from);
  const family = familyOf(destination) ?? ('pref' in row ? 6 : familyOfAny([row.gateway, from, row.prefsrc]));
  if (family === null && destination !== 'default')
    throw invalidAt(place, `${JSON.stringify(destination.slice(0, 60))} is no destination of a route.`);
  return {
    type: textOf(row.type) ?? 'unicast',
    destination,
    family,
    hop,
    nextHops: Array.isArray(row.nexthops) ? (row.nexthops as Row[]).map((each) => readHop(each, place)) : [],
    metric: typeof row.metric === 'number' ? row.metric : null,
    table: textOf(row.table) ?? 'main',
    from,
    tos: row.tos === undefined ? null : Number(row.tos) || 0,
    protocol: textOf(row.protocol),
  };
}

function readHop(row: Row, place: string): IpHop {
  const gateway = textOf(row.gateway) ?? textOf((row.via as Row | undefined)?.host);
  if (gateway !== null && familyOf(gateway) === null)
    throw invalidAt(place, `${JSON.stringify(gateway.slice(0, 60))} is no address of a gateway.`);
  const flags: readonly unknown[] = Array.isArray(row.flags) ? row.flags : [];
  return {
    gateway,
    device: textOf(row.dev),
    weight: typeof row.weight === 'number' ? row.weight : null,
    isDead: flags.includes('dead'),
    onlink: flags.includes('onlink'),
    encap: textOf(row.encap),
  };
}

function familyOfAny(texts: readonly unknown[]): 4 | 6 | null {
  const text = texts.find((each) => typeof each === 'string' && familyOf(each) !== null);
  return typeof text === 'string' ? familyOf(text) : null;
}

function textOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value : null;
}

function actionOf(text: string): string {
  return /^\d{1,3}$/.test(text) ? ruleActionName(Number(text)) : text;
}

/** What of a rule is read, and what selects nothing; anything else is a selector that came after this version. */
const told = new Set(
  (
    'priority not src srclen dst dstlen fwmark fwmask tos iif iif_detached oif oif_detached ipproto sport sport_start sport_end ' +
    'dport dport_start dport_end uid_start uid_end dscp tun_id l3mdev table suppress_prefixlen suppress_ifgroup goto action nop ' +
    'protocol flow_from flow_to to_tbl unresolved'
  ).split(' '),
);

/** The rule as `ip rule` prints it without `-j`, whose reader knows every word. */
function ruleLineOf(row: Row): string {
  const prefix = (address: unknown, length: unknown) =>
    `${String(address)}${length === undefined ? '' : `/${String(length)}`}`;
  const range = (name: string) => {
    const single = row[name];
    const from = row[`${name}_start`];
    if (single !== undefined) return [name, String(single)];
    return from === undefined ? [] : [name, `${String(from)}-${String(row[`${name}_end`])}`];
  };
  const pair = (word: string, value: unknown) => (value === undefined ? [] : [word, String(value)]);
  return [
    `${String(row.priority)}:`,
    ...('not' in row ? ['not'] : []),
    ...(row.src === undefined ? [] : ['from', prefix(row.src, row.srclen)]),
    ...(row.dst === undefined ? [] : ['to', prefix(row.dst, row.dstlen)]),
    ...(row.fwmark === undefined ? [] : ['fwmark', prefix(row.fwmark, row.fwmask)]),
    ...pair('tos', row.tos),
    ...pair('iif', row.iif),
    ...pair('oif', row.oif),
    ...pair('ipproto', row.ipproto),
    ...range('sport'),
    ...range('dport'),
    ...(row.uid_start === undefined ? [] : ['uidrange', `${String(row.uid_start)}-${String(row.uid_end)}`]),
    ...pair('dscp', row.dscp),
    ...pair('tun_id', row.tun_id),
    ...('l3mdev' in row ? ['l3mdev'] : []),
    ...pair('lookup', row.table),
    ...pair('suppress_prefixlength', row.suppress_prefixlen),
    ...pair('suppress_ifgroup', row.suppress_ifgroup),
    ...pair('goto', row.goto),
    ...(row.action === undefined ? [] : [actionOf(String(row.action))]),
    ...('nop' in row ? ['nop'] : []),
    ...Object.keys(row).flatMap((name) => (told.has(name) ? [] : pair(name, row[name]))),
  ].join(' ');
}
