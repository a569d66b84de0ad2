/** What of a file could not be read. Many gaps are counted rather than told one by one. */
export class Damage {
  readonly texts: string[] = [];
  hasGap = false;
  #untold = 0;

  /** A part that is missing; the rest of the file may hold anything, so nothing is proven by what is left. */
  gap(text: string): void {
    this.hasGap = true;
    this.tell(text);
  }

  tell(text: string): void {
    if (this.texts.length < 10) this.texts.push(text);
    else this.#untold++;
  }

  all(): readonly string[] {
    return this.#untold === 0 ? this.texts : [...this.texts, `${this.#untold} further places are damaged.`];
  }
}
