import { formatAddress } from '../../../net/address.ts';
import type { Prefix } from '../../../net/prefix.ts';
import { azureRoutes } from '../azure-vpn.ts';
import { childOf, readXml, type Element } from '../xml.ts';
import { removal, type Edit } from './edit.ts';
import type { Updater } from './update.ts';
import { insertAfter, insertBefore, insertInto, type Markup } from './xml-edit.ts';

/** The excluderoutes of an Azure VPN client's profile. Its elements are in the order of their names, as .NET's serializer wants. */
export const azureVpnUpdater: Updater = {
  families: [4],
  exclusions: async (source) =>
    azureRoutes(childOf(await readXml(source), 'clientconfig'), 'excluderoutes', source).map(({ element, route }) => ({
      prefix: route.destination,
      removal: removal(source.text, element.start, element.end),
    })),
  insert: async (source, prefixes) => {
    const root = await readXml(source);
    const routes = prefixes.map((prefix) => toRoute(prefix, root.prefix));
    return insertPath(source.text, root, ['clientconfig', 'excluderoutes'], routes);
  },
  notes: ['IPv6 was not added: Microsoft documents excluderoutes for IPv4 only.'],
};

/** Inserts elements at the end of the element at a path, which is made as far as it is missing. */
function insertPath(text: string, parent: Element, path: readonly string[], elements: readonly Markup[]): Edit[] {
  if (path.length === 0) {
    const last = parent.children.at(-1);
    return last ? insertAfter(text, last, elements) : insertInto(text, parent, elements);
  }
  const [name, ...rest] = path;
  const found = childOf(parent, name);
  if (found) return insertPath(text, found, rest, elements);
  const made = path.reduceRight<readonly Markup[]>(
    (content, each) => [{ name: parent.prefix + each, content }],
    elements,
  );
  const next = parent.children.find((child) => child.name > name);
  if (next) return insertBefore(text, next, made);
  const last = parent.children.at(-1);
  return last ? insertAfter(text, last, made) : insertInto(text, parent, made);
}

function toRoute({ family, first, length }: Prefix, prefix: string): Markup {
  return {
    name: `${prefix}route`,
    content: [
      { name: `${prefix}destination`, content: formatAddress(family, first) },
      { name: `${prefix}mask`, content: String(length) },
    ],
  };
}
