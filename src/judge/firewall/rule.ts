import { ruleGroup, type InterfaceType } from '../../contract/block-rule.ts';
import type { FirewallProfile, FirewallStore } from '../../contract/firewall.ts';
import type { SnapshotInterface } from '../../contract/snapshot.ts';
import type { PortRange } from '../../endpoints/ports.ts';
import type { Range } from '../../net/range.ts';
import { bareGuid } from '../interfaces/roles.ts';

/** What a rule of a firewall says, whoever wrote it. A list that is null names all; one that is empty, none. */
export interface FirewallRule {
  readonly action: string | null;
  readonly direction: string | null;
  readonly active: boolean;
  readonly displayName: string | null;
  readonly group: string | null;
  readonly profiles: readonly FirewallProfile[] | null;
  /** The IP protocol's number. */
  readonly protocol: number | null;
  readonly remotePorts: readonly PortRange[] | null;
  readonly remoteAddresses: readonly Range[] | null;
  /** GUIDs without braces in small letters on Windows, names on Linux. */
  readonly interfaces: readonly string[] | null;
  readonly interfaceTypes: readonly InterfaceType[] | null;
  readonly program: string | null;
  /** What else narrows the rule, or was not understood, as it stands there. */
  readonly conditions: readonly string[];
}

/** A rule of a snapshot that stops outbound traffic. */
export interface BlockingRule extends FirewallRule {
  readonly name: string;
  readonly store: FirewallStore | 'nftables';
  readonly text: string;
}

/** IANA ifTypes: ppp, slip. */
const dialledTypes: ReadonlySet<number | null | undefined> = new Set([23, 28]);
const wireless = 71;

/** What Windows' firewall takes an interface for; every remote access connection is RemoteAccess, PPPoE too. */
export function interfaceTypeOf(row: SnapshotInterface): InterfaceType {
  if (row.rasType || dialledTypes.has(row.type)) return 'RemoteAccess';
  return row.type === wireless ? 'Wireless' : 'Lan';
}

export function isOn(rule: BlockingRule, row: SnapshotInterface): boolean {
  const named = rule.interfaces === null || rule.interfaces.includes(identityOf(rule, row));
  return named && (rule.interfaceTypes === null || rule.interfaceTypes.includes(interfaceTypeOf(row)));
}

/** By what a rule of this store names an interface. */
export function identityOf({ store }: BlockingRule, row: SnapshotInterface): string {
  return store === 'nftables' ? row.name : bareGuid(row.guid ?? '');
}

/** Whether this tool wrote it, in whatever format: by its group, or by its id where a format has no groups. */
export function isOwn({ store, name, group, displayName }: BlockingRule): boolean {
  const tagged = (text: string | null) => text?.startsWith(ruleGroup) === true;
  return store === 'nftables' || group === ruleGroup || tagged(name) || tagged(displayName);
}
