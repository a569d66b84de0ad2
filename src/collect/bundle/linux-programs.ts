import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Programs } from './programs.ts';
import type { Program } from './run.ts';

const folders = ['/usr/sbin', '/usr/bin', '/sbin', '/bin'];

export function linuxPrograms(addresses: readonly string[]): Programs {
  return {
    environment: { PATH: folders.join(':'), LC_ALL: 'C' },
    programs: [
      program('ip-address', 'ip', '-details', 'address'),
      program('ip-link', 'ip', '-details', '-statistics', 'link'),
      program('ip-route-4', 'ip', '-details', '-4', 'route', 'show', 'table', 'all'),
      program('ip-route-6', 'ip', '-details', '-6', 'route', 'show', 'table', 'all'),
      program('ip-rule-4', 'ip', '-details', '-4', 'rule'),
      program('ip-rule-6', 'ip', '-details', '-6', 'rule'),
      program('ip-nexthop', 'ip', '-details', 'nexthop'),
      program('ip-xfrm-policy', 'ip', 'xfrm', 'policy'), // The states hold the keys.
      ...addresses.map((address, i) => program(`ip-route-get-${i + 1}`, 'ip', 'route', 'get', address)),
      program('nft-ruleset', 'nft', 'list', 'ruleset'),
      program('resolvectl', 'resolvectl', 'status', '--no-pager'),
      program('nmcli-device', 'nmcli', 'device', 'show'),
      program('nmcli-connection', 'nmcli', 'connection', 'show', '--active'),
      program('networkctl', 'networkctl', 'status', '--all', '--no-pager'),
      program('wireguard', 'wg', 'show'),
      program('journal', 'journalctl', ...journal),
    ],
  };
}

/** What VPN daemons and those of the network say; openvpn@ and openvpn-client@ have instances. */
const journal = [
  '--no-pager',
  '--lines=2000',
  '--since=-14d',
  ...['openvpn*', 'wg-quick@*', 'strongswan*', 'ipsec', 'NetworkManager', 'systemd-networkd'].map(
    (unit) => `--unit=${unit}`,
  ),
];

function program(name: string, file: string, ...args: string[]): Program {
  const command = folders.map((folder) => join(folder, file)).find((path) => existsSync(path));
  return { name: `raw/${name}.txt`, command: command ?? join(folders[0], file), args };
}
