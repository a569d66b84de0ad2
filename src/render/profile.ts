import type { AppliedProfile, ProfileExclusions, ProfileUpdate } from '../contract/profile.ts';
import { plain } from './text.ts';

/** The configuration with its notes as comments above it: all of it can be pasted. */
export function renderExclusions({ text, notes, comment: [start, end] }: ProfileExclusions): string {
  return [...notes.map((note) => start + note + end), text].join('\n');
}

export function renderUpdate({ file, format, changed, added, removed, output, backup, notes }: ProfileUpdate): string {
  const title = changed ? `${file} (${format}):` : `${file} (${format}) is up to date.`;
  return [
    title,
    ...added.map((prefix) => `  + ${prefix}`),
    ...removed.map((prefix) => `  - ${prefix}`),
    ...notes.map((note) => `  ${note}`),
    ...(output === null ? [] : [`written to ${output}${backup === null ? '' : `; the old file is ${backup}`}`]),
  ]
    .map(plain)
    .join('\n');
}

/** What a verdict is about where it is about a profile: one sentence each, without indentation. */
export function describeProfile({ file, format, name, routes, unknowns, assumed, notes }: AppliedProfile): string[] {
  const title = `What if the VPN connected with ${file} (${format}${name === null ? '' : `, ${name}`})`;
  const assuming = assumed.length === 0 ? '' : `, assuming ${assumed.join(', ')}`;
  const destinations = (path: 'Vpn' | 'Local') => [
    ...new Set(routes.filter((route) => route.path === path).map(({ destination }) => destination)),
  ];
  return [
    `${title}${assuming}.`,
    `Into the tunnel: ${shortList(destinations('Vpn'))}. Kept out: ${shortList(destinations('Local'))}.`,
    ...[...new Set(unknowns.map(({ what }) => what))].map((what) => `Not in the file: ${what}.`),
    ...notes,
  ];
}

const mostNamed = 8;

function shortList(items: readonly string[]): string {
  if (items.length === 0) return 'nothing';
  const rest = items.length - mostNamed;
  return rest > 0 ? `${items.slice(0, mostNamed).join(', ')} and ${rest} more` : items.join(', ');
}
