import { formatAddress } from '../../../net/address.ts';
import type { Prefix } from '../../../net/prefix.ts';
import { profileXmlRoutes } from '../profile-xml.ts';
import type { Source } from '../source.ts';
import { childOf, readXml } from '../xml.ts';
import { removal } from './edit.ts';
import type { Updater } from './update.ts';
import { insertAfter, insertInto, type Markup } from './xml-edit.ts';

/** `Route` elements of ProfileXML, beside the profile's other settings. */
export const profileXmlUpdater: Updater = {
  families: [4, 6],
  exclusions: async (source) =>
    profileXmlRoutes(await readXml(source), source)
      .filter(({ route }) => route.path === 'Local')
      .map(({ element, route }) => ({
        prefix: route.destination,
        removal: removal(source.text, element.start, element.end),
      })),
  insert: async (source: Source, prefixes: readonly Prefix[]) => {
    const root = await readXml(source);
    const elements = prefixes.map((prefix) => toRoute(prefix, root.prefix));
    const after =
      root.children.findLast(({ name }) => name === 'Route') ?? childOf(root, 'NativeProfile') ?? root.children.at(-1);
    return after ? insertAfter(source.text, after, elements) : insertInto(source.text, root, elements);
  },
  notes: [],
};

function toRoute({ family, first, length }: Prefix, prefix: string): Markup {
  return {
    name: `${prefix}Route`,
    content: [
      { name: `${prefix}Address`, content: formatAddress(family, first) },
      { name: `${prefix}PrefixSize`, content: String(length) },
      { name: `${prefix}ExclusionRoute`, content: 'true' },
    ],
  };
}
