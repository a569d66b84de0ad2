import type { BlockRule } from '../../contract/block-rule.ts';
import { withMask } from './addresses.ts';

const key = 'Software\\Policies\\Microsoft\\WindowsFirewall\\FirewallRules';

/** Policy text of Microsoft's LGPO.exe, which writes it into the machine's own policy or a Registry.pol for any GPO. */
export function toGroupPolicy(rules: readonly BlockRule[]): string {
  return [
    '; Keeps Teams media off the VPN. LGPO.exe /t FILE sets this policy; LGPO.exe /r FILE /w Registry.pol makes it a GPO.',
    ...rules.flatMap((rule) => ['Computer', key, rule.name, `SZ:${toPolicyRule(rule)}`, '']),
  ]
    .join('\n')
    .trimEnd();
}

/** A rule in the grammar of [MS-GPFAS] 2.2.2.19, the fields in the order in which Windows writes them. */
export function toPolicyRule(rule: BlockRule): string {
  const ranges = rule.remotePorts.filter((ports) => ports.includes('-'));
  const single = rule.remotePorts.filter((ports) => !ports.includes('-'));
  const addresses = rule.remoteAddresses.map((address) => `RA${rule.family}=${withMask(address)}`);
  return [
    'v2.10',
    'Action=Block',
    'Active=TRUE',
    'Dir=Out',
    'Protocol=17',
    ...ranges.map((ports) => `RPort2_10=${ports}`),
    ...single.map((port) => `RPort=${port}`),
    ...addresses,
    rule.interfaceGuid === null ? `IFType=${rule.interfaceType}` : `IF=${rule.interfaceGuid}`,
    `Name=${rule.displayName}`,
    `EmbedCtxt=${rule.group}`,
    '',
  ].join('|');
}
