import { parseAddress, width } from '../../net/address.ts';
import type { Prefix } from '../../net/prefix.ts';
import { everything, readCidr, readMasked, readRange } from './profile.ts';
import { wordsOf, type Source, type Word } from './source.ts';

/** Networks that a name or an access list stands for; `isUncertain` where it also holds what no text tells. */
export interface Networks {
  readonly prefixes: readonly Prefix[];
  readonly isUncertain: boolean;
}

const uncertain: Networks = { prefixes: [], isUncertain: true };

/** The objects, groups and aliases of a configuration: `object network`, `object-group network`, `name`. */
export class CiscoNetworks {
  readonly #source: Source;
  readonly #entries = new Map<string, Word[][]>();
  readonly #aliases = new Map<string, string>();

  constructor(source: Source) {
    this.#source = source;
    let entries: Word[][] | undefined;
    for (const line of source.lines()) {
      const words = wordsOf(line);
      const [first, second, third] = words.map(({ text }) => text);
      if (/^object(-group)?$/.test(first) && second === 'network' && third) {
        this.#entries.set(third, (entries = []));
      } else if (first === 'name' && third) {
        this.#aliases.set(third, second);
      } else if (/^(subnet|host|range|fqdn|network-object|group-object)$/.test(first)) {
        entries?.push(words);
      } else if (first !== 'description' && first !== 'nat') {
        entries = undefined;
      }
    }
  }

  /**
   * The networks at the start of some words, and how many words they take: `any4`, `host 1.2.3.4`, `52.112.0.0 255.252.0.0`,
   * `2603:1063::/38`, `object NAME`, `object-group NAME`.
   */
  read([first, second]: readonly Word[], depth = 0): Networks & { readonly taken: number } {
    if (!first) return { ...uncertain, taken: 0 };
    if (first.text === 'any') return { ...exactly([everything[4], everything[6]]), taken: 1 };
    if (first.text === 'any4') return { ...exactly([everything[4]]), taken: 1 };
    if (first.text === 'any6') return { ...exactly([everything[6]]), taken: 1 };
    if (first.text.includes('/')) return { ...exactly([readCidr(this.#source, first)]), taken: 1 };
    if (!second) return { ...uncertain, taken: 1 };
    if (first.text === 'host') return { ...exactly([this.#host(second)]), taken: 2 };
    if (/^object(-group)?$/.test(first.text)) return { ...this.#named(second.text, depth), taken: 2 };
    if (first.text === 'interface') return { ...uncertain, taken: 2 };
    return { ...exactly([readMasked(this.#source, this.#resolved(first), second)]), taken: 2 };
  }

  #named(name: string, depth: number): Networks {
    const entries = this.#entries.get(name);
    if (!entries || depth > 10) return uncertain;
    return union(entries.map((words) => this.#entry(words, depth + 1)));
  }

  #entry(words: readonly Word[], depth: number): Networks {
    const [keyword, ...rest] = words;
    if (keyword.text === 'fqdn') return uncertain;
    if (keyword.text === 'group-object') return this.#named(rest[0]?.text ?? '', depth);
    if (keyword.text === 'range') return this.#range(rest);
    return this.read(keyword.text === 'host' ? words : rest, depth);
  }

  #range([first, last]: readonly Word[]): Networks {
    return first && last ? exactly(readRange(this.#source, first, last)) : uncertain;
  }

  #host(word: Word): Prefix {
    const { text, offset } = this.#resolved(word);
    const { family } = this.#source.at(offset, () => parseAddress(text));
    return readCidr(this.#source, { text: `${text}/${width(family)}`, offset });
  }

  #resolved({ text, offset }: Word): Word {
    return { text: this.#aliases.get(text) ?? text, offset };
  }
}

function exactly(prefixes: readonly Prefix[]): Networks {
  return { prefixes, isUncertain: false };
}

function union(parts: readonly Networks[]): Networks {
  return { prefixes: parts.flatMap(({ prefixes }) => prefixes), isUncertain: parts.some((part) => part.isUncertain) };
}
