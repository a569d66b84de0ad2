import type { FoundRule } from '../../contract/block-rule.ts';
import { ToolError } from '../../contract/error.ts';
import type { Case } from '../case.ts';
import { blockingRules } from './effect.ts';
import { isOwn } from './rule.ts';
import { stateOf } from './state.ts';

/**
 * The rules of this tool that the judged machine has, and what becomes of them.
 * @throws ToolError `FirewallUnreadable` where the machine's rules are not known
 */
export function findOwnRules(judged: Case): FoundRule[] {
  const { firewall, platform } = judged.snapshot;
  const read = platform === 'linux' ? firewall?.nftables : firewall?.rules;
  if (read == null)
    throw new ToolError(
      'FirewallUnreadable',
      'PermissionDenied',
      `the firewall's rules are not known: ${platform === 'linux' ? 'only root can read them' : 'they could not be read'}, or the snapshot was made without them.`,
    );
  return blockingRules(judged.snapshot)
    .filter(isOwn)
    .map((rule) => ({
      name: rule.name,
      displayName: rule.displayName ?? rule.name,
      store: rule.store,
      ...stateOf(rule, judged),
      text: rule.text,
    }));
}
