import * as k from './constants.ts';
import { nexthop_grp, nhmsg } from './layouts.ts';
import { Attributes } from './message.ts';
import type { Netlink } from './netlink.ts';
import { flagsOf, type Hop } from './routes.ts';

/** A next hop object (Linux 5.3), RTM_NEWNEXTHOP: one hop, a group of others, or a black hole, which has neither. */
export interface NextHopObject {
  readonly id: number;
  readonly hop: Hop | null;
  readonly members: readonly { readonly id: number; readonly weight: number }[];
}

export function readNextHops(netlink: Netlink): NextHopObject[] {
  return netlink.dump(k.RTM_GETNEXTHOP, Buffer.alloc(nhmsg.size), decodeNextHop);
}

function decodeNextHop(body: Buffer): NextHopObject | null {
  const attributes = new Attributes(body, nhmsg.size);
  const id = attributes.uint32(k.NHA_ID);
  if (id === undefined) return null;
  const index = attributes.uint32(k.NHA_OIF);
  const gateway = attributes.get(k.NHA_GATEWAY) ?? null;
  const flags = flagsOf(body.readUInt32LE(nhmsg.nh_flags));
  const encap = attributes.uint16(k.NHA_ENCAP_TYPE) ?? null;
  return {
    id,
    hop: index === undefined ? null : { gateway, index, weight: 1, ...flags, encap },
    members: [...membersOf(attributes.get(k.NHA_GROUP) ?? Buffer.alloc(0))],
  };
}

function* membersOf(group: Buffer): Generator<{ id: number; weight: number }> {
  for (let at = 0; at + nexthop_grp.size <= group.length; at += nexthop_grp.size) {
    yield {
      id: group.readUInt32LE(at + nexthop_grp.id),
      weight: group.readUInt16LE(at + nexthop_grp.weight) + 1,
    };
  }
}
