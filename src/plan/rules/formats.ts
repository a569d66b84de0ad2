import type { BlockRule } from '../../contract/block-rule.ts';
import { ToolError } from '../../contract/error.ts';
import type { Case } from '../../judge/case.ts';
import { toFirewallCsp } from './firewall-csp.ts';
import { toGroupPolicy } from './group-policy.ts';
import { byInterfaceType, typeObstacle, typeWarning } from './interface-type.ts';
import { toNetsh } from './netsh.ts';
import { toNftables } from './nftables.ts';
import { toPowerShell } from './powershell.ts';

/** What an administrator deploys. */
interface Rendering {
  /** ASCII, the same bytes for the same rules; without a last line feed. */
  readonly text: string;
  /** What the format cannot say. */
  readonly warnings: readonly string[];
}

export const ruleFormats = ['powershell', 'netsh', 'firewall-csp', 'group-policy', 'nftables'] as const;
export type RuleFormat = (typeof ruleFormats)[number];

/**
 * The rules in one format.
 * @throws ToolError where the format cannot say them without blocking something else
 */
export function renderRules(format: RuleFormat, rules: readonly BlockRule[], judged: Case): Rendering {
  const { text, warnings } = renderers[format](rules, judged);
  return { text, warnings: [...warnings, ...platformWarnings(format, judged)] };
}

const renderers: Readonly<Record<RuleFormat, (rules: readonly BlockRule[], judged: Case) => Rendering>> = {
  powershell: (rules) => ({ text: toPowerShell(rules), warnings: [] }),
  nftables: (rules) => ({ text: toNftables(rules), warnings: [] }),
  netsh: (rules, judged) => ({ text: toNetsh(byInterfaceType(rules, judged, 'netsh')), warnings: [typeWarning] }),
  'firewall-csp': (rules, judged) => ({
    text: toFirewallCsp(byInterfaceType(rules, judged, 'The Firewall CSP')),
    warnings: [typeWarning],
  }),
  'group-policy': groupPolicy,
};

/** By interface type where that names the VPN alone, else by an interface's GUID, which no other machine has. */
function groupPolicy(rules: readonly BlockRule[], judged: Case): Rendering {
  const obstacle = typeObstacle(rules, judged);
  if (obstacle === null)
    return { text: toGroupPolicy(byInterfaceType(rules, judged, 'Group Policy')), warnings: [typeWarning] };
  const unnamed = rules.find(({ interfaceGuid }) => interfaceGuid === null);
  if (unnamed)
    throw new ToolError(
      'InterfaceGuidUnknown',
      'InvalidOperation',
      `Group Policy names an interface by its GUID, and that of ${unnamed.interfaceAlias} is not known; by type it cannot be named, since ${obstacle}.`,
      unnamed.interfaceAlias,
    );
  const guids = [...new Set(rules.map(({ interfaceAlias, interfaceGuid }) => `${interfaceAlias} ${interfaceGuid}`))];
  return {
    text: toGroupPolicy(rules),
    warnings: [
      `The rules name the interface by its GUID (${guids.join(', ')}), which is this machine's alone: on every other machine they do nothing. A rule by type was not possible, since ${obstacle}.`,
    ],
  };
}

function platformWarnings(format: RuleFormat, { snapshot }: Case): string[] {
  const forLinux = format === 'nftables';
  if (forLinux === (snapshot.platform === 'linux')) return [];
  const made = snapshot.platform === 'linux' ? 'Linux' : 'Windows';
  return [
    `The interfaces are those of a machine with ${made}, but the rules are for ${forLinux ? 'Linux' : 'Windows'}.`,
  ];
}
