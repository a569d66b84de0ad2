import type { Missing } from '../../contract/bundle.ts';
import { ToolError } from '../../contract/error.ts';
import type { Snapshot } from '../../contract/snapshot.ts';
import type { Verdict } from '../../contract/verdict.ts';
import { judge } from '../../judge/judge.ts';
import type { Basis } from '../basis.ts';

/** A snapshot and what it is judged by; null where nothing could be observed. */
export interface Judged {
  readonly snapshot: Snapshot | null;
  readonly basis: Basis;
}

/**
 * The verdict that a bundle shows, and why it is missing or not to be relied on: pseudonyms keep what a verdict rests on,
 * and should they not for once, a reader must know.
 */
export function verdictOf(shown: Judged, real: Judged): { verdict: Verdict | null; missing: Missing[] } {
  const verdict = attempt(shown);
  const before = attempt(real);
  if (verdict instanceof ToolError) return { verdict: null, missing: [missing(verdict.message)] };
  if (statusesOf(verdict) === statusesOf(before)) return { verdict, missing: [] };
  const status = before instanceof ToolError ? 'none' : before?.status;
  return { verdict, missing: [missing(`with pseudonyms it is another verdict; on the machine it is ${status}`)] };
}

const missing = (reason: string): Missing => ({ name: 'verdict.json', reason });

function attempt({ snapshot, basis }: Judged): Verdict | ToolError | null {
  try {
    return snapshot && judge(snapshot, basis.list, basis);
  } catch (error) {
    if (error instanceof ToolError) return error;
    throw error;
  }
}

function statusesOf(verdict: Verdict | ToolError | null): string | undefined {
  return verdict instanceof ToolError ? 'error' : verdict?.checks.map(({ id, status }) => `${id} ${status}`).join();
}
