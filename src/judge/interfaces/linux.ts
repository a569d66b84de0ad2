import type { SnapshotInterface } from '../../contract/snapshot.ts';
import type { Recognition } from '../interfaces.ts';
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
]);

/** Kinds of Ethernet that this machine makes itself, with its own wire at the end. */
const localKinds =
  /^(veth|bridge|bond|team|vlan|macvlan|macvtap|ipvlan|ipvtap|vrf|dummy|netkit|ipoib|wwan|rmnet|virt_wifi|hsr|dsa)$/;

/** IANA ifTypes: ethernetCsmacd, ieee80211, infiniband, wwanPP, wwanPP2. */
const networkCardTypes: ReadonlySet<number | null | undefined> = new Set([6, 71, 199, 243, 244]);
/** What the kernel and systemd call network cards (systemd.net-naming-scheme(7)). */
const networkCardNames = /^((eth|wlan|lan|wan)\d+|(en|wl|ww)[bcopsvx]\w+)$/;
const tunnelType = 131;

/** Recognises an interface of Linux by its link kind, which `deviceId` holds; a network card's driver has none. */
export function recogniseOnLinux(row: SnapshotInterface): Recognition {
  const kind = row.deviceId?.toLowerCase() ?? '';
  if (row.type === 24) return { path: 'UnknownTunnel', reason: 'loopback: leads nowhere' };
  if (kind === '') return withoutKind(row);
  if (vpnKinds.test(kind)) return { path: 'Vpn', reason: `its link kind is ${kind}` };
  const carried = ambiguousKinds.get(kind);
  if (carried) return { path: 'UnknownTunnel', reason: `its link kind is ${kind}, which carries ${carried}` };
  if (localKinds.test(kind) || isNetworkCard(row))
    return { path: 'Local', reason: `its link kind is ${kind}, no tunnel` };
  return { path: 'UnknownTunnel', reason: `its link kind ${kind} is not known` };
}

/** A snapshot made of somebody's text may not hold the kind: then the name and the type have to do. */
function withoutKind(row: SnapshotInterface): Recognition {
  if (linuxTunnelNames.test(row.name)) return { path: 'Vpn', reason: `it is named ${row.name}, as VPN clients do` };
  if (row.type === tunnelType) return { path: 'Vpn', reason: `its interface type ${row.type} is a tunnel` };
  if (isNetworkCard(row) || networkCardNames.test(row.name)) return { path: 'Local', reason: 'a network card' };
  return { path: 'UnknownTunnel', reason: 'neither its link kind nor its type tells what it is' };
}

function isNetworkCard(row: SnapshotInterface): boolean {
  return row.hardware === true || networkCardTypes.has(row.type);
}
