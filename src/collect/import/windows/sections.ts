/** The row of `=` between two sections of `route print`. */
const separator = /^={20,}\s*$/;

export function isSeparator(line: string): boolean {
  return separator.test(line);
}

/**
 * Follows the sections of `route print`: for each family a title, which stands alone behind an empty line, then the active
 * routes, then the persistent ones.
 */
export class Sections {
  /** Whether the lines are those of active routes. */
  isActive = false;
  /** How many sections of active routes there were; none where the empty lines got lost. */
  activeCount = 0;
  /** How many separators there were. */
  count = 0;
  #isAfterEmpty = true;
  #lastStandsAlone = false;

  /** Takes a line; true where it is a separator. */
  take(line: string): boolean {
    if (isSeparator(line)) {
      this.isActive = this.#lastStandsAlone;
      this.activeCount += this.isActive ? 1 : 0;
      this.count++;
      this.#isAfterEmpty = false;
      this.#lastStandsAlone = false;
      return true;
    }
    const isEmpty = line.trim() === '';
    if (!isEmpty) this.#lastStandsAlone = this.#isAfterEmpty;
    this.#isAfterEmpty = isEmpty;
    return false;
  }
}
