/**
 * Programs in the network stack that a snapshot records by name where they run (`Snapshot.running`), and whether they can
 * take traffic below or beside the route table, so that a right table is no proof. Nothing else that runs is recorded.
 */
export interface NetworkClient {
  readonly product: string;
  /** Names of its processes, services and drivers, lower case, without `.exe` or `.sys`; Linux names have 15 characters at most. */
  readonly names: readonly string[];
  readonly beside: boolean;
  readonly source: string;
}

const w365 = 'PaulCollinge/W365ConnectivityTool, src/W365LocalScanner/Program.cs, _networkStackAgents';
const gsaConflicts = 'jeevanbisht/GSASxSChecker, Get-GSAConflictReport.ps1, $KnownVendors';

export const networkClients: readonly NetworkClient[] = [
  { product: 'GlobalProtect', names: ['pangps'], beside: false, source: w365 },
  {
    product: 'Cisco Secure Client',
    names: ['vpnagent', 'vpnagentd', 'csc_vpnagent'],
    beside: false,
    source: w365,
  },
  // FA_Scheduler is the FortiClient Service Scheduler, though the scanner calls it Forcepoint.
  { product: 'FortiClient', names: ['fortisslvpndaemon', 'forticlient', 'fa_scheduler'], beside: false, source: w365 },
  { product: 'OpenVPN', names: ['openvpn'], beside: false, source: w365 },
  { product: 'WireGuard', names: ['wireguard'], beside: false, source: w365 },
  { product: 'Tailscale', names: ['tailscaled'], beside: false, source: w365 },
  { product: 'Cisco Web Security', names: ['acwebsecagent'], beside: true, source: w365 },
  {
    product: 'Cisco Umbrella',
    names: ['acumbrellaagent', 'csc_umbrellaagent', 'acswgagent', 'csc_swgagent', 'umbrella_rc'],
    beside: true,
    source: `${w365}; ${gsaConflicts}`,
  },
  { product: 'Cisco Secure Access', names: ['csc_zta_agent'], beside: true, source: gsaConflicts },
  {
    product: 'Zscaler',
    names: ['zscalerservice', 'zsatunnel', 'zsaservice', 'zapprd', 'zstunnel'],
    beside: true,
    source: `${w365}; help.zscaler.com, Zscaler Client Connector processes to allowlist`,
  },
  {
    product: 'Netskope',
    names: ['stagentsvc', 'stadrv', 'stadrv6x64'],
    beside: true,
    source: `${w365}; the WFP driver from the Netskope Client's installer`,
  },
  { product: 'Cloudflare WARP', names: ['warp-svc', 'cloudflarewarp'], beside: true, source: w365 },
  { product: 'iboss', names: ['iboss'], beside: true, source: w365 },
  { product: 'Forcepoint', names: ['fpcsvc', 'fpwfpdriver', 'fpwfp'], beside: true, source: gsaConflicts },
  {
    product: 'Microsoft Global Secure Access',
    names: [
      'globalsecureaccessclient',
      'globalsecureaccessdriver',
      'globalsecureaccesstunnelingservice',
      'globalsecureaccessengineservice',
    ],
    beside: true,
    source: `${w365}; MicrosoftDocs/entra-docs, Global Secure Access client: main components`,
  },
  {
    product: 'Mullvad VPN',
    names: ['mullvad-daemon', 'mullvadvpn', 'mullvad-split-tunnel'],
    beside: true,
    source: 'mullvad/mullvadvpn-app, docs/security.md (it blocks what leaves outside its tunnel)',
  },
  {
    product: 'strongSwan',
    names: ['charon', 'charon-systemd', 'charon-nm'],
    beside: true,
    source: 'RFC 4301 section 5.1: IPsec policies apply to packets that the route table sends elsewhere',
  },
  { product: 'Libreswan', names: ['pluto'], beside: true, source: 'RFC 4301 section 5.1' },
];

const byName = new Map(networkClients.flatMap((client) => client.names.map((name) => [name, client] as const)));

/** The client that a process, service or driver of this name belongs to. */
export function networkClient(name: string): NetworkClient | undefined {
  return byName.get(name.toLowerCase().replace(/\.(exe|sys)$/, ''));
}
