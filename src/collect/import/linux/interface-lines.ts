import type { Draft, DraftInterface } from '../draft.ts';
import { invalidAt, type Place } from '../draft.ts';
import { familyOf } from './route.ts';

const head = /^(\d{1,10}): ([^\s@:]+)(@[^\s:]+)?: <([^>]*)>/;

/** Whether a line of `ip addr` or `ip link` begins an interface. */
export function startsInterface(line: string): boolean {
  return head.test(line);
}

export function readInterfaceLine(line: string, draft: Draft): DraftInterface {
  const [, index, name, , flags] = head.exec(line)!;
  const row = draft.named(name, Number(index));
  setUp(row, flags.split(',').includes('UP'));
  return row;
}

export function setUp(row: DraftInterface, up: boolean): void {
  Object.assign(row, { up, connected4: up, connected6: up });
}

/** IANA ifTypes by ip's names of hardware types. */
const types: Readonly<Record<string, number>> = { ether: 6, loopback: 24, ppp: 23, ieee802_11: 71 };
const noLink = { tunnel: 131, modem: 243 } as const;

/** Link kinds (IFLA_INFO_KIND) as `ip -d` prints them at the start of a line. */
const kinds = new Set(
  (
    'amneziawg bareudp bond bridge dsa dummy erspan geneve gre gretap hsr ifb ip6erspan ip6gre ip6gretap ip6tnl ipip ipoib ' +
    'ipsec ipvlan ipvtap l2tpeth macsec macvlan macvtap netkit nlmon ovpn rmnet sit team tun veth vlan vrf vti vti6 vxlan ' +
    'wireguard wwan xfrm'
  ).split(' '),
);

/**
 * Reads an indented line below an interface: its addresses, and with `-d` its link kind.
 * @throws ToolError `ImportInvalid`
 */
export function readDetail(line: string, row: DraftInterface, place: Place): void {
  const words = line.trim().split(/\s+/);
  const [word, value] = words;
  if (word === 'inet' || word === 'inet6') row.addresses = [...(row.addresses ?? []), addressOf(words, place)];
  else if (word.startsWith('link/') && words.includes('promiscuity')) setHardware(row, word.slice(5), words);
  else if (kinds.has(word) && row.type != null) setKind(row, word);
  else if (word === 'alias' && value) row.description = value;
}

/** Only `ip -d` tells whether there is a kind, and a network card has none. */
function setHardware(row: DraftInterface, hardware: string, words: readonly string[]): void {
  setLink(row, hardware, null, words.includes('parentbus'));
}

/** What `ip -d` says of a link in text and in JSON. */
export function setLink(row: DraftInterface, hardware: string, kind: string | null, onBus: boolean): void {
  row.type = types[hardware] ?? noLink.modem;
  row.hardware = onBus;
  row.deviceId = null;
  if (kind !== null) setKind(row, kind);
}

function setKind(row: DraftInterface, kind: string): void {
  row.deviceId = kind;
  if (row.type === noLink.modem && kind !== 'wwan') row.type = noLink.tunnel;
}

/** The prefix length of a point-to-point address is that around its peer. */
function addressOf([, address, peer]: readonly string[], place: Place): string {
  if (!address || familyOf(address) === null) throw invalidAt(place, `${JSON.stringify(address ?? '')} is no address.`);
  if (address.includes('/')) return address;
  return peer === 'peer' ? `${address}/${address.includes(':') ? 128 : 32}` : `${address}/32`;
}
