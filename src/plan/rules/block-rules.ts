import { ruleGroup, type BlockRule } from '../../contract/block-rule.ts';
import type { SnapshotInterface } from '../../contract/snapshot.ts';
import type { Family } from '../../contract/verdict.ts';
import type { PortRange } from '../../endpoints/ports.ts';
import type { Prefix } from '../../net/prefix.ts';
import { merge, rangeOf, toPrefixes } from '../../net/range.ts';
import type { Case } from '../../judge/case.ts';
import { interfaceTypeOf } from '../../judge/firewall/rule.ts';
import { bareGuid } from '../../judge/interfaces/roles.ts';
import { remoteAddress } from './addresses.ts';
import { displayName, ruleName } from './names.ts';
import { blockedPorts } from './ports.ts';
import { assertProven } from './proposal.ts';
import { targets } from './targets.ts';
import { planWarnings } from './warnings.ts';

export interface BlockOptions {
  /** `All`, or what to block in place of the media ports. */
  readonly ports: 'All' | readonly PortRange[] | null;
  /** Blocked besides the Optimize prefixes. */
  readonly prefixes: readonly Prefix[];
  /** Names of interfaces to block on besides the connected VPNs. */
  readonly interfaceAliases: readonly string[];
  /** Whether to plan also where the proof does not pass. */
  readonly force: boolean;
}

export interface BlockPlan {
  readonly rules: readonly BlockRule[];
  /** What the rules stop besides Teams media, and why they may not hold. */
  readonly warnings: readonly string[];
}

/**
 * The rules that keep Teams media off the VPN: UDP to the Optimize prefixes and the media ports, on every connected VPN
 * interface, a rule an interface and address family.
 * @throws ToolError `RulesNotProposed` where the direct way is not proven, `InterfaceNotFound`, `InterfaceIsLocal`,
 * `VpnInterfaceMissing`, `MediaPortsUnknown`
 */
export function planBlockRules(judged: Case, options: BlockOptions): BlockPlan {
  assertProven(judged, options.force);
  const rows = targets(judged, options);
  const ports = blockedPorts(judged.list, options.ports);
  const prefixes = merge([...judged.wanted, ...options.prefixes].map(rangeOf)).flatMap(toPrefixes);
  const rules = rows.flatMap((row) =>
    ([4, 6] as const).flatMap((family) => {
      const ofFamily = prefixes.filter((prefix) => prefix.family === family);
      return ofFamily.length > 0 ? [blockRule(row, family, ofFamily, ports)] : [];
    }),
  );
  return { rules, warnings: planWarnings(judged, options) };
}

function blockRule(
  row: SnapshotInterface,
  family: Family,
  prefixes: readonly Prefix[],
  ports: readonly PortRange[],
): BlockRule {
  const scope = { family, interfaceAlias: row.name, interfaceType: interfaceTypeOf(row) };
  return {
    name: ruleName(scope),
    displayName: displayName(scope),
    group: ruleGroup,
    family,
    protocol: 'UDP',
    remoteAddresses: prefixes.map(remoteAddress),
    remotePorts: ports.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`)),
    interfaceAlias: row.name,
    interfaceGuid: guidOf(row),
    interfaceType: scope.interfaceType,
  };
}

/** In braces, as the registry has it; null for a text of a snapshot that is none. */
function guidOf({ guid }: SnapshotInterface): string | null {
  const bare = bareGuid(guid ?? '');
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(bare) ? `{${bare.toUpperCase()}}` : null;
}
