import { formatPrefix } from '../../../net/prefix.ts';
import type { Excluded, Written } from './write.ts';

export function forGlobalProtect({ all, ipv6 }: Excluded): Written {
  const members = all.map((prefix) => `  <member>${formatPrefix(prefix)}</member>`);
  return {
    text: ['<exclude-access-route>', ...members, '</exclude-access-route>'].join('\n'),
    notes: [
      'Put it at .../global-protect-gateway/entry/remote-user-tunnel-configs/entry/split-tunneling/exclude-access-route (PAN-OS 8.0 or later).',
      ...(ipv6.length > 0
        ? ['Unverified: IPv6 members in this list; the gateway tells them to clients in a list of their own.']
        : []),
    ],
    comment: ['<!-- ', ' -->'],
  };
}
