import { formatAddress } from '../../../net/address.ts';
import { formatMask } from '../../../net/mask.ts';
import { formatPrefix } from '../../../net/prefix.ts';
import type { Excluded, Written } from './write.ts';

const list = 'ExcludeTeamsMedia';

export function forCisco({ ipv4, ipv6 }: Excluded): Written {
  const permit = (network: string, any: string) => `access-list ${list} extended permit ip ${network} ${any}`;
  const lines = [
    ...ipv4.map(({ first, length }) => permit(`${formatAddress(4, first)} ${formatMask(length)}`, 'any4')),
    ...ipv6.map((prefix) => permit(formatPrefix(prefix), 'any6')),
    'group-policy GP1 attributes',
    ' split-tunnel-policy excludespecified',
    ...(ipv6.length > 0 ? [' ipv6-split-tunnel-policy excludespecified'] : []),
    ` split-tunnel-network-list value ${list}`,
  ];
  return {
    text: lines.join('\n'),
    notes: [
      'Replace GP1 by the group policy of the users.',
      'Excluding by name (dynamic-split-exclude-domains) does not help: Teams media has no name, and Microsoft advises against it.',
    ],
    comment: ['! ', ''],
  };
}
