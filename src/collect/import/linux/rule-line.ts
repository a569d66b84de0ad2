import type { SnapshotRule } from '../../../contract/snapshot.ts';
import { ruleActionName } from '../../linux/names.ts';
import { invalidAt, type Draft, type Place } from '../draft.ts';
import { familyOf } from './route.ts';

const protocols: Readonly<Record<string, number>> = { icmp: 1, tcp: 6, udp: 17, 'ipv6-icmp': 58, sctp: 132 };
const actions = new Set(['blackhole', 'unreachable', 'prohibit', 'nop']);
/** Selectors that the judge cannot decide, with their number of values. */
const others: Readonly<Record<string, number>> = {
  sport: 1,
  tun_id: 1,
  suppress_ifgroup: 1,
  tos: 1,
  dsfield: 1,
  dscp: 1,
  flowlabel: 1,
  l3mdev: 0,
};
/** Words that select nothing. */
const silent = new Set(['proto', 'protocol', 'realms', '[unresolved]', '[detached]', 'lookup', 'table']);

export function startsRule(line: string): boolean {
  return /^\d{1,10}:\s+(not )?(from|nop|to|iif|fwmark|lookup)\b/.test(line);
}

/**
 * Reads a line of `ip rule`, which does not say of which family the rule is.
 * @throws ToolError `ImportInvalid`
 */
export function readRuleLine(line: string, place: Place, draft: Draft): SnapshotRule {
  const tokens = line.split(/\s+/).filter(Boolean);
  const rule: SnapshotRule = { family: 4, priority: Number.parseInt(tokens[0], 10), action: 'table' };
  const otherSelectors: string[] = [];
  for (let at = 1; at < tokens.length; at++) {
    const word = tokens[at];
    const value = () => {
      const text = tokens[++at];
      if (text === undefined) throw invalidAt(place, `"${word}" is the last word; the line is cut off.`);
      return text;
    };
    if (word === 'not') rule.not = true;
    else if (word === 'from' || word === 'to') {
      const prefix = value();
      if (prefix !== 'all') rule[word] = withLength(prefix, place);
    } else if (word === 'iif' || word === 'oif') rule[word] = value();
    else if (word === 'fwmark') setMark(rule, value(), place);
    else if (word === 'ipproto') setProtocol(rule, value(), otherSelectors);
    else if (word === 'dport') rule.dport = rangeOf(value(), place);
    else if (word === 'uidrange') rule.uidrange = rangeOf(value(), place);
    else if (word === 'lookup' || word === 'table') rule.table = draft.tableNumber(value());
    else if (word === 'suppress_prefixlength') rule.suppressPrefixLength = integer(value(), place);
    else if (word === 'goto') Object.assign(rule, { action: 'goto', goto: integer(value(), place) });
    else if (actions.has(word)) rule.action = word;
    else if (/^\d{1,2}$/.test(word))
      rule.action = ruleActionName(Number(word)); // ip -N
    else if (Object.hasOwn(others, word)) {
      otherSelectors.push(word);
      at += others[word];
    } else if (!silent.has(word)) otherSelectors.push(word);
    else if (word === 'proto' || word === 'protocol' || word === 'realms') at++;
  }
  if (rule.action === 'table' && rule.table == null)
    throw invalidAt(place, 'the rule does not say what to do; the line is cut off.');
  return otherSelectors.length > 0 ? { ...rule, otherSelectors } : rule;
}

function setMark(rule: SnapshotRule, text: string, place: Place): void {
  const [mark, mask] = text.split('/');
  rule.fwmark = integer(mark, place);
  if (mask !== undefined) rule.fwmask = integer(mask, place);
}

function setProtocol(rule: SnapshotRule, text: string, otherSelectors: string[]): void {
  const name = text.replace(/^ipproto-/, '');
  const number = protocols[name] ?? (/^\d{1,3}$/.test(name) ? Number(name) : undefined);
  if (number === undefined) otherSelectors.push(`ipproto ${name}`);
  else rule.ipproto = number;
}

function rangeOf(text: string, place: Place): [number, number] {
  const [from, to = from] = text.split('-');
  return [integer(from, place), integer(to, place)];
}

function integer(text: string, place: Place): number {
  const number = Number(text);
  if (text !== '' && Number.isInteger(number) && number >= 0) return number;
  throw invalidAt(place, `${JSON.stringify(text.slice(0, 60))} is no number.`);
}

function withLength(text: string, place: Place): string {
  if (familyOf(text) === null) throw invalidAt(place, `${JSON.stringify(text.slice(0, 60))} is no prefix.`);
  return text.includes('/') ? text : `${text}/${text.includes(':') ? 128 : 32}`;
}
