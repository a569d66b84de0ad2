import type { NftablesObject } from '../../contract/firewall.ts';
import type { BlockingRule } from './rule.ts';
import { readAddresses, readPorts } from './values.ts';

type Expression = Readonly<Record<string, unknown>>;
type Draft = { -readonly [K in keyof BlockingRule]: BlockingRule[K] };

/**
 * The rules of this tool's table, out of what `nft --json list table` says (libnftables-json(5)). An expression that this
 * tool does not write is a condition, and so is every rule before it that does not drop.
 */
export function readNftables(objects: readonly NftablesObject[]): BlockingRule[] {
  const active = !objects.some(({ table }) => table?.flags != null);
  const chain = objects.find((each) => each.chain?.hook === 'output')?.chain;
  const rules = objects.flatMap(({ rule }) => (rule && rule.chain === chain?.name ? [toRule(rule, active)] : []));
  const foreign = rules.findIndex(({ action }) => action === null);
  return rules
    .map((rule, i) => (foreign < 0 || i <= foreign ? rule : { ...rule, conditions: ['an earlier rule'] }))
    .filter(({ action }) => action !== null);
}

function toRule({ handle, expr }: NonNullable<NftablesObject['rule']>, active: boolean): BlockingRule {
  const draft: Draft = {
    name: `handle ${handle}`,
    store: 'nftables',
    text: JSON.stringify(expr),
    action: null,
    direction: 'Out',
    active,
    displayName: null,
    group: null,
    profiles: null,
    protocol: null,
    remotePorts: null,
    remoteAddresses: null,
    interfaces: null,
    interfaceTypes: null,
    program: null,
    conditions: [],
  };
  const foreign = expr.filter((expression) => !readExpression(draft, expression));
  return { ...draft, conditions: foreign.map((expression) => JSON.stringify(expression)) };
}

/** False where it is none that this tool writes. */
function readExpression(draft: Draft, expression: Expression): boolean {
  if ('counter' in expression) return true;
  if ('drop' in expression) {
    draft.action = 'Block';
    return true;
  }
  const match = expression['match'] as { op?: string; left?: Expression; right?: unknown } | undefined;
  return match?.op === '==' && readMatch(draft, match.left ?? {}, match.right);
}

function readMatch(draft: Draft, left: Expression, right: unknown): boolean {
  const { key } = (left['meta'] ?? {}) as Expression;
  const { protocol, field } = (left['payload'] ?? {}) as Expression;
  if (key === 'oifname') {
    draft.interfaces = typeof right === 'string' ? [right] : null;
    return typeof right === 'string';
  }
  if (key === 'l4proto' || (protocol === 'udp' && field === 'dport')) draft.protocol = 17;
  if (key === 'l4proto') return right === 'udp';
  if (protocol === 'udp' && field === 'dport') return (draft.remotePorts = readAll(right, readPorts)) !== null;
  if (field === 'daddr') return (draft.remoteAddresses = readAll(right, readAddresses)) !== null;
  return false;
}

/** Null where an element is none that this tool writes. */
function readAll<T>(right: unknown, read: (text: string) => T | null): readonly T[] | null {
  const elements = (right as { set?: readonly unknown[] } | null)?.set ?? [right];
  const values = elements.map((element) => read(textOf(element)));
  return values.includes(null) ? null : values.map((value) => value!);
}

function textOf(element: unknown): string {
  const { range, prefix } = (element ?? {}) as { range?: readonly unknown[]; prefix?: { addr: unknown; len: unknown } };
  if (prefix) return `${prefix.addr}/${prefix.len}`;
  return range ? range.join('-') : String(element);
}
