import type { SnapshotInterface } from '../../contract/snapshot.ts';
import type { LookUp, Recognition } from '../interfaces.ts';
import { linuxTunnelNames } from '../vendors.ts';

/** Link kinds (IFLA_INFO_KIND, `ip -d link`) of tunnels that are made to reach another network. */
const vpnKinds =
  /^(tun|tap|wireguard|amneziawg|ovpn(-.+)?|xfrm|ipsec|vti6?|gre|gretap|ip6gre|ip6gretap|erspan|ip6erspan|ipip|l2tp.*)$/;

/** Kinds that carry VPNs, and an internet provider's access or an overlay network just as well. */
const ambiguousKinds: ReadonlyMap<string, string> = new Map([
  ['ppp', 'PPPoE and VPNs'],
  ['sit', '6rd, 6to4 and tunnel brokers'],
  ['ip6tnl', 'DS-Lite and VPNs'],
  ['vxlan', 'overlay networks'],
  ['geneve', 'overlay networks'],
  ['bareudp', 'overlay networks'],
  ['amt', 'multicast over other networks'],
  ['dummy', 'nothing: packets end there'],
  ['ifb', 'nothing that this machine sends'],
  ['vrf', 'what a routing table of its own says'],
]);

/** Kinds of Ethernet that this machine makes itself, with its own wire at the end. */
const localKinds =
  /^(veth|bridge|bond|team|vlan|macvlan|macvtap|ipvlan|ipvtap|macsec|netkit|ipoib|wwan|rmnet|virt_wifi|hsr|dsa)$/;

/** IANA ifTypes: ethernetCsmacd, ieee80211, infiniband, wwanPP, wwanPP2. */
const networkCardTypes: ReadonlySet<number | null | undefined> = new Set([6, 71, 199, 243, 244]);
/** What the kernel and systemd call network cards (systemd.net-naming-scheme(7)). */
const networkCardNames =
  /^((eth|wlan|lan|wan|bnep)\d+|(en|wl|ww)((P\d+)?p\d+s\d+|[bosvXRi]\d+|x[0-9a-f]{12}|c[0-9a-f]{4,}|a\w{4,}i\d+)\w*)$/;
const tunnelType = 131;

/** Recognises an interface of Linux by its link kind, which `deviceId` holds; a network card's driver has none. */
export function recogniseOnLinux(row: SnapshotInterface, lookUp: LookUp): Recognition {
  const kind = row.deviceId?.toLowerCase() ?? '';
  if (row.type === 24) return { path: 'UnknownTunnel', reason: 'loopback: leads nowhere' };
  if (kind === '') return withoutKind(row);
  if (kind === 'tun' && lookUp(row.index)?.isBridged)
    return { path: 'UnknownTunnel', reason: "a port of a bridge, a virtual machine's or a tunnel's" };
  if (vpnKinds.test(kind)) return { path: 'Vpn', reason: `its link kind is ${kind}` };
  const carried = ambiguousKinds.get(kind);
  if (carried) return { path: 'UnknownTunnel', reason: `its link kind is ${kind}, which carries ${carried}` };
  if (localKinds.test(kind) || isNetworkCard(row)) {
    return throughLower(row, lookUp) ?? { path: 'Local', reason: `its link kind is ${kind}, no tunnel` };
  }
  return { path: 'UnknownTunnel', reason: `its link kind ${kind} is not known` };
}

/**
 * Where what carries its packets leads. A bridge with a network card in it is the local network, whatever machines' and tunnels'
 * ports it has besides; undefined where nothing speaks against the local network.
 */
function throughLower(row: SnapshotInterface, lookUp: LookUp): Recognition | undefined {
  const lower = (row.lower ?? []).flatMap((index) => lookUp(index) ?? []);
  // What is below does not stand on what is above; no snapshot may say so.
  const below: LookUp = (index) => (index === row.index ? undefined : lookUp(index));
  const paths = lower.map((each) => (each.word ?? recogniseOnLinux(each.row, below)).path);
  const isLocal = row.deviceId === 'bridge' ? paths.includes('Local') : paths.every((path) => path === 'Local');
  if (isLocal || paths.length === 0) return undefined;
  const isVpn = row.deviceId !== 'bridge' && paths.every((path) => path === 'Vpn');
  const names = lower.map(({ row: { name } }) => name).join(', ');
  return { path: isVpn ? 'Vpn' : 'UnknownTunnel', reason: `its packets go through ${names}` };
}

/** A snapshot made of somebody's text may not hold the kind: then the name and the type have to do. */
function withoutKind(row: SnapshotInterface): Recognition {
  if (linuxTunnelNames.test(row.name)) return { path: 'Vpn', reason: `it is named ${row.name}, as VPN clients do` };
  if (row.type === tunnelType) return { path: 'Vpn', reason: `its interface type ${row.type} is a tunnel` };
  const isSoftware = row.hardware === false && !networkCardNames.test(row.name);
  if ((isNetworkCard(row) && !isSoftware) || networkCardNames.test(row.name))
    return { path: 'Local', reason: 'a network card' };
  return { path: 'UnknownTunnel', reason: 'neither its link kind nor its type tells what it is' };
}

function isNetworkCard(row: SnapshotInterface): boolean {
  return row.hardware === true || networkCardTypes.has(row.type);
}
