import * as v from 'valibot';
import { nftablesTable } from '../../contract/block-rule.ts';
import { Firewall } from '../../contract/firewall.ts';
import { ToolError } from '../../contract/error.ts';
import { describeIssue } from '../../contract/issues.ts';
import { listNftables, mayAdministerNetwork } from '../../native/linux/nft.ts';

/** This tool's own table; undefined where only root could ask. `note` is told why it could not be read. */
export function collectFirewall(note: (text: string) => void): Firewall | undefined {
  if (!mayAdministerNetwork()) return undefined;
  try {
    const read = v.safeParse(Firewall, { nftables: listNftables(nftablesTable) });
    if (read.success) return read.output;
    note(
      `Firewall rules: nft tells of them in a form that this version does not know: ${describeIssue(read.issues[0])}.`,
    );
    return { nftables: null };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    note(`Firewall rules: ${error.message}`);
    return error.id === 'NftMissing' ? undefined : { nftables: null };
  }
}
