/** The row of `=` between two sections of `route print`. */
const separator = /^={20,}\s*$/;

export function isSeparator(line: string): boolean {
  return separator.test(line);
}

export interface ActiveSection {
  readonly title: string;
  readonly number: number;
  /** How many lines that are not empty it has so far. */
  lines: number;
}

/**
 * Follows the sections of `route print`: for each family a title, which stands alone behind an empty line, then the active
 * routes, then the persistent ones.
 */
export class Sections {
  /** Whether the lines are those of active routes. */
  isActive = false;
  /** The sections of active routes; none where the empty lines got lost. */
  readonly active: ActiveSection[] = [];
  /** How many separators there were. */
  count = 0;
  #isAfterEmpty = true;
  #lastStandsAlone = false;
  #last = '';

  /** Takes a line; true where it is a separator. */
  take(line: string): boolean {
    if (isSeparator(line)) {
      this.isActive = this.#lastStandsAlone;
      this.count++;
      if (this.isActive) this.active.push({ title: this.#last, number: this.count, lines: 0 });
      this.#isAfterEmpty = false;
      this.#lastStandsAlone = false;
      return true;
    }
    const isEmpty = line.trim() === '';
    if (!isEmpty) {
      this.#lastStandsAlone = this.#isAfterEmpty;
      this.#last = line;
      if (this.isActive) this.active.at(-1)!.lines++;
    }
    this.#isAfterEmpty = isEmpty;
    return false;
  }
}
