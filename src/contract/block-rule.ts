import type { FirewallStore } from './firewall.ts';
import type { Family } from './verdict.ts';

/** The tag of every rule of this tool, by which it is found again: the group of a Windows rule, the prefix of all ids. */
export const ruleGroup = 'TeamsSplitTunnel';

/** The table of this tool's rules on Linux, in nftables' family `inet`. */
export const nftablesTable = 'teams_split_tunnel';

/** The kinds of interface that a rule of Windows' firewall can name, as [MS-GPFAS] 2.2.2.8 writes them. */
export const interfaceTypes = ['Lan', 'Wireless', 'RemoteAccess'] as const;
export type InterfaceType = (typeof interfaceTypes)[number];

/** A rule that stops outbound UDP of one address family: on one interface, or on all interfaces of one type. */
export interface BlockRule {
  /** The rule's id, the same whenever it is planned again. */
  readonly name: string;
  /** For people; printable ASCII. */
  readonly displayName: string;
  readonly group: typeof ruleGroup;
  readonly family: Family;
  readonly protocol: 'UDP';
  /** CIDRs, single addresses or a range, in order, none inside another. */
  readonly remoteAddresses: readonly string[];
  /** Ports and ranges, `3478-3481`; empty: all ports. */
  readonly remotePorts: readonly string[];
  /** The interface; null: all interfaces of `interfaceType`. */
  readonly interfaceAlias: string | null;
  readonly interfaceGuid: string | null;
  readonly interfaceType: InterfaceType;
}

/** What becomes of one rule on the machine it was found on. */
export type RuleState = 'Right' | 'TooBroad' | 'Inert';

/** A rule of this tool that was found on a machine. */
export interface FoundRule {
  readonly name: string;
  readonly displayName: string;
  readonly store: FirewallStore | 'nftables';
  readonly state: RuleState;
  /** Why that is said. */
  readonly reason: string;
  /** The rule as the operating system keeps it. */
  readonly text: string;
}
