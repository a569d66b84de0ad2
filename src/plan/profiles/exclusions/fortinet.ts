import { formatAddress } from '../../../net/address.ts';
import { formatMask } from '../../../net/mask.ts';
import { formatPrefix, type Prefix } from '../../../net/prefix.ts';
import type { Excluded, Written } from './write.ts';

export function forFortinet({ ipv4, ipv6 }: Excluded): Written {
  const lines = [
    ...section(
      'firewall address',
      ipv4,
      ({ first, length }) => `subnet ${formatAddress(4, first)} ${formatMask(length)}`,
    ),
    ...section('firewall address6', ipv6, (prefix) => `ip6 ${formatPrefix(prefix)}`),
    'config vpn ssl web portal',
    '    edit "full-access"',
    ...excluding('', ipv4),
    ...excluding('ipv6-', ipv6),
    '    next',
    'end',
  ];
  return {
    text: lines.join('\n'),
    notes: [
      'Replace full-access by the portal of the users.',
      'Unverified: the address objects, and whether clients of all versions heed the negated list.',
      'FortiClient can also leave out applications by name: the published sample names classic Teams only, which is no longer in use.',
    ],
    comment: ['# ', ''],
  };
}

function section(name: string, prefixes: readonly Prefix[], setting: (prefix: Prefix) => string): string[] {
  if (prefixes.length === 0) return [];
  const edits = prefixes.flatMap((prefix) => [
    `    edit ${nameOf(prefix)}`,
    `        set ${setting(prefix)}`,
    '    next',
  ]);
  return [`config ${name}`, ...edits, 'end'];
}

function excluding(family: string, prefixes: readonly Prefix[]): string[] {
  if (prefixes.length === 0) return [];
  return [
    `set ${family}split-tunneling enable`,
    `set ${family}split-tunneling-routing-address ${prefixes.map(nameOf).join(' ')}`,
    `set ${family}split-tunneling-routing-negate enable`,
  ].map((line) => `        ${line}`);
}

function nameOf(prefix: Prefix): string {
  return `"TeamsMedia ${formatPrefix(prefix).replace('/', '-')}"`;
}
