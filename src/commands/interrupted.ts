import { ToolError } from '../contract/error.ts';
import type { Call } from './command.ts';

/** A command that tells what it has when it is stopped says so in the end; the exit code is 3. */
export function stoppedEarly(): ToolError {
  return new ToolError(
    'Stopped',
    'OperationStopped',
    'stopped early: what was told is what was known by then, and no verdict on more.',
  );
}

/**
 * Hears the caller's end of standard input closing, which stops the call, while the command is at work. Nobody waits for
 * it, so what is no message is told of at once.
 */
export async function listen({ inputs, out }: Call): Promise<void> {
  try {
    const messages = inputs?.[Symbol.asyncIterator]();
    while (messages && !(await messages.next()).done);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    if (error.category !== 'OperationStopped') out.error(error);
  }
}
