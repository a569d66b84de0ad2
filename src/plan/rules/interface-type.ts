import type { BlockRule } from '../../contract/block-rule.ts';
import { ToolError } from '../../contract/error.ts';
import type { Case } from '../../judge/case.ts';
import { interfaceTypeOf } from '../../judge/firewall/rule.ts';
import { listed } from '../../judge/wording.ts';
import { displayName, ruleName } from './names.ts';

/**
 * The same rules for all interfaces of the type RemoteAccess, the only one that network cards are not of.
 * @throws ToolError `InterfaceTypeUnfit` where that would miss the VPN, or block the local interface too
 */
export function byInterfaceType(rules: readonly BlockRule[], judged: Case, format: string): BlockRule[] {
  const obstacle = typeObstacle(rules, judged);
  if (obstacle !== null)
    throw new ToolError(
      'InterfaceTypeUnfit',
      'InvalidOperation',
      `${format} can name interfaces by their type only, and ${obstacle}. Use a format that names the interface: -As PowerShell (--as powershell).`,
      format,
    );
  const scope = { interfaceAlias: null, interfaceGuid: null, interfaceType: 'RemoteAccess' } as const;
  return [...new Map(rules.map((rule) => [rule.family, rule])).values()].map((rule) => ({
    ...rule,
    ...scope,
    name: ruleName({ ...rule, ...scope }),
    displayName: displayName({ ...rule, ...scope }),
  }));
}

/** Why a rule for the type RemoteAccess would not do here; null where it would. */
export function typeObstacle(rules: readonly BlockRule[], { snapshot, interfaces }: Case): string | null {
  const cards = [...new Map(rules.map((rule) => [rule.interfaceAlias, rule])).values()]
    .filter(({ interfaceType }) => interfaceType !== 'RemoteAccess')
    .map(({ interfaceAlias, interfaceType }) => `${interfaceAlias} (${interfaceType})`);
  if (cards.length > 0)
    return `${listed(cards)} is not of the type RemoteAccess: a rule for its type would block network cards, the local interface among them`;
  const others = snapshot.interfaces
    .filter((row) => interfaceTypeOf(row) === 'RemoteAccess')
    .map(({ index }) => interfaces.byIndex.get(index)!)
    .filter(({ path, dropped }) => path !== 'Vpn' && !dropped)
    .map(({ name, reason }) => `${name} (${reason})`);
  return others.length > 0 ? `${listed(others)} is of the type RemoteAccess too and would be blocked` : null;
}

/** What whoever deploys a rule for a type has to know of the other machines. */
export const typeWarning =
  'The rules hold on every interface of the type RemoteAccess: on a machine that reaches the internet by PPPoE or a modem they stop Teams media altogether, and on one whose VPN adapter presents itself as a network card they do nothing.';
