import type { Family } from '../../contract/verdict.ts';
import { readAddress, type Words } from '../../net/parse.ts';
import { parsePrefix } from '../../net/prefix.ts';
import { invalidAt, type Draft, type Place } from './draft.ts';
import { linesOf } from './lines.ts';

const header = /^Destination\s+Gateway\s+Flags\s/;
const words: Words = new Uint32Array(4);

export function isNetstat(line: string): boolean {
  return header.test(line);
}

/**
 * Reads the tables that `netstat -rn` prints on macOS. Routes with the flag `I` hold for sockets bound to their interface
 * alone, and take no part.
 * @throws ToolError `ImportInvalid` with the line
 */
export function readNetstat(text: string, draft: Draft): void {
  draft.isOf('darwin');
  let family: Family | null = null;
  let netif = -1;
  const scopedOnly = new Set<string>();
  for (const { line, number } of linesOf(text)) {
    if (/^Internet6?:\s*$/.test(line)) family = line.startsWith('Internet6') ? 6 : 4;
    else if (header.test(line)) netif = line.trim().split(/\s+/).indexOf('Netif');
    else if (family !== null && netif > 0 && line.trim() !== '') {
      const row = readRow(line, family, netif, number);
      draft.families.add(family);
      if (row.flags.includes('I')) scopedOnly.add(row.device);
      else addRow(draft, row);
    }
  }
  markScoped(draft, scopedOnly);
}

interface Row {
  readonly destination: string;
  readonly gateway: string | null;
  readonly flags: string;
  readonly device: string;
}

function readRow(line: string, family: Family, netif: number, place: Place): Row {
  const [destination, gateway, flags, ...rest] = line.trim().split(/\s+/);
  const device = rest[netif - 3];
  if (device === undefined) throw invalidAt(place, 'a route without its interface; the line is cut off.');
  const cidr = family === 4 ? cidrOfIPv4(destination, flags) : cidrOfIPv6(destination);
  try {
    parsePrefix(cidr);
  } catch {
    throw invalidAt(place, `${JSON.stringify(destination.slice(0, 60))} is no destination of a route.`);
  }
  const bare = gateway.split('%')[0];
  const isGateway = flags.includes('G') && readAddress(bare, 0, bare.length, words) === family;
  return { destination: cidr, gateway: isGateway ? bare : null, flags, device };
}

/** netstat leaves out zero octets at the end, and the length where it is that of the address's class. */
function cidrOfIPv4(text: string, flags: string): string {
  if (text === 'default') return '0.0.0.0/0';
  const [address, length] = text.split('/');
  const octets = address.split('.');
  const padded = [...octets, ...Array<string>(Math.max(0, 4 - octets.length)).fill('0')].join('.');
  if (length !== undefined) return `${padded}/${length}`;
  if (octets.length === 4 || flags.includes('H')) return `${padded}/32`;
  const first = Number(octets[0]);
  return `${padded}/${first < 128 ? 8 : first < 192 ? 16 : 24}`;
}

function cidrOfIPv6(text: string): string {
  if (text === 'default') return '::/0';
  const [address, length = '128'] = text.split('/');
  return `${address.split('%')[0]}/${length}`;
}

function addRow(draft: Draft, { destination, gateway, flags, device }: Row): void {
  const { index } = draft.named(device);
  const type = flags.includes('B') ? 'blackhole' : flags.includes('R') ? 'unreachable' : 'unicast';
  draft.routes.push({ destination, nextHop: gateway, interfaceIndex: index, metric: 0, effectiveMetric: 0, type });
}

/** macOS has tunnels of its own that no traffic takes; they must not pass for a connected VPN. */
function markScoped(draft: Draft, devices: ReadonlySet<string>): void {
  const used = new Set(draft.routes.map(({ interfaceIndex }) => interfaceIndex));
  for (const device of devices) {
    const row = draft.named(device);
    if (!used.has(row.index)) Object.assign(row, { up: false, connected4: false, connected6: false });
  }
}
