import { formatAddress } from '../../../net/address.ts';
import type { Prefix } from '../../../net/prefix.ts';
import type { Excluded, Written } from './write.ts';

/** A `route` of the Azure VPN client; its mask is a prefix length. */
function azureRouteLines({ family, first, length }: Prefix, step: string): string[] {
  return [
    '<route>',
    `${step}<destination>${formatAddress(family, first)}</destination><mask>${length}</mask>`,
    '</route>',
  ];
}

export function forAzureVpn({ ipv4, ipv6 }: Excluded): Written {
  const routes = ipv4.flatMap((prefix) => azureRouteLines(prefix, '  '));
  const lines = [
    '<azvpnprofile>',
    '  <clientconfig>',
    '    <excluderoutes>',
    ...routes.map((line) => `      ${line}`),
    '    </excluderoutes>',
    '  </clientconfig>',
    '</azvpnprofile>',
  ];
  return {
    text: lines.join('\n'),
    notes: [
      'Put excluderoutes into clientconfig of the downloaded azurevpnconfig.xml; Update-TeamsVpnProfile does it.',
      ...(ipv6.length > 0 ? ['IPv6 is left out: Microsoft documents excluderoutes for IPv4 only.'] : []),
    ],
    comment: ['<!-- ', ' -->'],
  };
}
