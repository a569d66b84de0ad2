import type { SnapshotInterface } from '../../contract/snapshot.ts';
import type { Recognition } from '../interfaces.ts';

/** Link kinds (IFLA_INFO_KIND) that lead into a tunnel of somebody's making. */
const vpnKinds: ReadonlySet<string> = new Set([
  'tun',
  'tap',
  'wireguard',
  'amneziawg',
  'ovpn',
  'ovpn-dco',
  'ovpn-dco-v2',
  'xfrm',
  'ipsec',
  'vti',
  'vti6',
  'gre',
  'gretap',
  'ip6gre',
  'ip6gretap',
  'erspan',
  'ip6erspan',
  'ipip',
  'l2tp',
  'l2tpeth',
]);

/** Kinds that lead into a tunnel which may be a VPN, an overlay, or the internet provider's own. */
const otherTunnelKinds: ReadonlyMap<string, string> = new Map([
  ['ppp', 'PPP, which carries PPPoE as well as VPNs'],
  ['sit', 'IPv6 in IPv4, which carries 6rd and tunnel brokers'],
  ['ip6tnl', 'a tunnel in IPv6, which carries DS-Lite as well as VPNs'],
  ['vxlan', 'an overlay network'],
  ['geneve', 'an overlay network'],
]);

export function recogniseOnLinux(row: SnapshotInterface): Recognition {
  const kind = row.deviceId ?? '';
  if (row.type === 24) return { path: 'UnknownTunnel', reason: 'loopback: leads nowhere' };
  if (vpnKinds.has(kind)) return { path: 'Vpn', reason: `its link kind is ${kind}` };
  const other = otherTunnelKinds.get(kind);
  if (other) return { path: 'UnknownTunnel', reason: `its link kind is ${kind}: ${other}` };
  return { path: 'Local', reason: kind ? `its link kind is ${kind}, not a tunnel` : 'a network device, not a tunnel' };
}
