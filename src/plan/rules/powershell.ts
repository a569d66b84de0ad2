import { ruleGroup, type BlockRule } from '../../contract/block-rule.ts';
import { inAscii } from './names.ts';

/** A script for Windows PowerShell 5.1 and later, to be run as administrator: all rules, or none. */
export function toPowerShell(rules: readonly BlockRule[]): string {
  const remove = `Remove-NetFirewallRule -Group ${quote(ruleGroup)} -ErrorAction SilentlyContinue`;
  return [
    '#Requires -RunAsAdministrator',
    '# Keeps Teams media off the VPN. Run again, it replaces its own rules; to remove them:',
    `# ${remove}`,
    "$ErrorActionPreference = 'Stop'",
    'try {',
    `    ${remove}`,
    ...rules.flatMap((rule) => [`    # ${inAscii(rule.displayName)}`, `    ${newRule(rule)} | Out-Null`]),
    '} catch {',
    `    ${remove}`,
    '    throw',
    '}',
  ].join('\n');
}

function newRule(rule: BlockRule): string {
  const parameters: [string, string][] = [
    ['Name', quote(rule.name)],
    ['DisplayName', quote(rule.displayName)],
    ['Group', quote(rule.group)],
    ['Direction', 'Outbound'],
    ['Action', 'Block'],
    ['Enabled', 'True'],
    ['Profile', 'Any'],
    ['Protocol', rule.protocol],
    ['RemoteAddress', rule.remoteAddresses.map(quote).join(', ')],
    ['RemotePort', rule.remotePorts.length > 0 ? rule.remotePorts.map(quote).join(', ') : 'Any'],
    rule.interfaceAlias === null
      ? ['InterfaceType', rule.interfaceType]
      : ['InterfaceAlias', quote(literalPattern(rule.interfaceAlias))],
  ];
  return ['New-NetFirewallRule', ...parameters.map(([name, value]) => `-${name} ${value}`)].join(' ');
}

/** The parameter takes a pattern: a backtick takes the meaning from `*`, `?`, brackets and itself. */
function literalPattern(text: string): string {
  return text.replace(/[`*?[\]]/g, '`$&');
}

/** A text as PowerShell's literal in ASCII, in which no quotation mark of any script ends it. */
export function quote(text: string): string {
  const parts = text.match(/[ -~]+|[^ -~]/g) ?? [''];
  const literals = parts.map((part) =>
    /^[ -~]*$/.test(part)
      ? `'${part.replaceAll("'", "''")}'`
      : `[char]0x${part.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  // A text at the left makes a text of the sum.
  if (!literals[0].startsWith("'")) literals.unshift("''");
  return literals.length === 1 ? literals[0] : `(${literals.join(' + ')})`;
}
