import type { CapturedInterface, CapturedPair, InterfaceSource } from '../../contract/capture.ts';
import type { Snapshot, SnapshotInterface } from '../../contract/snapshot.ts';
import type { Path } from '../../contract/verdict.ts';
import { formatAddress } from '../../net/address.ts';
import { classifyInterfaces, type Classification, type Roles } from '../interfaces.ts';
import { interfaceAddresses } from '../interface-addresses.ts';
import { matcherOf } from '../interfaces/roles.ts';
import { linuxTunnelNames } from '../vendors.ts';
import { captionOf, namedInterface } from './seen-interface.ts';

/** On which interface a flow was, and how that is known. */
export interface Attribution {
  readonly interface: string | null;
  readonly index: number | null;
  readonly source: InterfaceSource | null;
  readonly path: Path | null;
  readonly reason: string;
}

/** LINKTYPE_ numbers of frames without a link header, and ifTypes of network cards, which have one. */
const linksWithoutHeader: ReadonlySet<number> = new Set([0, 12, 14, 101, 108, 228, 229]);
const networkCards: ReadonlySet<number | null | undefined> = new Set([6, 71]);

/** Tells a capture's flows their interfaces, by a snapshot of the same machine and by the administrator's word. */
export class Attributor {
  readonly warnings: readonly string[];
  readonly #interfaces: readonly CapturedInterface[];
  readonly #snapshot: Snapshot | null;
  readonly #roles: Roles;
  readonly #word: Attribution | null;
  /** What the file itself tells of its interfaces. */
  readonly #named: readonly (Attribution | undefined)[];
  readonly #classification: Classification | null;
  /** The interfaces that have an address, by its text. */
  readonly #owners = new Map<string, SnapshotInterface[]>();

  /** `word` is the administrator's name for the interface that was captured; null without one. */
  constructor(interfaces: readonly CapturedInterface[], snapshot: Snapshot | null, roles: Roles, word: string | null) {
    this.#interfaces = interfaces;
    this.#snapshot = snapshot;
    this.#roles = roles;
    this.#classification = snapshot && classifyInterfaces(snapshot, roles);
    this.warnings = this.#classification?.warnings ?? [];
    if (snapshot) this.#indexAddresses(snapshot);
    this.#named = interfaces.map((captured) => this.#byFile(captured));
    this.#word = word === null ? null : this.#byWord(word);
  }

  /** The interface of a pair: by the file, else by its local address, else by the administrator's word. */
  of(pair: CapturedPair): Attribution {
    const captured = this.#interfaces[pair.interface];
    const told = this.#named[pair.interface] ?? this.#byAddress(pair, captured);
    // A word for what was captured, that the address contradicts: what would be good news is not believed.
    const isWorse = told.source === 'address' && this.#word?.path === 'Vpn';
    return this.#word && (told.source === null || isWorse) ? this.#word : told;
  }

  /** The interface that owns an address; undefined where none or several do. */
  ownerOf(address: string): Attribution | undefined {
    const owners = this.#owners.get(address) ?? [];
    const up = owners.filter((row) => row.up);
    const [owner, ...others] = up.length > 0 ? up : owners;
    return owner && others.length === 0 ? this.#ofRow(owner, 'address', `it has the address ${address}`) : undefined;
  }

  /** Whether the snapshot, or the file of one of its interfaces, says that the address is this machine's. */
  isOwn(address: string): boolean {
    return this.#owners.has(address) || this.#interfaces.some(({ addresses }) => addresses.includes(address));
  }

  /** Whether the snapshot has addresses of this one's family, but not this one on any interface. */
  lacks(address: string): boolean {
    const isSame = (other: string) => other.includes(':') === address.includes(':');
    return !this.#owners.has(address) && [...this.#owners.keys()].some(isSame);
  }

  #indexAddresses(snapshot: Snapshot): void {
    const rows = new Map(snapshot.interfaces.map((row) => [row.index, row]));
    for (const { interfaceIndex, address } of interfaceAddresses(snapshot)) {
      const text = formatAddress(address.family, address.value);
      this.#owners.set(text, [...(this.#owners.get(text) ?? []), rows.get(interfaceIndex)!]);
    }
  }

  #byFile(captured: CapturedInterface): Attribution | undefined {
    if (this.#snapshot) {
      const row = namedInterface(captured, this.#snapshot);
      return row && this.#ofRow(row, 'file', `the file names ${captionOf(captured)}`);
    }
    const path = captured.name === null ? null : this.#roleOf(captured.name);
    return path === null ? undefined : byAdministrator(captured.name!, path);
  }

  #byAddress(pair: CapturedPair, captured: CapturedInterface): Attribution {
    const owner = this.ownerOf(pair.local);
    if (!owner) return unknown(this.#whyUnknown(pair, captured));
    const contradiction = this.#contradiction(pair, captured, owner);
    return contradiction === null ? owner : unknown(contradiction);
  }

  /** A program can send from any address on any interface of Linux; answers show that it was the address's own. */
  #contradiction({ received, local }: CapturedPair, captured: CapturedInterface, owner: Attribution): string | null {
    const row = this.#snapshot?.interfaces.find(({ index }) => index === owner.index);
    if (captured.name !== null && owner.path === 'Local' && linuxTunnelNames.test(captured.name))
      return `${local} is the address of ${owner.interface}, but the file names ${captured.name}, which the snapshot lacks`;
    if (received.packets > 0 || !linksWithoutHeader.has(captured.linkType) || !networkCards.has(row?.type)) return null;
    return `${local} is the address of ${owner.interface}, but these frames are not a network card's and none came back`;
  }

  #byWord(word: string): Attribution {
    const named = this.#snapshot?.interfaces.filter(matcherOf(word)) ?? [];
    if (named.length === 1) return this.#ofRow(named[0], 'administrator', 'the administrator named it');
    return byAdministrator(word, this.#roleOf(word));
  }

  /** What the administrator said of a name that no snapshot holds. */
  #roleOf(name: string): Path | null {
    const row: SnapshotInterface = { index: -1, name, up: true };
    const isNamed = (patterns: readonly string[]) => patterns.some((pattern) => matcherOf(pattern)(row));
    if (isNamed(this.#roles.vpn)) return 'Vpn';
    return isNamed(this.#roles.local) ? 'Local' : null;
  }

  #ofRow(row: SnapshotInterface, source: InterfaceSource, how: string): Attribution {
    const { path, reason } = this.#classification!.byIndex.get(row.index)!;
    return { interface: row.name, index: row.index, source, path, reason: `${how}; ${reason}` };
  }

  #whyUnknown({ local }: CapturedPair, captured: CapturedInterface): string {
    const named = captionOf(captured) ?? 'an unnamed interface';
    if (!this.#snapshot) return `no snapshot tells what ${named} with the address ${local} is`;
    return `the snapshot has neither ${named} nor the address ${local} on one interface`;
  }
}

function byAdministrator(name: string, path: Path | null): Attribution {
  const reason = path === null ? 'the administrator named it; nothing tells where it leads' : 'by the administrator';
  return { interface: name, index: null, source: 'administrator', path, reason };
}

function unknown(reason: string): Attribution {
  return { interface: null, index: null, source: null, path: null, reason };
}

/** The attributions of one pair's parts, the one first that a verdict must heed. */
export function heedful(a: Attribution, b: Attribution): number {
  return rank(a) - rank(b);
}

const sources: readonly (InterfaceSource | null)[] = ['file', 'address', 'administrator', null];

function rank({ path, source }: Attribution): number {
  return path === 'Vpn' ? -1 : sources.indexOf(source);
}
