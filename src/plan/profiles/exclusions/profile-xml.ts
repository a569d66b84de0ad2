import { formatAddress } from '../../../net/address.ts';
import type { Prefix } from '../../../net/prefix.ts';
import type { Excluded, Written } from './write.ts';

/** The parts of a `Route` of ProfileXML; `step` is the indentation within it. */
function routeLines({ family, first, length }: Prefix, step: string): string[] {
  return [
    '<Route>',
    `${step}<Address>${formatAddress(family, first)}</Address>`,
    `${step}<PrefixSize>${length}</PrefixSize>`,
    `${step}<ExclusionRoute>true</ExclusionRoute>`,
    '</Route>',
  ];
}

export function forProfileXml({ all }: Excluded): Written {
  return {
    text: all.flatMap((prefix) => routeLines(prefix, '  ')).join('\n'),
    notes: [
      'Paste into VPNProfile, outside NativeProfile, in a profile with RoutingPolicyType ForceTunnel.',
      'Needs Windows 10 1803 with KB4493437, 1809 with KB4490481, or later.',
      'Unverified: exclusion routes for IPv6. The CSP takes IPv6 addresses in a Route; Microsoft publishes IPv4 examples only.',
    ],
    comment: ['<!-- ', ' -->'],
  };
}
