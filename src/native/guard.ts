/** What an operating system has to say of one directory and its files. */
export interface Guard {
  readonly directory: string;
  /** Makes the directory, for its principal alone, where it is missing. */
  create(): void;
  /** Why somebody else may decide what is in the directory: a sentence with the remedy; null where nobody may. */
  distrust(): string | null;
  /** The bytes of a file in the directory, or why somebody else may have written it. */
  read(path: string): Buffer | { readonly distrust: string };
  /** Makes a renamed or removed file stay so after a power cut. */
  settle(): void;
  /** What locks a file against other processes, until it is unlocked or this one ends; null where another has it. */
  locker(): Promise<(path: string) => (() => void) | null>;
}
