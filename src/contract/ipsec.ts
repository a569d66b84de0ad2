import * as v from 'valibot';
import { lazily } from './lazily.ts';

/** One outbound policy of Linux's IPsec, ip-xfrm(8). It takes packets that it selects whatever their route says. */

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const IpsecPolicy = lazily(() =>
  v.looseObject({
    family: v.picklist([4, 6]),
    /** CIDRs. */
    source: v.string(),
    destination: v.string(),
    /** IP protocol number; 0: any. */
    protocol: count,
    /** `[port, mask]`; a mask of 0 selects every port. */
    sourcePort: v.tuple([count, count]),
    destinationPort: v.tuple([count, count]),
    /** The interface that the packet has to leave by; 0: any. */
    interfaceIndex: count,
    /** `[mark, mask]` of the packet. */
    mark: v.tuple([count, count]),
    /** The number of the xfrm interface that it serves; 0: it serves every packet. */
    interfaceId: count,
    /** The lowest of those that select a packet wins, of equal ones the first in the list. */
    priority: count,
    blocks: v.boolean(),
    /** What is done to the packet, the tunnel's end where it is a tunnel's; none: it goes as it is. */
    transforms: v.array(v.looseObject({ mode: v.string(), to: v.nullable(v.string()) })),
  }),
);

export const IpsecPolicies = v.array(IpsecPolicy);
export type IpsecPolicy = v.InferOutput<typeof IpsecPolicy>;
