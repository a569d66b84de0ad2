import type { Family } from '../../contract/verdict.ts';
import * as k from './constants.ts';
import { fib_rule_hdr, fib_rule_port_range, fib_rule_uid_range } from './layouts.ts';
import { Attributes, textOf } from './message.ts';
import type { Netlink } from './netlink.ts';

/** A policy routing rule, RTM_NEWRULE. Null: the rule doesn't ask. */
export interface KernelRule {
  readonly family: Family;
  readonly priority: number;
  readonly inverted: boolean;
  readonly from: Buffer | null;
  readonly fromLength: number;
  readonly to: Buffer | null;
  readonly toLength: number;
  readonly mark: number | null;
  readonly markMask: number | null;
  readonly incoming: string | null;
  readonly outgoing: string | null;
  readonly protocol: number | null;
  readonly destinationPorts: readonly [number, number] | null;
  readonly users: readonly [number, number] | null;
  /** Routes of this prefix length and shorter don't count in the table looked up. */
  readonly suppressPrefixLength: number | null;
  /** FR_ACT_* of linux/fib_rules.h. */
  readonly action: number;
  readonly table: number;
  /** The priority at which `goto` goes on. */
  readonly target: number | null;
  /** Whatever else the rule asks, by its name in ip-rule(8) or by its number. */
  readonly otherSelectors: readonly string[];
}

export function readRules(netlink: Netlink, family: Family): KernelRule[] {
  const header = Buffer.alloc(fib_rule_hdr.size);
  const kernelFamily = family === 4 ? k.AF_INET : k.AF_INET6;
  header[fib_rule_hdr.family] = kernelFamily;
  return netlink.dump(k.RTM_GETRULE, header, (body) =>
    body[fib_rule_hdr.family] === kernelFamily ? decodeRule(body, family) : null,
  );
}

function decodeRule(body: Buffer, family: Family): KernelRule {
  const attributes = new Attributes(body, fib_rule_hdr.size);
  const number = (type: number) => attributes.uint32(type) ?? null;
  return {
    family,
    priority: number(k.FRA_PRIORITY) ?? 0,
    inverted: (body.readUInt32LE(fib_rule_hdr.flags) & k.FIB_RULE_INVERT) !== 0,
    from: attributes.get(k.FRA_SRC) ?? null,
    fromLength: body[fib_rule_hdr.src_len],
    to: attributes.get(k.FRA_DST) ?? null,
    toLength: body[fib_rule_hdr.dst_len],
    mark: number(k.FRA_FWMARK),
    markMask: number(k.FRA_FWMASK),
    incoming: textOf(attributes.get(k.FRA_IIFNAME)),
    outgoing: textOf(attributes.get(k.FRA_OIFNAME)),
    protocol: attributes.get(k.FRA_IP_PROTO)?.[0] ?? null,
    destinationPorts: portsOf(attributes.get(k.FRA_DPORT_RANGE)),
    users: usersOf(attributes.get(k.FRA_UID_RANGE)),
    suppressPrefixLength: suppressedLength(attributes.get(k.FRA_SUPPRESS_PREFIXLEN)),
    action: body[fib_rule_hdr.action],
    table: number(k.FRA_TABLE) ?? body[fib_rule_hdr.table],
    target: number(k.FRA_GOTO),
    otherSelectors: [...(body[fib_rule_hdr.tos] === 0 ? [] : ['tos']), ...otherSelectors(attributes)],
  };
}

function portsOf(bytes: Buffer | undefined): [number, number] | null {
  return bytes ? [bytes.readUInt16LE(fib_rule_port_range.start), bytes.readUInt16LE(fib_rule_port_range.end)] : null;
}

function usersOf(bytes: Buffer | undefined): [number, number] | null {
  return bytes ? [bytes.readUInt32LE(fib_rule_uid_range.start), bytes.readUInt32LE(fib_rule_uid_range.end)] : null;
}

/** The kernel writes -1 for none. */
function suppressedLength(bytes: Buffer | undefined): number | null {
  const length = bytes?.readInt32LE() ?? -1;
  return length < 0 ? null : length;
}

const understood: ReadonlySet<number> = new Set([
  k.FRA_DST,
  k.FRA_SRC,
  k.FRA_IIFNAME,
  k.FRA_OIFNAME,
  k.FRA_GOTO,
  k.FRA_PRIORITY,
  k.FRA_FWMARK,
  k.FRA_FWMASK,
  k.FRA_SUPPRESS_PREFIXLEN,
  k.FRA_TABLE,
  k.FRA_UID_RANGE,
  k.FRA_IP_PROTO,
  k.FRA_DPORT_RANGE,
]);

/** These select no packet: padding, who made the rule, and the realm it gives; masks come with their selector. */
const noSelector: ReadonlySet<number> = new Set([
  k.FRA_PAD,
  k.FRA_PROTOCOL,
  k.FRA_FLOW,
  k.FRA_SPORT_MASK,
  k.FRA_DSCP_MASK,
  k.FRA_FLOWLABEL_MASK,
]);

const names = new Map<number, string>([
  [k.FRA_TUN_ID, 'tun_id'],
  [k.FRA_SUPPRESS_IFGROUP, 'suppress_ifgroup'],
  [k.FRA_L3MDEV, 'l3mdev'],
  [k.FRA_SPORT_RANGE, 'sport'],
  [k.FRA_DPORT_MASK, 'dport_mask'],
  [k.FRA_DSCP, 'dscp'],
  [k.FRA_FLOWLABEL, 'flowlabel'],
]);

/** A selector that came after this version is one that it cannot decide. */
function otherSelectors(attributes: Attributes): string[] {
  return attributes
    .types()
    .filter((type) => !understood.has(type) && !noSelector.has(type))
    .filter((type) => type !== k.FRA_DPORT_MASK || !isWholePort(attributes))
    .map((type) => names.get(type) ?? `attribute ${type}`);
}

/** New kernels add a mask to every single port; all ones is none. */
function isWholePort(attributes: Attributes): boolean {
  return attributes.get(k.FRA_DPORT_MASK)?.readUInt16LE() === 0xffff;
}
