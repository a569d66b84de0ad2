import type { Snapshot, SnapshotRule } from '../contract/snapshot.ts';
import type { Family } from '../contract/verdict.ts';
import { ToolError } from '../contract/error.ts';
import type { Address } from '../net/address.ts';
import { contains, parsePrefix, type Prefix } from '../net/prefix.ts';
import { localTable, mainTable } from './route.ts';
import { longestMatch, noRoute, type Decision, type Entry } from './select.ts';

/** A policy rule of Linux, ip-rule(8), with the answer to whether it matches the packet that is judged. */
export interface Rule {
  readonly priority: number;
  readonly to: Prefix | null;
  readonly inverted: boolean;
  /** Whether the selectors other than `to` match; null where that cannot be told. */
  readonly matches: boolean | null;
  readonly action: string;
  readonly table: number;
  readonly goto: number | null;
  /** A route of this prefix length or shorter is passed over; -1 passes over none. */
  readonly suppressPrefixLength: number;
}

/** Media is local UDP to these ports. */
const udp = 17;
const mediaPorts = { from: 3478, to: 3481 };

/** What of a packet the rules ask besides. */
export interface Packet {
  readonly mark: number;
  /** The address that its socket is bound to. */
  readonly source: Address | null;
}

/** What is judged: an unmarked packet from a socket without a bound source. */
export const media: Packet = { mark: 0, source: null };

const defaultTable = 253;

/** The rules of a Linux without policy routing, for snapshots that do not tell them. */
const defaultRules: readonly Rule[] = [0, 32766, 32767].map((priority, i) => ({
  priority,
  to: null,
  inverted: false,
  matches: true,
  action: 'table',
  table: [localTable, mainTable, defaultTable][i],
  goto: null,
  suppressPrefixLength: -1,
}));

/** Whether a snapshot tells the policy rules of a family; without them a clean main table proves nothing. */
export function tellsRules(snapshot: Snapshot, family: Family): boolean {
  return snapshot.platform !== 'linux' || (snapshot.rules ?? []).some((rule) => rule.family === family);
}

/** The rules of a family in the order in which the kernel asks them. */
export function readRules(snapshot: Snapshot, family: Family, packet = media): readonly Rule[] {
  if (!tellsRules(snapshot, family)) return defaultRules;
  return (snapshot.rules ?? [])
    .flatMap((rule, i) => (rule.family === family ? [readRule(rule, i, packet)] : []))
    .sort((a, b) => a.priority - b.priority);
}

function readRule(rule: SnapshotRule, index: number, packet: Packet): Rule {
  return {
    priority: rule.priority,
    to: readSelector(rule.to, `rules[${index}].to`),
    inverted: rule.not === true,
    matches: matchesMedia(rule, readSelector(rule.from, `rules[${index}].from`), packet),
    action: rule.action,
    table: rule.table ?? mainTable,
    goto: rule.goto ?? null,
    suppressPrefixLength: rule.suppressPrefixLength ?? -1,
  };
}

function readSelector(text: string | null | undefined, place: string): Prefix | null {
  if (text == null || text === 'all') return null;
  try {
    return parsePrefix(text);
  } catch (error) {
    throw error instanceof ToolError ? error.at(place) : error;
  }
}

function matchesMedia(rule: SnapshotRule, from: Prefix | null, { mark, source }: Packet): boolean | null {
  const answers = [
    from === null || from.length === 0 || (source !== null && contains(from, source)),
    (rule.fwmark ?? rule.fwmask) == null || (((rule.fwmark ?? 0) ^ mark) & (rule.fwmask ?? 0xffffffff)) === 0,
    rule.iif == null || rule.iif === 'lo',
    rule.oif == null,
    rule.ipproto == null || rule.ipproto === 0 || rule.ipproto === udp,
    coversPorts(rule.dport),
    coversUsers(rule.uidrange),
    ...(rule.otherSelectors ?? []).map(matchesOther),
  ];
  if (answers.includes(false)) return false;
  return answers.includes(null) ? null : true;
}

function coversPorts(range: readonly [number, number] | null | undefined): boolean | null {
  if (range == null) return true;
  const [from, to] = range;
  if (to < mediaPorts.from || from > mediaPorts.to) return false;
  return from <= mediaPorts.from && to >= mediaPorts.to ? true : null;
}

/** Which user will run Teams is not known. */
function coversUsers(range: readonly [number, number] | null | undefined): boolean | null {
  if (range == null) return true;
  return range[0] === 0 && range[1] >= 0xfffffffe ? true : null;
}

/** A socket bound to no device is in no VRF, and a local packet came out of no tunnel. */
function matchesOther(selector: string): false | null {
  return selector === 'l3mdev' || selector === 'tun_id' ? false : null;
}

/** Walks the rules in order, as the kernel does, for a piece whose first address is given. */
export function decideByRules(
  rules: readonly Rule[],
  covering: readonly Entry[],
  family: Family,
  first: bigint,
): Decision {
  let from = 0;
  for (let i = 0; i < rules.length; i++) {
    const rule = rules[i];
    if (rule.priority < from) continue;
    const matches = matchesPiece(rule, family, first);
    if (matches === false || rule.action === 'nop') continue;
    if (rule.action === 'goto') {
      // The kernel passes over one whose target is not there.
      if (!rules.some(({ priority }) => priority === rule.goto)) continue;
      if (matches === null || rule.goto === null) return { best: [], missing: 'rule' };
      from = rule.goto;
      continue;
    }
    const decision = apply(rule, covering);
    if (decision) return matches === null ? { ...decision, missing: 'rule' } : decision;
  }
  return noRoute;
}

function matchesPiece(rule: Rule, family: Family, first: bigint): boolean | null {
  const inside = rule.to === null || contains(rule.to, { family, value: first });
  const matches = inside ? rule.matches : false;
  return rule.inverted && matches !== null ? !matches : matches;
}

/** What a matching rule decides, or null where the next rule is asked. */
function apply(rule: Rule, covering: readonly Entry[]): Decision | null {
  if (rule.action !== 'table') return noRoute;
  const match = longestMatch(covering, rule.table);
  if (!match || match.outcome === 'throw') return null;
  const suppressed = match.outcome.best.length > 0 && match.prefix.length <= rule.suppressPrefixLength;
  return suppressed ? null : match.outcome;
}
