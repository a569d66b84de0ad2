import { randomUUID } from 'node:crypto';
import type { State } from '../native/state.ts';

const name = 'client-request-id';

/**
 * The GUID by which the web service tells machines apart: made once, then kept.
 * @throws ToolError where it cannot be kept
 */
export function clientRequestId(state: State): string {
  const kept = state.read(name)?.toString('latin1').trim() ?? '';
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(kept)) return kept;
  const made = randomUUID();
  state.writeAtomically(name, Buffer.from(`${made}\n`));
  return made;
}
