import type { Pseudonym } from '../../contract/bundle.ts';
import type { Prefix } from '../../net/prefix.ts';
import { addressPseudonyms } from './address-pseudonyms.ts';
import { findNames, type Names } from './names.ts';

/** Replaces what is personal or secret in texts of one bundle, the same by the same everywhere. */
export interface Redactor {
  text(text: string): string;
  /** Every text in a parsed document; its field names, and values that programs compare, stay. */
  document<T>(value: T): T;
  replaced(): Pseudonym[];
}

/** Fields whose values are words of the format. */
const words = new Set(['schema', 'platform', 'api', 'type', 'action', 'collectedAt', 'rasType', 'protocol', 'status']);

const address =
  /(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?(?!\w|\.\d)|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?:\/\d{1,3})?(?![\w:]))/gi;

const block =
  /-----BEGIN [^-]+-----[^]*?-----END [^-]+-----|<(key|tls-auth|tls-crypt|tls-crypt-v2|secret)>[^]*?<\/\1>/g;
const token = /\beyJ[\w-]+\.[\w-]+\.[\w-]*|\b(?:Bearer|Basic) +[\w.~+/-]{8,}=*/g;
const setting =
  /((?:private|preshared|pre-shared|shared|api|access|client)[ _-]?(?:key|secret)|password|passphrase|passwd|token|secret|cookie|authorization)("?\s*[:=]\s*"?)([^\s"<>,;]+)/gi;
const person = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;

/**
 * @param texts everything that will be redacted, for the names in it that cannot be known beforehand
 * @param kept prefixes that are nobody's secret
 */
export function openRedactor(own: Names, texts: readonly string[], kept: readonly Prefix[]): Redactor {
  const names = findNames(own, texts);
  const pseudonymOfAddress = addressPseudonyms(kept);
  const pseudonyms = new Map<string, string>();
  const counts = new Map<string, { kind: Pseudonym['kind']; count: number }>();
  const counted = (kind: Pseudonym['kind'], pseudonym: string) => {
    const entry = counts.get(pseudonym) ?? { kind, count: 0 };
    entry.count++;
    counts.set(pseudonym, entry);
    return pseudonym;
  };
  const named = (kind: Pseudonym['kind'], original: string) => {
    const key = `${kind} ${original.toLowerCase()}`;
    if (!pseudonyms.has(key)) {
      const number = [...pseudonyms.keys()].filter((each) => each.startsWith(`${kind} `)).length + 1;
      pseudonyms.set(key, `${kind.replace(' ', '-')}-${number}`);
    }
    return counted(kind, pseudonyms.get(key)!);
  };
  const kinds: readonly (readonly [Pseudonym['kind'], RegExp | null])[] = [
    ['computer', wholeWords(names.computers)],
    ['user', wholeWords(names.users)],
    ['wireless network', wholeWords(names.networks)],
  ];
  const text = (original: string): string => {
    let result = original
      .replace(block, (found) => named('secret', found))
      .replace(token, (found) => named('secret', found))
      .replace(setting, (_, name: string, sign: string, value: string) => name + sign + named('secret', value))
      .replace(person, (found) => named('user', found));
    for (const [kind, pattern] of kinds) if (pattern) result = result.replace(pattern, (found) => named(kind, found));
    return result.replace(address, (found) => {
      const pseudonym = pseudonymOfAddress(found.toLowerCase());
      return pseudonym === null ? found : counted('address', pseudonym);
    });
  };
  const document = <T>(value: T, field = ''): T => {
    if (typeof value === 'string' && field === 'computer') return named('computer', value) as T;
    if (typeof value === 'string') return (words.has(field) ? value : text(value)) as T;
    if (Array.isArray(value)) return value.map((item) => document(item, field)) as T;
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, document(each, name)])) as T;
  };
  const replaced = () => [...counts].map(([pseudonym, { kind, count }]) => ({ pseudonym, kind, count }));
  return { text, document: (value) => document(value), replaced };
}

/** Any of the names, where it stands as a word of its own. */
function wholeWords(names: readonly string[]): RegExp | null {
  if (names.length === 0) return null;
  const longestFirst = [...names].sort((a, b) => b.length - a.length).map((name) => RegExp.escape(name));
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${longestFirst.join('|')})(?![\\p{L}\\p{N}])`, 'giu');
}
