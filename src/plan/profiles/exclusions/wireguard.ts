import { formatPrefix } from '../../../net/prefix.ts';
import { complement } from './complement.ts';
import type { Excluded, Written } from './write.ts';

export function forWireGuard({ all }: Excluded): Written {
  const allowed = ([4, 6] as const).flatMap((family) => complement(all, family));
  return {
    text: `AllowedIPs = ${allowed.map(formatPrefix).join(', ')}`,
    notes: [
      'In place of AllowedIPs in the [Peer] of the client: everything but Teams media, of both families.',
      'It holds no /0, which would arm the kill switch of WireGuard for Windows.',
    ],
    comment: ['# ', ''],
  };
}
