import type { SnapshotInterface } from '../contract/snapshot.ts';

/** The drivers whose adapters lead into a VPN: the one place that knows vendors by name. */
export interface VpnDriver {
  readonly vendor: string;
  /**
   * The whole description (MIB_IF_ROW2.Description) in any case, without the ` #2` that Windows appends to further adapters:
   * a name, or a pattern behind words that it contains. To compile a pattern takes longer than all else here, so only one
   * whose words are there is asked.
   */
  readonly description?: string | readonly [words: string, pattern: RegExp];
  /** How the PnP instance id begins, where the driver's own bus tells more than the description, which the client chooses. */
  readonly deviceId?: string;
  /** Where the description was seen; null: from general knowledge, never seen in a source. */
  readonly source: string | null;
}

const listings = 'Get-NetAdapter, ipconfig or route print listings in public repositories';
const wintun = 'WireGuard/wintun, api/adapter.c ("%s Tunnel") and driver/wintun.inf';

export const windowsRas = 'Windows RAS';
/** The client of WireGuard for Windows itself, which brings the kill switch. */
export const wireGuard = 'WireGuard';

export const vpnDrivers: readonly VpnDriver[] = [
  {
    vendor: windowsRas,
    description: ['WAN Miniport ', /^WAN Miniport \((IKEv2|SSTP|L2TP|PPTP|IP|IPv6)\)$/i],
    source: 'Get-WmiObject Win32_NetworkAdapter listings in public repositories',
  },
  {
    vendor: wireGuard,
    description: 'WireGuard Tunnel',
    source: `WireGuard/wireguard-windows, tunnel/service.go; ${wintun}`,
  },
  {
    vendor: 'Tailscale',
    description: 'Tailscale Tunnel',
    source: 'tailscale/tailscale, tsconst (WintunInterfaceDesc)',
  },
  { vendor: 'Cloudflare WARP', description: 'Cloudflare WARP Interface Tunnel', source: listings },
  { vendor: 'NordVPN', description: 'NordLynx Tunnel', source: listings },
  { vendor: 'Mullvad VPN', description: 'Mullvad Tunnel', source: null },
  { vendor: 'Wintun', description: 'Wintun Userspace Tunnel', source: wintun },
  { vendor: 'Wintun', deviceId: 'SWD\\WINTUN\\', source: 'WireGuard/wintun, api/adapter.h' },
  { vendor: 'Wintun', deviceId: 'ROOT\\WINTUN\\', source: 'WireGuard/wintun, api/adapter.h' },
  { vendor: 'WireGuardNT', deviceId: 'SWD\\WIREGUARD\\', source: 'WireGuard/wireguard-nt, api/adapter.h' },
  {
    vendor: 'TAP-Windows (OpenVPN and others)',
    description: ['TAP-', /^(\w+-)?TAP-(\w+ )?Win(dows|32) Adapter V\d+( .+)?$/i],
    source: `OpenVPN/tap-windows6, src/OemVista.inf.in; ${listings}`,
  },
  {
    vendor: 'OpenVPN',
    description: 'OpenVPN Data Channel Offload',
    source: 'OpenVPN/ovpn-dco-win, ovpn-dco.inf',
  },
  {
    vendor: 'Palo Alto GlobalProtect',
    description: ['PANGP Virtual Ethernet Adapter', /^PANGP Virtual Ethernet Adapter( Secure)?$/i],
    source: listings,
  },
  {
    vendor: 'Cisco Secure Client (AnyConnect)',
    description: [
      'Cisco ',
      /^Cisco (AnyConnect|Secure Client)( Secure Mobility Client| VPN)? Virtual Miniport Adapter( for Windows( \w+)?)?$/i,
    ],
    source: listings,
  },
  {
    vendor: 'Fortinet FortiClient',
    description: ['Fortinet ', /^Fortinet (SSL VPN )?Virtual Ethernet Adapter( \(NDIS \d+\.\d+\))?$/i],
    source: listings,
  },
  { vendor: 'Fortinet FortiClient', description: 'PPPoP WAN Adapter', source: listings },
  {
    vendor: 'Ivanti Secure Access (Pulse Secure, Juniper)',
    description: ['Juniper Networks Virtual Adapter', /^Juniper Networks Virtual Adapter( Manager)?$/i],
    source: listings,
  },
  {
    vendor: 'Ivanti Secure Access (Pulse Secure, Juniper)',
    description: 'Pulse Secure Virtual Adapter',
    source: null,
  },
  {
    vendor: 'Ivanti Secure Access (Pulse Secure, Juniper)',
    description: 'Ivanti Secure Access Virtual Adapter',
    source: null,
  },
  {
    vendor: 'Check Point',
    description: ['Check Point Virtual Network Adapter', /^Check Point Virtual Network Adapter( .+)?$/i],
    source: listings,
  },
  { vendor: 'SonicWall', description: 'SonicWall Virtual NIC', source: listings },
  { vendor: 'SonicWall', description: 'SonicWall NetExtender Adapter', source: null },
  { vendor: 'F5 BIG-IP Edge Client', description: 'F5 Networks VPN Adapter', source: listings },
  { vendor: 'Citrix Secure Access', description: 'Citrix Virtual Adapter', source: listings },
  {
    vendor: 'Zscaler',
    description: ['Zscaler Network Adapter', /^Zscaler Network Adapter( \d+(\.\d+)*)?$/i],
    source: listings,
  },
  {
    vendor: 'ZeroTier',
    description: ['ZeroTier ', /^ZeroTier (One )?Virtual Port$/i],
    source: 'zerotier/ZeroTierOne, windows/TapDriver6/zttap300.inf',
  },
  {
    vendor: 'SoftEther',
    description: ['VPN Client Adapter - ', /^VPN Client Adapter - .+$/i],
    source: 'SoftEtherVPN/SoftEtherVPN, src/Neo6/Neo6.h',
  },
  { vendor: 'NetMotion (Absolute Secure Access)', description: ['NetMotion ', /^NetMotion .*Adapter$/i], source: null },
];

/** The driver of an interface of Windows, where it is one of a VPN. */
export function vpnDriverOf(row: Pick<SnapshotInterface, 'description' | 'deviceId'>): VpnDriver | undefined {
  const description = withoutNumber(row.description ?? '');
  const deviceId = row.deviceId ?? '';
  if (description === '' && deviceId === '') return undefined;
  return vpnDrivers.find((driver) => isDescribed(driver, description) || isOnBus(driver, deviceId));
}

function withoutNumber(description: string): string {
  return description.includes(' #') ? description.replace(/ #\d+$/, '') : description;
}

function isOnBus(driver: VpnDriver, deviceId: string): boolean {
  return driver.deviceId !== undefined && deviceId.toUpperCase().startsWith(driver.deviceId);
}

function isDescribed({ description }: VpnDriver, as: string): boolean {
  if (description === undefined) return false;
  if (typeof description === 'string') return description.toLowerCase() === as.toLowerCase();
  const [words, pattern] = description;
  return as.toLowerCase().includes(words.toLowerCase()) && pattern.test(as);
}

/**
 * Whether an interface is a tunnel of WireGuard for Windows, whose kill switch blocks what leaves elsewhere. Others that
 * use its driver or Wintun have names and rules of their own.
 */
export function isWireGuard(row: SnapshotInterface): boolean {
  return vpnDriverOf(row)?.vendor === wireGuard;
}

/**
 * Names that VPN clients on Linux give their interfaces, for snapshots that don't hold the link kind.
 * Sources: the clients' own defaults (wg-quick, OpenVPN, tailscale0, wg0-mullvad, CloudflareWARP, nordlynx).
 */
export const linuxTunnelNames =
  /^((tun|tap|wg|utun|vpn|ipsec|vti|xfrm|gre|tailscale|cscotun|gpd|nordlynx|nordtun|l2tpeth)\d*|tunsnx|wg\d*-mullvad|CloudflareWARP)$/i;
