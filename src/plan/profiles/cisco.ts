import type { Family } from '../../contract/verdict.ts';
import { width } from '../../net/address.ts';
import { readAccessLists, type AccessList } from './cisco-access-list.ts';
import { choose } from './choose.ts';
import { anyRoute, everything, ipv6Default } from './profile.ts';
import type { ProfileRoute, Unknown, VpnProfile } from './profile.ts';
import { wordsOf, type Source, type Word } from './source.ts';

/** The settings of a group policy that route; the line of each. */
interface GroupPolicy {
  readonly name: string;
  readonly settings: Map<string, { readonly value: string; readonly line: number }>;
}

const defaultPolicy = 'DfltGrpPolicy';

/**
 * Reads a configuration of Cisco ASA or FTD (or the part with the group policy and its access list).
 * @param wanted the group policy, where there are several
 */
export function readCisco(source: Source, wanted: string | undefined): VpnProfile {
  const policies = readGroupPolicies(source);
  const own = policies.filter(({ name }) => name !== defaultPolicy);
  const policy = choose(own.length > 0 ? own : policies, wanted, 'group policy');
  const inherited = policies.find(({ name }) => name === defaultPolicy)?.settings ?? [];
  const settings = new Map([...inherited, ...policy.settings]);
  const lists = readAccessLists(source);
  const families = ([4, 6] as const).map((family) => readFamily(family, settings, lists));
  return {
    format: 'Cisco',
    name: policy.name,
    routes: families.flatMap(({ routes }) => routes),
    unknowns: [...families.flatMap(({ unknowns }) => unknowns), ...includedDomains(settings)],
    notes: settings.has('dynamic-split-exclude-domains')
      ? ['Names in dynamic-split-exclude-domains prove nothing: Teams media has no name.']
      : [],
  };
}

function readGroupPolicies(source: Source): GroupPolicy[] {
  const policies = new Map<string, GroupPolicy>();
  let current: GroupPolicy | undefined;
  for (const line of source.lines()) {
    const [keyword, name, ...rest] = wordsOf(line);
    if (keyword?.text === 'group-policy' && name) {
      current = policies.get(name.text) ?? { name: name.text, settings: new Map() };
      policies.set(name.text, current);
    } else if (keyword && /^(tunnel-group|username|access-list|object|object-group)$/.test(keyword.text)) {
      current = undefined;
    } else if (keyword && current) {
      readSetting(keyword, [name, ...rest].filter(Boolean), current, line.number);
    }
  }
  return [...policies.values()];
}

function readSetting(keyword: Word, words: readonly Word[], { settings }: GroupPolicy, line: number): void {
  const [first, second] = words.map(({ text }) => text);
  if (/^(ipv6-)?split-tunnel-policy$/.test(keyword.text)) settings.set(keyword.text, { value: first ?? '', line });
  else if (/^(split-tunnel-network-list|ipv6-address-pools)$/.test(keyword.text))
    settings.set(keyword.text, { value: first === 'value' ? (second ?? '') : '', line });
  else if (/^(anyconnect|secure-client)-custom$/.test(keyword.text) && first)
    settings.set(first, { value: second ?? '', line });
}

type Settings = GroupPolicy['settings'];

/** Without a setting a group policy sends everything into the tunnel. */
function readFamily(
  family: Family,
  settings: Settings,
  lists: ReadonlyMap<string, AccessList>,
): { routes: ProfileRoute[]; unknowns: Unknown[] } {
  const setting = settings.get(family === 4 ? 'split-tunnel-policy' : 'ipv6-split-tunnel-policy');
  const policy = setting?.value ?? 'tunnelall';
  const listName = settings.get('split-tunnel-network-list')?.value ?? '';
  const list = lists.get(listName);
  const whole: ProfileRoute = { destination: everything[family], path: 'Vpn', line: setting?.line ?? 1 };
  const isAssigned = family === 4 || settings.get('ipv6-address-pools')?.value;
  const tunnel = isAssigned ? { routes: [whole], unknowns: [] } : { routes: [], unknowns: [unassigned] };
  if (policy === 'tunnelall') return tunnel;
  if (policy !== 'tunnelspecified' && policy !== 'excludespecified')
    return { routes: [], unknowns: anyRoute(`what the policy of line ${whole.line} does`, [family]) };
  if (!list || list.isUncertain)
    return {
      routes: [],
      unknowns: anyRoute(`what the access list ${listName || '(none)'} names: the file does not tell all of it`, [
        family,
      ]),
    };
  const isExcluding = policy === 'excludespecified';
  const listed = list.entries
    .filter(({ destination }) => destination.family === family && !isLocalLan(destination))
    .map((entry): ProfileRoute => ({ ...entry, path: isExcluding ? 'Local' : 'Vpn' }));
  return isExcluding
    ? { routes: [...tunnel.routes, ...listed], unknowns: tunnel.unknowns }
    : { routes: listed, unknowns: [] };
}

const unassigned = ipv6Default(
  'whether the connection gets an IPv6 address (the group policy names no ipv6-address-pools)',
);

/** `host 0.0.0.0` in a list of exclusions stands for the client's own network. */
function isLocalLan({ family, first, length }: ProfileRoute['destination']): boolean {
  return first === 0n && length === width(family);
}

function includedDomains(settings: Settings): Unknown[] {
  if (!settings.has('dynamic-split-include-domains')) return [];
  return anyRoute('which addresses the names of dynamic-split-include-domains have');
}
