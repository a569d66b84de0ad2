import { ToolError } from '../contract/error.ts';

/** What could not be read while a snapshot was filled, in words for people. */
export class Notes {
  readonly texts: string[] = [];

  add(text: string): void {
    if (!this.texts.includes(text)) this.texts.push(text);
  }

  /** What `read` gives, or null with a note where the operating system refuses: the rest of the snapshot is still worth having. */
  attempt<T>(what: string, read: () => T): T | null {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      this.add(`${what}: ${error.message}`);
      return null;
    }
  }
}
