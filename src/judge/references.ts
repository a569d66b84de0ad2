/** The pages that the checks rest on. */
export const references = {
  securingTeams: 'https://learn.microsoft.com/microsoft-365/enterprise/microsoft-365-vpn-securing-teams',
  endpoints: 'https://learn.microsoft.com/microsoft-365/enterprise/urls-and-ip-address-ranges',
  models: 'https://learn.microsoft.com/microsoft-365/enterprise/microsoft-365-vpn-common-scenarios',
  getBestRoute2: 'https://learn.microsoft.com/windows/win32/api/netioapi/nf-netioapi-getbestroute2',
  nextHop: 'https://learn.microsoft.com/powershell/module/nettcpip/new-netroute',
  ice: 'https://www.rfc-editor.org/rfc/rfc8445#section-5.1.1',
  edgeRouting: 'https://learn.microsoft.com/deployedge/microsoft-edge-vpn-split-tunneling',
  china: 'https://learn.microsoft.com/microsoft-365/enterprise/microsoft-365-networking-china',
  ports: 'https://learn.microsoft.com/microsoftteams/prepare-network',
  stun: 'https://www.rfc-editor.org/rfc/rfc8489',
  ipsec: 'https://www.rfc-editor.org/rfc/rfc4301#section-5.1',
  policyRules: 'https://man7.org/linux/man-pages/man8/ip-rule.8.html',
  wireGuard: 'https://git.zx2c4.com/wireguard-windows/about/docs/netquirk.md',
} as const;
