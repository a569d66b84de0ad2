import type { Prefix } from '../../net/prefix.ts';
import { CiscoNetworks, type Networks } from './cisco-networks.ts';
import { wordsOf, type Source, type Word } from './source.ts';

export interface AccessList extends Omit<Networks, 'prefixes'> {
  readonly entries: readonly { readonly destination: Prefix; readonly line: number }[];
}

/**
 * The access lists of a configuration as split-tunnel lists: what a standard list permits, or an extended one permits as
 * source, whatever the destination. Other entries make a list uncertain.
 */
export function readAccessLists(source: Source): ReadonlyMap<string, AccessList> {
  const networks = new CiscoNetworks(source);
  const lists = new Map<string, AccessList>();
  for (const line of source.lines()) {
    const [keyword, name, ...rest] = wordsOf(line);
    if (keyword?.text !== 'access-list' || !name || rest.at(-1)?.text === 'inactive') continue;
    const words = rest[0]?.text === 'line' ? rest.slice(2) : rest;
    if (words[0]?.text === 'remark') continue;
    const { prefixes, isUncertain } = readEntry(words, networks);
    const before = lists.get(name.text) ?? { entries: [], isUncertain: false };
    lists.set(name.text, {
      entries: [...before.entries, ...prefixes.map((destination) => ({ destination, line: line.number }))],
      isUncertain: before.isUncertain || isUncertain,
    });
  }
  return lists;
}

const uncertain: Networks = { prefixes: [], isUncertain: true };

function readEntry(words: readonly Word[], networks: CiscoNetworks): Networks {
  const kind = /^(standard|extended)$/.test(words[0]?.text ?? '') ? words[0].text : 'extended';
  const [action, ...match] = words[0]?.text === kind ? words.slice(1) : words;
  if (action?.text !== 'permit') return uncertain;
  if (kind === 'standard') return networks.read(match);
  if (match[0]?.text !== 'ip') return uncertain;
  const from = networks.read(match.slice(1));
  return towardsAnywhere(from, networks.read(match.slice(1 + from.taken)));
}

/** Of the sources those with which the destination is any; one that narrows the entry says that the list means the other side. */
function towardsAnywhere(from: Networks, to: Networks): Networks {
  if (to.isUncertain || to.prefixes.length === 0 || to.prefixes.some(({ length }) => length > 0)) return uncertain;
  const families = to.prefixes.map(({ family }) => family);
  return { ...from, prefixes: from.prefixes.filter(({ family }) => families.includes(family)) };
}
