import { ruleGroup, type BlockRule } from '../../contract/block-rule.ts';
import { literal } from '../powershell-literal.ts';
import { inAscii } from './names.ts';

/** A script for Windows PowerShell 5.1 and later, to be run as administrator: all rules, or none. */
export function toPowerShell(rules: readonly BlockRule[]): string {
  const remove = `Remove-NetFirewallRule -Group ${literal(ruleGroup)} -ErrorAction SilentlyContinue`;
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
    ['Name', literal(rule.name)],
    ['DisplayName', literal(rule.displayName)],
    ['Group', literal(rule.group)],
    ['Direction', 'Outbound'],
    ['Action', 'Block'],
    ['Enabled', 'True'],
    ['Profile', 'Any'],
    ['Protocol', rule.protocol],
    ['RemoteAddress', rule.remoteAddresses.map(literal).join(', ')],
    ['RemotePort', rule.remotePorts.length > 0 ? rule.remotePorts.map(literal).join(', ') : 'Any'],
    rule.interfaceAlias === null
      ? ['InterfaceType', rule.interfaceType]
      : ['InterfaceAlias', literal(literalPattern(rule.interfaceAlias))],
  ];
  return ['New-NetFirewallRule', ...parameters.map(([name, value]) => `-${name} ${value}`)].join(' ');
}

/** The parameter takes a pattern: a backtick takes the meaning from `*`, `?`, brackets and itself. */
function literalPattern(text: string): string {
  return text.replace(/[`*?[\]]/g, '`$&');
}
