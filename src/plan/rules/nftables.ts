import { nftablesTable, type BlockRule } from '../../contract/block-rule.ts';
import { ToolError } from '../../contract/error.ts';

/**
 * A rule set for `nft --file`: one table of its own that replaces itself in one transaction when it is loaded again.
 * @throws ToolError `InterfaceNameUnfit` for a name that is no Linux interface's, or that nftables could not quote
 */
export function toNftables(rules: readonly BlockRule[]): string {
  return [
    '#!/usr/sbin/nft -f',
    `# Keeps Teams media off the VPN. To remove it: nft delete table inet ${nftablesTable}`,
    `add table inet ${nftablesTable}`,
    `delete table inet ${nftablesTable}`,
    `table inet ${nftablesTable} {`,
    '\tchain output {',
    '\t\ttype filter hook output priority filter; policy accept;',
    ...rules.map((rule) => `\t\t${drop(rule)}`),
    '\t}',
    '}',
  ].join('\n');
}

/** Loaded, takes the table away; where there is none it is no error. */
export const nftablesRemoval = `add table inet ${nftablesTable}\ndelete table inet ${nftablesTable}\n`;

function drop({ family, interfaceAlias, remoteAddresses, remotePorts }: BlockRule): string {
  const ports = remotePorts.length > 0 ? `udp dport ${set(remotePorts)}` : 'meta l4proto udp';
  const protocol = family === 4 ? 'ip' : 'ip6';
  return `oifname ${quote(interfaceAlias ?? '')} ${protocol} daddr ${set(remoteAddresses)} ${ports} counter drop`;
}

function set(elements: readonly string[]): string {
  return elements.length === 1 ? elements[0] : `{ ${elements.join(', ')} }`;
}

/** Between quotation marks nftables knows a wildcard and its escape, but no way to write a quotation mark. */
function quote(name: string): string {
  if (/^[!#-)+.0-9;-[\]-~,-]{1,15}$/.test(name)) return `"${name}"`;
  throw new ToolError(
    'InterfaceNameUnfit',
    'InvalidArgument',
    `${JSON.stringify(name)} cannot be named in nftables rules: Linux interfaces have 15 characters at most, without spaces, and nftables takes no quotation mark, asterisk or backslash.`,
    name,
  );
}
