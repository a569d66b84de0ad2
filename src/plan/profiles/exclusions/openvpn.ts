import { formatAddress } from '../../../net/address.ts';
import { formatMask } from '../../../net/mask.ts';
import { formatPrefix, type Prefix } from '../../../net/prefix.ts';
import { complement } from './complement.ts';
import type { Excluded, Written } from './write.ts';

/** The directive that keeps an IPv4 network out of the tunnel. */
export function routeDirective({ first, length }: Prefix): string {
  return `route ${formatAddress(4, first)} ${formatMask(length)} net_gateway`;
}

export function forOpenVpn({ ipv4, ipv6 }: Excluded): Written {
  return {
    text: ipv4.map(routeDirective).join('\n'),
    notes: [
      'For a client\'s file. On the server the same lines are pushed: push "route ... net_gateway".',
      'net_gateway is the default gateway from before the connection; not all operating systems support it.',
      ...(ipv6.length > 0 ? ipv6Notes(ipv6) : []),
    ],
    comment: ['# ', ''],
  };
}

/** There is no word for "not into the tunnel" in IPv6; what is not sent there stays out. */
function ipv6Notes(ipv6: readonly Prefix[]): string[] {
  const inside = complement(ipv6, 6).map((prefix) => `route-ipv6 ${formatPrefix(prefix)}`);
  return [
    'IPv6: OpenVPN cannot exclude. Where the tunnel carries IPv6, leave "ipv6" out of redirect-gateway and use instead:',
    ...inside,
  ];
}
