import type { Family } from '../../contract/verdict.ts';
import type { Prefix } from '../../net/prefix.ts';
import type { Edit } from './fortinet-sections.ts';
import { everything, readCidr, readMasked, readRange } from './profile.ts';
import type { Source } from './source.ts';

/** Prefixes that names stand for; `isUncertain` where one has none, such as a domain name. */
export interface Addresses {
  readonly prefixes: readonly Prefix[];
  readonly isUncertain: boolean;
}

const uncertain: Addresses = { prefixes: [], isUncertain: true };

/** The address objects and groups of a FortiGate's configuration. */
export class FortinetAddresses {
  readonly #edits: readonly Edit[];
  readonly #source: Source;

  constructor(edits: readonly Edit[], source: Source) {
    this.#edits = edits;
    this.#source = source;
  }

  /** What a list of objects and groups stands for. */
  named(names: readonly string[], family: Family, depth = 0): Addresses {
    const parts = names.map((name) => this.#one(name, family, depth));
    return {
      prefixes: parts.flatMap(({ prefixes }) => prefixes),
      isUncertain: depth > 10 || parts.some((part) => part.isUncertain),
    };
  }

  #one(name: string, family: Family, depth: number): Addresses {
    if (depth > 10) return uncertain;
    if (name === 'all') return exactly([everything[family]]);
    const suffix = family === 4 ? '' : '6';
    const find = (section: string) =>
      this.#edits.find((edit) => edit.section === `${section}${suffix}` && edit.name === name);
    const group = find('firewall addrgrp');
    if (group) return this.#group(group, family, depth);
    const object = find('firewall address');
    return object ? this.#object(object, family) : uncertain;
  }

  #group({ settings }: Edit, family: Family, depth: number): Addresses {
    if (settings.get('exclude')?.values[0]?.text === 'enable') return uncertain;
    return this.named(
      (settings.get('member')?.values ?? []).map(({ text }) => text),
      family,
      depth + 1,
    );
  }

  #object({ settings }: Edit, family: Family): Addresses {
    const values = (name: string) => settings.get(name)?.values ?? [];
    const [network, mask] = values('subnet');
    if (network && mask) return exactly([readMasked(this.#source, network, mask)]);
    const [cidr] = [network, ...values('ip6')].filter((word) => word !== undefined);
    if (cidr) return exactly([readCidr(this.#source, cidr)]);
    const [first, last] = [...values('start-ip'), ...values('end-ip')];
    if (first && last) return exactly(readRange(this.#source, first, last));
    return settings.size === 0 && family === 4 ? exactly([everything[4]]) : uncertain;
  }
}

function exactly(prefixes: readonly Prefix[]): Addresses {
  return { prefixes, isUncertain: false };
}
