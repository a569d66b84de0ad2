import type { Family } from '../../../contract/verdict.ts';
import { readAddress, readCidr, type Words } from '../../../net/parse.ts';
import { parsePrefix } from '../../../net/prefix.ts';
import { invalidAt, type Draft, type DraftInterface } from '../draft.ts';
import type { Row } from '../objects/json.ts';

/**
 * The objects of Get-NetRoute, Get-NetIPInterface, Get-NetAdapter and Get-NetIPAddress, as JSON, CSV or CLIXML write them:
 * numbers as numbers, texts or words.
 */

const words: Words = new Uint32Array(4);

/** One without a next hop too: a route that is passed over could be the one that matters. */
const isRoute = (row: Row) => 'DestinationPrefix' in row;
const isIpInterface = (row: Row) => 'ConnectionState' in row && 'AddressFamily' in row;
const isAdapter = (row: Row) => 'InterfaceDescription' in row && ('ifIndex' in row || 'InterfaceIndex' in row);
const isAddress = (row: Row) => 'IPAddress' in row && 'PrefixLength' in row;

export function isNetRow(row: Row): boolean {
  return isRoute(row) || isIpInterface(row) || isAdapter(row) || isAddress(row);
}

/** @throws ToolError `ImportInvalid` with the row */
export function readNetRows(rows: readonly Row[], draft: Draft): void {
  draft.isOf('windows');
  rows.forEach((row, i) => {
    const place = `object ${i + 1}`;
    if (isRoute(row)) readRoute(row, draft, place);
    else if (isIpInterface(row) && isPersistent(row)) return;
    else if (isIpInterface(row)) readIpInterface(row, draft, place);
    else if (isAddress(row)) readIpAddress(row, draft, place);
    else if (isAdapter(row)) readAdapter(row, draft, place);
  });
}

function readRoute(row: Row, draft: Draft, place: string): void {
  const destination = textOf(row.DestinationPrefix) ?? '';
  const cidr = readCidr(destination, words);
  if (!cidr) throw invalidAt(place, `${JSON.stringify(destination.slice(0, 60))} is no DestinationPrefix.`);
  const { family } = cidr;
  const nextHop = textOf(row.NextHop) ?? '';
  if (readAddress(nextHop, 0, nextHop.length, words) !== family)
    throw invalidAt(place, `${JSON.stringify(nextHop.slice(0, 60))} is no NextHop of IPv${family}.`);
  const draftRow = interfaceOf(row, draft, place);
  if (isPersistent(row)) {
    draft.notes.add('Routes of the persistent store were left out: only those of the active store are in force.');
    return;
  }
  setMetric(draftRow, family, numberOf(row.InterfaceMetric ?? row.ifMetric));
  draft.families.add(family);
  draft.routes.push({
    destination: checked(destination, place),
    nextHop: isZero(nextHop) ? null : nextHop,
    interfaceIndex: draftRow.index,
    metric: numberOf(row.RouteMetric),
    ...(isOver(row.ValidLifetime) && { validLifetime: 0 }),
  });
}

/** Store of MSFT_NetRoute and MSFT_NetIPInterface: 0 is the persistent one, which says nothing of what is connected. */
function isPersistent(row: Row): boolean {
  const store = textOf(row.Store ?? row.PolicyStore);
  return store === '0' || store === 'PersistentStore';
}

/** A TimeSpan: an object in JSON, a text in CSV, an ISO 8601 duration in CLIXML. */
function isOver(lifetime: unknown): boolean {
  const ticks = typeof lifetime === 'object' && lifetime !== null ? (lifetime as Row).Ticks : undefined;
  return ticks === 0 || lifetime === '00:00:00' || lifetime === 'PT0S';
}

function readIpInterface(row: Row, draft: Draft, place: string): void {
  const draftRow = interfaceOf(row, draft, place);
  const family = familyOf(row.AddressFamily, place);
  const connected = isWord(row.ConnectionState, 1, 'Connected');
  const withoutDefault = isWord(row.IgnoreDefaultRoutes, 1, 'Enabled');
  setMetric(draftRow, family, numberOf(row.InterfaceMetric));
  if (family === 4) Object.assign(draftRow, { connected4: connected, disableDefaultRoutes4: withoutDefault });
  else Object.assign(draftRow, { connected6: connected, disableDefaultRoutes6: withoutDefault });
}

function readAdapter(row: Row, draft: Draft, place: string): void {
  const draftRow = interfaceOf(row, draft, place);
  const status = textOf(row.Status);
  draftRow.name = textOf(row.Name ?? row.InterfaceAlias) ?? draftRow.name;
  draftRow.description = textOf(row.InterfaceDescription);
  draftRow.guid = textOf(row.InterfaceGuid);
  draftRow.deviceId = textOf(row.PnPDeviceID);
  draftRow.type = numberOf(row.InterfaceType) ?? draftRow.type;
  draftRow.hardware = row.HardwareInterface === undefined ? null : isWord(row.HardwareInterface, 1, 'True');
  if (status !== null) draftRow.up = !isDown.test(status);
}

/** What else Get-NetAdapter calls a status is no proof that an interface carries nothing. */
const isDown = /^(Disconnected|Disabled|Not Present|Down|Lower Layer Down)$/i;

function readIpAddress(row: Row, draft: Draft, place: string): void {
  const draftRow = interfaceOf(row, draft, place);
  const address = (textOf(row.IPAddress) ?? '').split('%')[0];
  const length = numberOf(row.PrefixLength);
  const family = readAddress(address, 0, address.length, words);
  if (family === 0 || length === null || length > (family === 4 ? 32 : 128))
    throw invalidAt(place, `${JSON.stringify(address.slice(0, 60))} is no IPAddress with a PrefixLength.`);
  draftRow.addresses = [...(draftRow.addresses ?? []), `${address}/${length}`];
}

function interfaceOf(row: Row, draft: Draft, place: string): DraftInterface {
  const index = numberOf(row.InterfaceIndex ?? row.ifIndex);
  if (index === null) throw invalidAt(place, 'it has no InterfaceIndex; select all properties.');
  const draftRow = draft.numbered(index);
  const alias = textOf(row.InterfaceAlias);
  if (alias !== null && draftRow.name === `interface ${index}`) draftRow.name = alias;
  return draftRow;
}

function setMetric(row: DraftInterface, family: Family, metric: number | null): void {
  if (metric === null) return;
  if (family === 4) row.metric4 = metric;
  else row.metric6 = metric;
}

function familyOf(value: unknown, place: string): Family {
  if (isWord(value, 2, 'IPv4')) return 4;
  if (isWord(value, 23, 'IPv6')) return 6;
  throw invalidAt(place, `${JSON.stringify(value)} is no AddressFamily.`);
}

function isWord(value: unknown, number: number, word: string): boolean {
  return (
    value === true || value === number || [String(number), word.toLowerCase()].includes(String(value).toLowerCase())
  );
}

function checked(destination: string, place: string): string {
  try {
    parsePrefix(destination);
    return destination;
  } catch (error) {
    throw invalidAt(place, (error as Error).message);
  }
}

function isZero(address: string): boolean {
  return address === '0.0.0.0' || address === '::';
}

function textOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

function numberOf(value: unknown): number | null {
  const text = textOf(value);
  return text !== null && /^\d{1,10}$/.test(text) ? Number(text) : null;
}
