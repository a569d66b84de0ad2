import { formatPrefix, type Prefix } from '../../../net/prefix.ts';
import type { Excluded, Written } from './write.ts';

export function forF5({ ipv4, ipv6 }: Excluded): Written {
  const modify = (list: string, prefixes: readonly Prefix[]) =>
    `tmsh modify /apm resource network-access NA ${list} { ${prefixes.map((prefix) => `{subnet ${formatPrefix(prefix)} }`).join(' ')} }`;
  const lines = [
    ...(ipv4.length > 0 ? [modify('address-space-exclude-subnet', ipv4)] : []),
    ...(ipv6.length > 0 ? [modify('ipv6-address-space-exclude-subnet', ipv6)] : []),
    'tmsh modify /apm profile access AP generation-action increment',
  ];
  return {
    text: lines.join('\n'),
    notes: [
      'Replace NA by the network access resource and AP by the access profile. The lists replace those that are there.',
      'Excluding by name (address-space-exclude-dns-name) does not help: Teams media has no name.',
    ],
    comment: ['# ', ''],
  };
}
