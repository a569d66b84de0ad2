import { nftablesTable, type BlockRule } from '../contract/block-rule.ts';
import { ToolError } from '../contract/error.ts';
import { loadNftables, mayAdministerNetwork } from '../native/linux/nft.ts';
import { nftablesRemoval, toNftables } from '../plan/rules/nftables.ts';

/**
 * This machine's table of block rules, which nftables changes as a whole or not at all.
 * @throws ToolError `NotPrivileged`; its functions `NftMissing`, `NftRefused`
 */
export function openRulesTable() {
  if (!mayAdministerNetwork())
    throw new ToolError(
      'NotPrivileged',
      'PermissionDenied',
      `only root may change the firewall (nftables' table inet ${nftablesTable}); run it as root.`,
    );
  return {
    replace: (rules: readonly BlockRule[]) => loadNftables(`${toNftables(rules)}\n`),
    /** It is no error where there is none. */
    remove: () => loadNftables(nftablesRemoval),
  };
}
