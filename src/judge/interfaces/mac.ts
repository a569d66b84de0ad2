import type { SnapshotInterface } from '../../contract/snapshot.ts';
import type { Recognition } from '../interfaces.ts';

/** Recognises an interface of macOS by its name, which the system gives: snapshots of it are made of netstat's output. */
export function recogniseOnMac({ name }: SnapshotInterface): Recognition {
  if (/^lo\d+$/.test(name)) return { path: 'UnknownTunnel', reason: 'loopback: leads nowhere' };
  if (/^en\d+$/.test(name)) return { path: 'Local', reason: `${name} is what macOS calls a network card` };
  if (/^(utun|ipsec|ppp|tun|tap|gif|gpd|cscotun)\d+$/.test(name))
    return { path: 'Vpn', reason: `${name} is what macOS and VPN clients call a tunnel` };
  return { path: 'UnknownTunnel', reason: 'its name does not tell what it is' };
}
