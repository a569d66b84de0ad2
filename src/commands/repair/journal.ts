import { ToolError } from '../../contract/error.ts';
import { readJournalRoutes, writeJournalRoutes, type JournalRoute } from '../../contract/repair.ts';
import type { State } from '../../native/state.ts';

/** Which routes are this tool's own: written before the first change, so that a run that dies leaves nothing unknown. */
export class Journal {
  readonly #state: State;
  readonly #name: string;

  constructor(state: State, name: string) {
    this.#state = state;
    this.#name = name;
  }

  /** @throws ToolError `JournalInvalid`, `StateUntrusted` */
  read(): readonly JournalRoute[] {
    const bytes = this.#state.demand(this.#name);
    if (bytes === null) return [];
    try {
      return readJournalRoutes(JSON.parse(bytes.toString('utf8')));
    } catch (error) {
      throw new ToolError(
        'JournalInvalid',
        'InvalidData',
        `the journal of this tool's routes, ${this.#name} in ${this.#state.directory}, cannot be read: ${(error as Error).message}. ` +
          'Nothing was changed. Remove the file, and its routes by hand, or restart.',
        this.#name,
      );
    }
  }

  /** @throws ToolError `StateUntrusted`, `StateUnwritable` */
  write(routes: readonly JournalRoute[]): void {
    if (routes.length === 0) this.#state.remove(this.#name);
    else this.#state.writeAtomically(this.#name, Buffer.from(JSON.stringify(writeJournalRoutes(routes), null, 1)));
  }

  /** Runs a change while no other run of this tool can. @throws ToolError `StateInUse` */
  async exclusively<T>(change: () => Promise<T>): Promise<T> {
    const unlock = await this.#state.lock('routes.lock');
    try {
      return await change();
    } finally {
      unlock();
    }
  }
}
