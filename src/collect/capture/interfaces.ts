import type { CapturedInterface } from '../../contract/capture.ts';

/** The interfaces of a capture, by number in the order in which they were met. */
export class Interfaces {
  readonly list: CapturedInterface[] = [];
  readonly #indexed = new Map<string, number>();
  #lastFrom = -1;
  #lastIndex = 0;
  #last = 0;

  /** The number of a described interface. One that a later section of the file describes in the same words is the same. */
  add(described: CapturedInterface): number {
    const text = JSON.stringify(described);
    const known = described.name === null ? -1 : this.list.findIndex((each) => JSON.stringify(each) === text);
    return known >= 0 ? known : this.list.push(described) - 1;
  }

  /** The number of the interface with this index, of the operating system, that packets of interface `from` name. */
  withIndex(from: number, index: number): number {
    if (from === this.#lastFrom && index === this.#lastIndex) return this.#last;
    const key = `${from}/${index}`;
    const number = this.#indexed.get(key) ?? this.list.push({ ...this.list[from], index }) - 1;
    this.#indexed.set(key, number);
    this.#lastFrom = from;
    this.#lastIndex = index;
    this.#last = number;
    return number;
  }
}
