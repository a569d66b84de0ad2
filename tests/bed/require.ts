import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { wineChroot } from './paths.ts';
import { findTool, tool } from './tools.ts';

interface NeedDescription {
  found: () => boolean;
  /** What to do where it is missing. */
  remedy: string;
  /** The Debian package, where there is one. */
  package?: string;
}

function installed(program: string, debianPackage: string): NeedDescription {
  return {
    found: () => findTool(program) !== undefined,
    remedy: `apt-get install ${debianPackage}`,
    package: debianPackage,
  };
}

/** Everything a suite can need of the machine, by name. */
export const needs = {
  root: { found: () => process.getuid?.() === 0, remedy: 'run as root' },
  namespaces: { found: canMakeNamespaces, remedy: 'run as root, in a container with --privileged' },
  tun: {
    found: () => existsSync('/dev/net/tun'),
    remedy: 'modprobe tun; in a container --device /dev/net/tun',
  },
  ip: installed('ip', 'iproute2'),
  ping: installed('ping', 'iputils-ping'),
  traceroute: installed('traceroute', 'traceroute'),
  openssl: installed('openssl', 'openssl'),
  openvpn: installed('openvpn', 'openvpn'),
  'wireguard-go': installed('wireguard-go', 'wireguard-go'),
  wg: installed('wg', 'wireguard-tools'),
  'wg-quick': installed('wg-quick', 'wireguard-tools'),
  nft: installed('nft', 'nftables'),
  ocserv: installed('ocserv', 'ocserv'),
  openconnect: installed('openconnect', 'openconnect'),
  'vpnc-script': {
    found: () => existsSync('/usr/share/vpnc-scripts/vpnc-script'),
    remedy: 'apt-get install vpnc-scripts',
    package: 'vpnc-scripts',
  },
  coturn: installed('turnserver', 'coturn'),
  tcpdump: installed('tcpdump', 'tcpdump'),
  tshark: installed('tshark', 'tshark'),
  ethtool: installed('ethtool', 'ethtool'),
  chromium: installed('chromium', 'chromium'),
  strace: installed('strace', 'strace'),
  osslsigncode: installed('osslsigncode', 'osslsigncode'),
  gcc: {
    found: () => findTool('gcc') !== undefined && existsSync('/usr/include/linux/rtnetlink.h'),
    remedy: 'apt-get install gcc libc6-dev',
  },
  mingw: installed('x86_64-w64-mingw32-gcc', 'gcc-mingw-w64-x86-64'),
  dotnet: { found: dotnetSdk10, remedy: 'install the .NET SDK 10' },
  wine: { found: () => existsSync(`${wineChroot}/.complete`), remedy: 'run scripts/prepare-wine.sh as root' },
} satisfies Record<string, NeedDescription>;

export type Need = keyof typeof needs;

/**
 * To be called first in a `describe(…, function () { requireOrSkip(this, ['root', 'openvpn']); … })`, before any hook.
 * Where something is missing, the suite is skipped and its title says what to do; with CI=true it fails instead.
 */
export function requireOrSkip(suite: Mocha.Suite, required: readonly Need[]): void {
  const missing = required.filter((need) => !needs[need].found());
  if (missing.length === 0) return;

  const remedies = missing.map((need) => `${need} is missing: ${needs[need].remedy}`).join('; ');
  if (process.env['CI'] === 'true') {
    suite.beforeAll(() => {
      throw new Error(`${suite.fullTitle()} cannot run. ${remedies}`);
    });
    return;
  }
  suite.title += ` (skipped: ${remedies})`;
  suite.pending = true;
}

function canMakeNamespaces(): boolean {
  const unshare = findTool('unshare');
  return unshare !== undefined && spawnSync(unshare, ['--net', '--mount', tool('true')]).status === 0;
}

function dotnetSdk10(): boolean {
  const dotnet = findTool('dotnet');
  if (!dotnet) return false;
  return spawnSync(dotnet, ['--list-sdks'], { encoding: 'utf8' })
    .stdout.split('\n')
    .some((sdk) => sdk.startsWith('10.'));
}
