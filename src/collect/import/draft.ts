import { ToolError } from '../../contract/error.ts';
import type { SnapshotInterface, SnapshotRoute, SnapshotRule } from '../../contract/snapshot.ts';
import type { Family } from '../../contract/verdict.ts';

export type Platform = 'windows' | 'linux' | 'darwin';

/** An interface as far as it is known: the readers fill it in as they come across facts. */
export type DraftInterface = { -readonly [K in keyof SnapshotInterface]: SnapshotInterface[K] };

/** What the sources of one machine say, gathered. */
export class Draft {
  readonly routes: SnapshotRoute[] = [];
  readonly rules: SnapshotRule[] = [];
  readonly notes = new Set<string>();
  /** Linux: families whose every table is there, not the main one alone. */
  readonly allTables = new Set<Family>();
  /** Families of which a source speaks, be it to say that there are no routes. */
  readonly families = new Set<Family>();
  #platform: Platform | null = null;
  readonly #byIndex = new Map<number, DraftInterface>();
  readonly #byName = new Map<string, DraftInterface>();
  readonly #tables = new Map<string, number>([
    ['unspec', 0],
    ['default', 253],
    ['main', 254],
    ['local', 255],
  ]);

  get platform(): Platform | null {
    return this.#platform;
  }

  get interfaces(): readonly DraftInterface[] {
    return [...this.#byIndex.values()];
  }

  /** @throws ToolError `ImportMixed` */
  isOf(platform: Platform): void {
    if (this.#platform !== null && this.#platform !== platform)
      throw new ToolError(
        'ImportMixed',
        'InvalidData',
        `this comes from ${platform}, and what was read before from ${this.#platform}: give the files of one machine.`,
      );
    this.#platform = platform;
  }

  /** The interface of this number, made where it is new. */
  numbered(index: number): DraftInterface {
    return this.#byIndex.get(index) ?? this.#add({ index, name: `interface ${index}`, up: true });
  }

  /** The interface of this name, with a number of ours where its own is not known. */
  named(name: string, index = this.#nextIndex()): DraftInterface {
    const known = this.#byName.get(name);
    if (known) return known;
    const row = this.#add({ index: this.#byIndex.has(index) ? this.#nextIndex() : index, name, up: true });
    this.#byName.set(name, row);
    return row;
  }

  /** The interface that has this address; where none is known to, one of its own that is named by it. */
  addressed(address: string): DraftInterface {
    const owner = this.interfaces.find((row) => row.addresses?.some((own) => own.startsWith(`${address}/`)));
    return owner ?? this.named(address);
  }

  /** The number of a Linux routing table that is named; one of ours for a name of the machine's own. */
  tableNumber(text: string): number {
    if (/^(\d{1,10}|0x[0-9a-f]{1,8})$/i.test(text)) return Number(text);
    const known = this.#tables.get(text);
    if (known !== undefined) return known;
    const number = 2 ** 32 + this.#tables.size;
    this.#tables.set(text, number);
    return number;
  }

  #nextIndex(): number {
    let index = this.#byIndex.size + 1;
    while (this.#byIndex.has(index)) index++;
    return index;
  }

  #add(row: DraftInterface): DraftInterface {
    this.#byIndex.set(row.index, row);
    return row;
  }
}

/** The number of a line, or the name of another place in a source. */
export type Place = number | string;

/** An error about a place of a source. */
export function invalidAt(place: Place, why: string): ToolError {
  const name = typeof place === 'number' ? `line ${place}` : place;
  return new ToolError('ImportInvalid', 'InvalidData', `${name}: ${why}`, name);
}
