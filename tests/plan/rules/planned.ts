import type { BlockRule } from '../../../src/contract/block-rule.ts';
import type { EndpointList } from '../../../src/contract/endpoints.ts';
import type { Snapshot, SnapshotInterface } from '../../../src/contract/snapshot.ts';
import type { Case } from '../../../src/judge/case.ts';
import type { Roles } from '../../../src/judge/interfaces.ts';
import { makeCase } from '../../../src/judge/judge.ts';
import { planBlockRules, type BlockOptions, type BlockPlan } from '../../../src/plan/rules/block-rules.ts';
import { byInterfaceType } from '../../../src/plan/rules/interface-type.ts';
import { exclusions, local, localDefaults, machine, row, vpn, vpnDefaults, worldwide } from '../../judge/machine.ts';

export const guid = '{4D36E972-E325-11CE-BFC1-08002BE10318}';
const nobody: Roles = { vpn: [], local: [], strict: false };

/** A machine whose VPN takes everything but media, with more or other interfaces. */
export function excluded(
  interfaces: readonly SnapshotInterface[] = [row(local), row(vpn, { guid })],
  more: Partial<Snapshot> = {},
): Snapshot {
  return machine([...localDefaults, ...vpnDefaults, ...exclusions], { interfaces: [...interfaces], ...more });
}

/** The VPN that Windows' own client makes. */
export const remoteAccess = row(vpn, {
  name: 'Contoso VPN',
  description: 'WAN Miniport (IKEv2)',
  type: 23,
  rasType: 'vpn',
  guid,
});

export function caseOf(snapshot: Snapshot, list: EndpointList = worldwide, roles: Roles = nobody): Case {
  return makeCase(snapshot, list, roles);
}

export function plan(judged: Case, options: Partial<BlockOptions> = {}): BlockPlan {
  return planBlockRules(judged, { ports: null, prefixes: [], interfaceAliases: [], force: false, ...options });
}

/** The rules for Windows' own client, by type. */
export function remoteAccessRules(): BlockRule[] {
  const judged = caseOf(excluded([row(local), remoteAccess]));
  return byInterfaceType(plan(judged).rules, judged, 'a format');
}
