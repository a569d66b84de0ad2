import { ToolError } from '../../contract/error.ts';
import type { SnapshotInterface } from '../../contract/snapshot.ts';
import type { Recognition } from '../interfaces.ts';

/**
 * The administrator's patterns. Each is an index, a GUID, or a name or description in any case, in which `*` stands for any
 * characters and `?` for one. Where `local` holds any, only what they match is local.
 */
export interface Roles {
  readonly vpn: readonly string[];
  readonly local: readonly string[];
  /** Whether a pattern without a match is an error rather than a warning. */
  readonly strict: boolean;
}

interface Assignment {
  readonly said: ReadonlyMap<SnapshotInterface, Recognition>;
  readonly warnings: readonly string[];
}

/**
 * Which interfaces the administrator named, and as what.
 * @throws ToolError `InterfacePatternEmpty`, `InterfaceNotFound`, `InterfaceNamedTwice`
 */
export function assignRoles(interfaces: readonly SnapshotInterface[], roles: Roles): Assignment {
  const said = new Map<SnapshotInterface, Recognition>();
  const warnings: string[] = [];
  for (const [path, word, patterns] of [
    ['Vpn', 'VPN', roles.vpn],
    ['Local', 'local', roles.local],
  ] as const) {
    for (const pattern of patterns) {
      const named = interfaces.filter(matcherOf(pattern));
      if (named.length === 0) warnings.push(notFound(pattern, word, roles.strict));
      for (const row of named) {
        const before = said.get(row);
        if (before && before.path !== path) throw namedTwice(row, pattern);
        said.set(row, { path, reason: `the administrator named it as ${word} (${JSON.stringify(pattern)})` });
      }
    }
  }
  return { said, warnings };
}

const isIndex = (pattern: string) => /^[0-9]{1,10}$/.test(pattern);
const isGuid = (pattern: string) => /^\{?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?$/i.test(pattern);
/** A GUID as it is compared: without braces, in small letters. */
export const bareGuid = (guid: string) => guid.replace(/[{}]/g, '').toLowerCase();

export function matcherOf(pattern: string): (row: SnapshotInterface) => boolean {
  if (pattern === '')
    throw new ToolError(
      'InterfacePatternEmpty',
      'InvalidArgument',
      'an interface is named by an empty text; give an index, a GUID, a name or a description.',
    );
  if (isIndex(pattern)) return (row) => row.index === Number(pattern);
  if (isGuid(pattern)) return (row) => typeof row.guid === 'string' && bareGuid(row.guid) === bareGuid(pattern);
  return (row) =>
    row.filter !== true &&
    [row.name, row.description].some((text) => typeof text === 'string' && matches(pattern, text));
}

function notFound(pattern: string, word: string, strict: boolean): string {
  const message = `no interface matches ${JSON.stringify(pattern)}, named as ${word}`;
  if (strict || isIndex(pattern))
    throw new ToolError(
      'InterfaceNotFound',
      'ObjectNotFound',
      `${message}. "teams-split-tunnel routes" lists the interfaces.`,
      pattern,
    );
  return `${message}.`;
}

function namedTwice(row: SnapshotInterface, pattern: string): ToolError {
  return new ToolError(
    'InterfaceNamedTwice',
    'InvalidArgument',
    `interface ${row.index} (${row.name}) is named as VPN and as local; leave one out.`,
    pattern,
  );
}

/**
 * Whether the whole text matches a pattern of `*` and `?`, in any case. After a mismatch only the last star takes one
 * character more, so the time is bounded by the product of the lengths.
 */
export function matches(pattern: string, text: string): boolean {
  const wanted = [...pattern.toLowerCase()];
  const found = [...text.toLowerCase()];
  let at = 0;
  let star = -1;
  let resume = 0;
  let i = 0;
  while (i < found.length) {
    if (wanted[at] === '*') {
      star = at++;
      resume = i;
    } else if (at < wanted.length && (wanted[at] === '?' || wanted[at] === found[i])) {
      at++;
      i++;
    } else if (star >= 0) {
      at = star + 1;
      i = ++resume;
    } else {
      return false;
    }
  }
  return wanted.slice(at).every((character) => character === '*');
}
