import type { Family } from '../../contract/verdict.ts';
import type { Prefix } from '../../net/prefix.ts';
import { choose } from './choose.ts';
import { anyRoute, everything, ipv6Default, readCidr } from './profile.ts';
import type { ProfileRoute, Unknown, VpnProfile } from './profile.ts';
import type { Source } from './source.ts';
import { childrenOf, descendants, textOf, type Element } from './xml.ts';

/** Names of the lists in a gateway's configuration of PAN-OS, and in what the gateway tells a client. */
const includeLists = ['access-route', 'access-routes', 'access-routes-v6'];
const excludeLists = ['exclude-access-route', 'exclude-access-routes', 'exclude-access-routes-v6'];
const lists: ReadonlySet<string> = new Set([...includeLists, ...excludeLists]);

/** Whether a document holds a GlobalProtect gateway's tunnel settings. */
export function isGlobalProtect(root: Element): boolean {
  return [...descendants(root)].some(
    ({ name }) => lists.has(name) || name === 'split-tunneling' || name === 'remote-user-tunnel-configs',
  );
}

/**
 * Reads a configuration of GlobalProtect: of PAN-OS (all of it or a part), or a gateway's answer to a client.
 * @param wanted the entry of remote-user-tunnel-configs, where there are several
 */
export function readGlobalProtect(root: Element, source: Source, wanted: string | undefined): VpnProfile {
  const config = choose(configsOf(root), wanted, 'gateway configuration');
  const objects = addressObjects(root);
  const includes = membersOf(config.element, includeLists, objects, source);
  const excludes = membersOf(config.element, excludeLists, objects, source);
  const isOpen = includes.isUncertain || excludes.isUncertain;
  const line = source.line(config.element.start);
  return {
    format: 'GlobalProtect',
    name: config.name || null,
    routes: isOpen ? [] : [...tunnel(includes.found, line), ...excludes.found.map(toRoute('Local'))],
    unknowns: [
      ...(includes.found.length === 0 ? [ipv6Default('whether the connection gets an IPv6 address')] : []),
      ...(isOpen
        ? anyRoute('what the address objects in the lists stand for: the file does not tell all of them')
        : []),
      ...otherUnknowns(config.element),
    ],
    notes: [],
  };
}

interface Config {
  readonly name: string;
  readonly element: Element;
}

function configsOf(root: Element): Config[] {
  const all = [...descendants(root)];
  const entries = all
    .filter(({ name }) => name === 'remote-user-tunnel-configs')
    .flatMap((each) => childrenOf(each, 'entry'));
  if (entries.length > 0) return entries.map((element) => ({ name: element.attributes['name'] ?? '', element }));
  const holder =
    all.find(({ name }) => name === 'split-tunneling') ??
    all.find(({ children }) => children.some(({ name }) => lists.has(name)));
  return [{ name: '', element: holder ?? root }];
}

interface Member {
  readonly destination: Prefix;
  readonly line: number;
}

function membersOf(
  config: Element,
  names: readonly string[],
  objects: ReadonlyMap<string, Element>,
  source: Source,
): { readonly found: readonly Member[]; readonly isUncertain: boolean } {
  const members = [...descendants(config)]
    .filter(({ name }) => names.includes(name))
    .flatMap((list) => childrenOf(list, 'member'));
  const texts = members.map((member) => {
    const isAddress = /^[0-9a-f.:]+(\/\d+)?$/i.test(member.text) && /[.:]/.test(member.text);
    const object = isAddress ? undefined : objects.get(member.text);
    return { member, text: isAddress ? member.text : object && textOf(object, 'ip-netmask') };
  });
  const found = texts.flatMap(({ member: { start }, text }) =>
    text
      ? [{ destination: readCidr(source, { text: withLength(text), offset: start }), line: source.line(start) }]
      : [],
  );
  return { found, isUncertain: texts.some(({ text }) => !text) };
}

function withLength(text: string): string {
  return text.includes('/') ? text : `${text}/${text.includes(':') ? 128 : 32}`;
}

function addressObjects(root: Element): Map<string, Element> {
  const entries = [...descendants(root)]
    .filter(({ name }) => name === 'address')
    .flatMap((each) => childrenOf(each, 'entry'));
  return new Map(entries.map((entry) => [entry.attributes['name'] ?? '', entry]));
}

/** Without access routes everything goes into the tunnel. */
function tunnel(includes: readonly Member[], line: number): ProfileRoute[] {
  return includes.length > 0 ? includes.map(toRoute('Vpn')) : [{ destination: everything[4], path: 'Vpn', line }];
}

function toRoute(path: ProfileRoute['path']): (member: Member) => ProfileRoute {
  return (member) => ({ ...member, path });
}

function otherUnknowns(config: Element): Unknown[] {
  const all = [...descendants(config)];
  const families: readonly Family[] = [4, 6];
  const included = all.find(
    ({ name, children }) => /^include-(domains|applications)$/.test(name) && children.length > 0,
  );
  const closed = all.find(
    ({ name, text }) => name === 'no-direct-access-to-local-network' && text.toLowerCase() === 'yes',
  );
  return [
    ...(included ? anyRoute(`which traffic ${included.name} takes into the tunnel`, families) : []),
    ...(closed ? anyRoute('what no-direct-access-to-local-network leaves outside the tunnel', families) : []),
  ];
}
