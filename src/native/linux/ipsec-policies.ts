import { ToolError } from '../../contract/error.ts';
import type { Family } from '../../contract/verdict.ts';
import * as k from './constants.ts';
import { xfrm_mark, xfrm_selector, xfrm_user_tmpl, xfrm_userpolicy_id, xfrm_userpolicy_info } from './layouts.ts';
import { Attributes } from './message.ts';
import { Netlink } from './netlink.ts';
import { RoutingSocket } from './socket.ts';

/** An outbound IPsec policy, XFRM_MSG_NEWPOLICY. */
export interface KernelPolicy {
  readonly family: Family;
  readonly source: Buffer;
  readonly sourceLength: number;
  readonly destination: Buffer;
  readonly destinationLength: number;
  /** 0: any. */
  readonly protocol: number;
  /** Port and mask. */
  readonly sourcePort: readonly [number, number];
  readonly destinationPort: readonly [number, number];
  /** 0: any. */
  readonly interfaceIndex: number;
  /** Mark and mask. */
  readonly mark: readonly [number, number];
  /** 0: it serves no xfrm interface. */
  readonly interfaceId: number;
  readonly priority: number;
  readonly blocks: boolean;
  readonly templates: readonly Template[];
}

export interface Template {
  /** XFRM_MODE_* of linux/xfrm.h. */
  readonly mode: number;
  /** The tunnel's other end; zero where the packet's own destination is meant. */
  readonly to: Buffer;
}

/**
 * The outbound IPsec policies of this network namespace; none where the kernel has no IPsec.
 * @throws ToolError `KernelRoutingUnavailable`, also without CAP_NET_ADMIN
 */
export function readIpsecPolicies(): KernelPolicy[] {
  const netlink = open();
  if (netlink === null) return [];
  try {
    return netlink.dump(k.XFRM_MSG_GETPOLICY, Buffer.alloc(xfrm_userpolicy_id.size), decodePolicy);
  } finally {
    netlink.close();
  }
}

function open(): Netlink | null {
  try {
    return new Netlink(new RoutingSocket(k.NETLINK_XFRM));
  } catch (error) {
    if (error instanceof ToolError && error.target === 'EPROTONOSUPPORT') return null;
    throw error;
  }
}

function decodePolicy(body: Buffer): KernelPolicy | null {
  const family = body.readUInt16LE(xfrm_selector.family);
  if (body[xfrm_userpolicy_info.dir] !== k.XFRM_POLICY_OUT) return null;
  if (family !== k.AF_INET && family !== k.AF_INET6) return null;
  const attributes = new Attributes(body, xfrm_userpolicy_info.size);
  const mark = attributes.get(k.XFRMA_MARK);
  const portAt = (port: number, mask: number): [number, number] => [body.readUInt16BE(port), body.readUInt16BE(mask)];
  return {
    family: family === k.AF_INET ? 4 : 6,
    source: addressAt(body, xfrm_selector.saddr, family),
    sourceLength: body[xfrm_selector.prefixlen_s],
    destination: addressAt(body, xfrm_selector.daddr, family),
    destinationLength: body[xfrm_selector.prefixlen_d],
    protocol: body[xfrm_selector.proto],
    sourcePort: portAt(xfrm_selector.sport, xfrm_selector.sport_mask),
    destinationPort: portAt(xfrm_selector.dport, xfrm_selector.dport_mask),
    interfaceIndex: body.readInt32LE(xfrm_selector.ifindex),
    mark: mark ? [mark.readUInt32LE(xfrm_mark.v), mark.readUInt32LE(xfrm_mark.m)] : [0, 0],
    interfaceId: attributes.uint32(k.XFRMA_IF_ID) ?? 0,
    priority: body.readUInt32LE(xfrm_userpolicy_info.priority),
    blocks: body[xfrm_userpolicy_info.action] === k.XFRM_POLICY_BLOCK,
    templates: [...templatesIn(attributes.get(k.XFRMA_TMPL) ?? Buffer.alloc(0))],
  };
}

function* templatesIn(bytes: Buffer): Generator<Template> {
  for (let at = 0; at + xfrm_user_tmpl.size <= bytes.length; at += xfrm_user_tmpl.size) {
    const family = bytes.readUInt16LE(at + xfrm_user_tmpl.family);
    yield { mode: bytes[at + xfrm_user_tmpl.mode], to: addressAt(bytes, at + xfrm_user_tmpl['id.daddr'], family) };
  }
}

function addressAt(bytes: Buffer, at: number, family: number): Buffer {
  return bytes.subarray(at, at + (family === k.AF_INET6 ? 16 : 4));
}
