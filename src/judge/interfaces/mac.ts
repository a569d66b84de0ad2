import type { SnapshotInterface } from '../../contract/snapshot.ts';
import type { Recognition } from '../interfaces.ts';

/** IANA ifType tunnel. */
const tunnelType = 131;

/**
 * Recognises an interface of macOS by its name, which the system gives: snapshots of it are made of netstat's output, which
 * tells no type. Only the tunnel of a VPN profile has one.
 */
export function recogniseOnMac({ name, type }: SnapshotInterface): Recognition {
  if (type === tunnelType) return { path: 'Vpn', reason: `its interface type ${type} is a tunnel` };
  if (/^lo\d+$/.test(name)) return { path: 'UnknownTunnel', reason: 'loopback: leads nowhere' };
  if (/^en\d+$/.test(name)) return { path: 'Local', reason: `${name} is what macOS calls a network card` };
  if (/^(utun|ipsec|ppp|tun|tap|gif|gpd|cscotun)\d+$/.test(name))
    return { path: 'Vpn', reason: `${name} is what macOS and VPN clients call a tunnel` };
  return { path: 'UnknownTunnel', reason: 'its name does not tell what it is' };
}
