import type { SnapshotRule } from '../../contract/snapshot.ts';
import type { Netlink } from '../../native/linux/netlink.ts';
import { readRules, type KernelRule } from '../../native/linux/rules.ts';
import { ruleActionName } from './names.ts';
import { prefixText } from './text.ts';

/** The policy routing rules of both families; a selector that a rule doesn't have is left out. */
export function readPolicyRules(netlink: Netlink): SnapshotRule[] {
  return ([4, 6] as const).flatMap((family) => readRules(netlink, family)).map(ruleOf);
}

function ruleOf(rule: KernelRule): SnapshotRule {
  const action = ruleActionName(rule.action);
  return present({
    family: rule.family,
    priority: rule.priority,
    not: rule.inverted || null,
    from: rule.from && prefixText(rule.from, rule.fromLength),
    to: rule.to && prefixText(rule.to, rule.toLength),
    fwmark: rule.mark,
    fwmask: rule.markMask,
    iif: rule.incoming,
    oif: rule.outgoing,
    ipproto: rule.protocol,
    dport: rule.destinationPorts && [...rule.destinationPorts],
    uidrange: rule.users && [...rule.users],
    suppressPrefixLength: rule.suppressPrefixLength,
    action,
    table: action === 'table' ? rule.table : null,
    goto: rule.target,
    otherSelectors: rule.otherSelectors.length > 0 ? [...rule.otherSelectors] : null,
  });
}

function present(rule: SnapshotRule): SnapshotRule {
  return Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== null)) as SnapshotRule;
}
