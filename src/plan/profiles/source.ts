import { ToolError } from '../../contract/error.ts';

/** A profile's text, which errors point into by line and column. It may hold keys and passwords: errors never quote a line. */
export class Source {
  readonly text: string;
  #starts: number[] | undefined;

  constructor(text: string) {
    this.text = text;
  }

  /** The line of an offset, from 1. */
  line(offset: number): number {
    return this.#lineIndex(offset) + 1;
  }

  /** The error that the file cannot be read as what it is, at an offset. */
  error(offset: number, message: string): ToolError {
    const index = this.#lineIndex(offset);
    const column = offset - this.#lineStarts()[index] + 1;
    return new ToolError('ProfileInvalid', 'InvalidData', `line ${index + 1}, column ${column}: ${message}`);
  }

  /** What `make` gives; its errors about a value are said of the offset. */
  at<T>(offset: number, make: () => T): T {
    try {
      return make();
    } catch (error) {
      throw error instanceof ToolError && error.id !== 'ProfileInvalid' ? this.error(offset, error.message) : error;
    }
  }

  /** Every line with its offset, without its end. */
  *lines(): Generator<Line> {
    const starts = this.#lineStarts();
    for (let i = 0; i < starts.length; i++) {
      const next = starts[i + 1] ?? this.text.length;
      yield { text: this.text.slice(starts[i], next).replace(/\r?\n?$/, ''), start: starts[i], next, number: i + 1 };
    }
  }

  #lineIndex(offset: number): number {
    const starts = this.#lineStarts();
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (starts[middle] <= offset) low = middle;
      else high = middle;
    }
    return low;
  }

  #lineStarts(): number[] {
    return (this.#starts ??= [0, ...[...this.text.matchAll(/\n/g)].map(({ index }) => index + 1)]);
  }
}

export interface Line {
  readonly text: string;
  readonly start: number;
  /** Where the next line starts. */
  readonly next: number;
  readonly number: number;
}

/** A word of a line and its offset in the file. */
export interface Word {
  readonly text: string;
  readonly offset: number;
}

/** The words of a line; double quotes hold one together, to the line's end where they are not closed. */
export function wordsOf({ text, start }: Line): Word[] {
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)\\?(?:"|$)|[^\s"]+/g)].map((match) => ({
    text: match[1]?.replace(/\\(.)/g, '$1') ?? match[0],
    offset: start + match.index,
  }));
}
