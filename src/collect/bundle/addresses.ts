const ipv4 = /(?<!\d|\d\.)\d{1,3}(?:\.\d{1,3}){3}(?!\d|\.\d)/g;
/** A run of what IPv6 addresses are written with, not within a word, nor before a dotted end. */
const ipv6Run = /(?:(?<![0-9a-z])[0-9a-f]{1,4}|(?=:))(?::[0-9a-f]{0,4}){2,12}(?![0-9a-f]|\.\d)/gi;
/** Names of addresses in the tree for reverse lookups are as good as the addresses. */
const reverse6 = /(?:[0-9a-f]\.){8,32}ip6\.arpa/gi;
const prefixLength = /^\/\d{1,3}(?!\d)/;

/** Of an address or CIDR: null where it stays, undefined where it is none. */
export type PseudonymOf = (address: string) => string | null | undefined;

/** Addresses and prefixes in a text, wherever they stand in it, replaced by their pseudonyms. */
export function withoutAddresses(text: string, pseudonymOf: PseudonymOf): string {
  const replace = (found: string, rest: string): string | null | undefined => {
    const suffix = prefixLength.exec(rest)?.[0] ?? '';
    const asPrefix = suffix === '' ? undefined : pseudonymOf(found + suffix);
    return asPrefix === undefined ? pseudonymOf(found) : (asPrefix?.slice(0, -suffix.length) ?? null);
  };
  const after = (whole: string, end: number) => whole.slice(end, end + 5);
  return text
    .replace(reverse6, 'ip6.arpa')
    .replace(ipv4, (found, at: number, whole: string) => replace(found, after(whole, at + found.length)) ?? found)
    .replace(ipv6Run, (run, at: number, whole: string) =>
      inRun(run, (found, end) => replace(found, end === run.length ? after(whole, at + end) : '')),
    );
}

/** A run can begin or end with a colon, a word or a port that is no part of the address: the first cut that is one counts. */
function inRun(run: string, replace: (found: string, end: number) => string | null | undefined): string {
  for (const [start, end] of cuts(run)) {
    const found = run.slice(start, end);
    const replaced = replace(found, end);
    if (replaced !== undefined) return run.slice(0, start) + (replaced ?? found) + run.slice(end);
  }
  return run;
}

/** The whole; without a colon at its ends; without its first group, its last, or both. */
function cuts(run: string): [start: number, end: number][] {
  const starts = [0, run.indexOf(':') + 1];
  const ends = [run.length, run.lastIndexOf(':')];
  return starts.flatMap((start) => ends.map((end): [number, number] => [start, end]));
}
