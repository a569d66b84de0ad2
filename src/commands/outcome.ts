import type { ExitCode, ToolError } from '../contract/error.ts';
import type { Output } from './output.ts';

/** From good to bad: nothing wrong, not known, a leak, it could not run, it was asked wrongly. */
const order: readonly ExitCode[] = [0, 4, 1, 3, 2];

/** The exit code of a call that answers several things: the worst of theirs. What fails leaves the others their answer. */
export class Outcome {
  readonly #out: Output;
  #code: ExitCode = 0;

  constructor(out: Output) {
    this.#out = out;
  }

  get code(): ExitCode {
    return this.#code;
  }

  add(code: ExitCode): void {
    if (order.indexOf(code) > order.indexOf(this.#code)) this.#code = code;
  }

  /** Tells of what could not be answered. */
  readonly failed = (error: ToolError, input?: number, code: ExitCode = error.exitCode): void => {
    this.#out.error(error, input);
    this.add(code);
  };
}
