import type { Pseudonym } from '../../contract/bundle.ts';
import type { Prefix } from '../../net/prefix.ts';
import { addressPseudonyms } from './address-pseudonyms.ts';
import { withoutAddresses } from './addresses.ts';
import { findNames, isTelling, type Names } from './names.ts';
import { replacements, withoutUsers, type Named } from './personal.ts';
import { unfold } from './unfold.ts';

/** Replaces what is personal or secret in texts of one bundle, the same by the same everywhere. */
export interface Redactor {
  text(text: string): string;
  /** Every text in a parsed document; its field names, and values that programs compare, stay. */
  document<T>(value: T): T;
  replaced(): Pseudonym[];
}

/** Fields whose values are words of the format. */
const words = new Set('schema platform api type action collectedAt rasType protocol status deviceId guid'.split(' '));

/**
 * @param texts everything that will be redacted, for the names in it that cannot be known beforehand
 * @param kept prefixes that are nobody's secret
 */
export function openRedactor(own: Names, texts: readonly string[], kept: readonly Prefix[]): Redactor {
  const names = findNames(own, texts);
  const pseudonymOfAddress = addressPseudonyms(kept);
  const { named, counted, replaced } = openRegister();
  const kinds: readonly (readonly [Pseudonym['kind'], RegExp | null])[] = [
    ['computer', wholeWords(names.computers)],
    ['user', wholeWords(names.users)],
    ['wireless network', wholeWords(names.networks)],
  ];
  const text = (original: string): string => {
    let result = replacements.reduce((each, replace) => replace(each, named), unfold(original));
    for (const [kind, pattern] of kinds) if (pattern) result = result.replace(pattern, (found) => named(kind, found));
    return withoutAddresses(withoutUsers(result, named, isTelling), (found) => {
      const pseudonym = pseudonymOfAddress(found.toLowerCase());
      return pseudonym ? counted('address', pseudonym) : pseudonym;
    });
  };
  const document = <T>(value: T, field = ''): T => {
    if (typeof value === 'string' && field === 'computer') return named('computer', value) as T;
    if (typeof value === 'string') return (words.has(field) ? value : text(value)) as T;
    if (Array.isArray(value)) return value.map((item) => document(item, field)) as T;
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, document(each, name)])) as T;
  };
  return { text, document: (value) => document(value), replaced };
}

/** Who stands for whom, and how often it did. */
function openRegister() {
  const pseudonyms = new Map<string, string>();
  const counts = new Map<string, { kind: Pseudonym['kind']; count: number }>();
  const numbers = new Map<Pseudonym['kind'], number>();
  const counted = (kind: Pseudonym['kind'], pseudonym: string) => {
    const entry = counts.get(pseudonym) ?? { kind, count: 0 };
    entry.count++;
    counts.set(pseudonym, entry);
    return pseudonym;
  };
  const named: Named = (kind, original) => {
    const key = `${kind} ${original.toLowerCase()}`;
    if (!pseudonyms.has(key)) {
      const number = (numbers.get(kind) ?? 0) + 1;
      numbers.set(kind, number);
      pseudonyms.set(key, `${kind.replace(' ', '-')}-${number}`);
    }
    return counted(kind, pseudonyms.get(key)!);
  };
  const replaced = () => [...counts].map(([pseudonym, { kind, count }]) => ({ pseudonym, kind, count }));
  return { named, counted, replaced };
}

/** Any of the names, where it stands as a word of its own. */
function wholeWords(names: readonly string[]): RegExp | null {
  if (names.length === 0) return null;
  const longestFirst = [...names].sort((a, b) => b.length - a.length).map((name) => RegExp.escape(name));
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${longestFirst.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
}
