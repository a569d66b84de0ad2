/**
 * Programs in the network stack that a snapshot records by name where they run (`Snapshot.running`), and whether they can
 * take traffic below or beside the route table, so that a right table is no proof. Nothing else that runs is recorded.
 * Source: `_networkStackAgents` of PaulCollinge/W365ConnectivityTool, except that FA_Scheduler is Fortinet's.
 */
export interface NetworkClient {
  readonly product: string;
  /** Names of its processes and services, lower case, without `.exe`. */
  readonly names: readonly string[];
  readonly beside: boolean;
}

export const networkClients: readonly NetworkClient[] = [
  { product: 'GlobalProtect', names: ['pangps'], beside: false },
  { product: 'Cisco Secure Client', names: ['vpnagent', 'vpnagentd'], beside: false },
  { product: 'FortiClient', names: ['fortisslvpndaemon', 'fa_scheduler'], beside: false },
  { product: 'OpenVPN', names: ['openvpn'], beside: false },
  { product: 'WireGuard', names: ['wireguard'], beside: false },
  { product: 'Tailscale', names: ['tailscaled'], beside: false },
  { product: 'Cisco Web Security', names: ['acwebsecagent'], beside: true },
  { product: 'Cisco Umbrella', names: ['acumbrellaagent'], beside: true },
  { product: 'Zscaler', names: ['zscalerservice', 'zsatunnel'], beside: true },
  { product: 'Netskope', names: ['stagentsvc'], beside: true },
  { product: 'Cloudflare WARP', names: ['warp-svc'], beside: true },
  { product: 'iboss', names: ['iboss'], beside: true },
  { product: 'Microsoft Global Secure Access', names: ['globalsecureaccessclient'], beside: true },
];

const byName = new Map(networkClients.flatMap((client) => client.names.map((name) => [name, client] as const)));

/** The client that a process, service or driver of this name belongs to. */
export function networkClient(name: string): NetworkClient | undefined {
  return byName.get(name.toLowerCase().replace(/\.exe$/, ''));
}
