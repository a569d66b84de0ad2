import { ruleGroup, type BlockRule } from '../../contract/block-rule.ts';

type Scope = Pick<BlockRule, 'family' | 'interfaceAlias' | 'interfaceType'>;

/**
 * A rule's id: the same for the same interface and family, different for any others. What is not a letter, a digit, `-` or
 * `.` is `_` and the four hexadecimal digits of its UTF-16 unit, so that no id holds a wildcard or anything to be quoted.
 */
export function ruleName({ family, interfaceAlias, interfaceType }: Scope): string {
  const scope = interfaceAlias === null ? `type_${interfaceType}` : encode(interfaceAlias);
  return `${ruleGroup}-IPv${family}-${scope}`;
}

function encode(text: string): string {
  return text.replace(/[^A-Za-z0-9.-]/g, (unit) => `_${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** What people see. */
export function displayName({ family, interfaceAlias, interfaceType }: Scope): string {
  return `Teams media off the VPN, IPv${family}, ${interfaceAlias === null ? interfaceType : inAscii(interfaceAlias)}`;
}

/** For comments and display names: what is not printable ASCII, or ends a field of a rule's text, is `?`. */
export function inAscii(text: string): string {
  return text.replace(/[^ -~]|\|/g, '?');
}
