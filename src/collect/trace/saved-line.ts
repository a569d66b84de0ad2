import { ToolError } from '../../contract/error.ts';
import { formatAddress, parseAddress } from '../../net/address.ts';

/**
 * What one line of tracert, pathping or traceroute says, by its structure: their words depend on the display language, and
 * a console's code page may have mangled them.
 */
export interface SavedLine {
  /** Null for a line that goes on with the hop before, as BSD's traceroute writes further addresses. */
  readonly ttl: number | null;
  readonly addresses: readonly string[];
  /** Milliseconds, 0 for `<1 ms`; null for `*`. */
  readonly times: readonly (number | null)[];
  /** A row of pathping's statistics, which repeat the hops. */
  readonly isStatistics: boolean;
  /** The letter of traceroute's `!N`, `!H`, `!X`, …; null without one. */
  readonly mark: string | null;
  /** Whether words follow the address, as tracert's "reports: Destination net unreachable." do. */
  readonly hasRemark: boolean;
}

/** Null for a line that is no hop. */
export function readSavedLine(line: string): SavedLine | null {
  const [, number, body] = /^[ \t]*([0-9]{1,3})[:?]?[ \t]+(.*)$/.exec(line) ?? [null, null, line];
  if (number === null && !/^[ \t]/.test(line)) return null;
  const words = body!.split(/[ \t]+/).filter(Boolean);
  const addresses = addressesIn(words);
  const times = timesIn(words);
  const isHop = addresses.length > 0 || (number !== null && times.length > 0);
  if (!isHop || (number === null && times.length === 0)) return null;
  return {
    ttl: number === null ? null : Number(number),
    addresses,
    times,
    isStatistics: words.some((word) => word.endsWith('%')),
    mark: words.map((word) => /^!(.+)$/.exec(word)?.[1]).find(Boolean) ?? null,
    hasRemark: hasRemark(words),
  };
}

/** The addresses in brackets, or the bare ones where there are none in brackets: those of `name [address]` and `name (address)`. */
export function addressesIn(words: readonly string[]): string[] {
  const bracketed = words.flatMap((word) => addressOf(/[[(]([^[\]()]+)[\])]/.exec(word)?.[1]));
  return [...new Set(bracketed.length > 0 ? bracketed : words.flatMap(addressOf))];
}

/** As RFC 5952 text without a zone. */
function addressOf(text: string | undefined): string[] {
  if (text === undefined) return [];
  try {
    const { family, value } = parseAddress(text.replace(/%.*$/, '').replace(/[.,]$/, ''));
    return [formatAddress(family, value)];
  } catch (error) {
    if (error instanceof ToolError) return [];
    throw error;
  }
}

/** `12 ms`, `<1 ms`, `0.512 ms`, `10ms` and `*`; a unit is letters, or what a code page made of them. */
function timesIn(words: readonly string[]): (number | null)[] {
  return words.flatMap((word, i) => {
    if (word === '*') return [null];
    const [, less, number, unit] = /^(<?)([0-9]+(?:[.,][0-9]+)?)([^\x21-\x40[-`{-~]*)$/.exec(word) ?? [];
    if (number === undefined || (unit === '' && !isUnit(words[i + 1]))) return [];
    return [less === '<' ? 0 : Number(number.replace(',', '.'))];
  });
}

function isUnit(word: string | undefined): boolean {
  return word !== undefined && /^[^\x21-\x40[-`{-~]+$/.test(word);
}

function hasRemark(words: readonly string[]): boolean {
  const last = words.findLastIndex((word) => addressesIn([word]).length > 0);
  return last >= 0 && words.slice(last + 1).some((word) => isUnit(word.replace(/[:.,]+$/, '')));
}
