import type { EndpointList } from '../contract/endpoints.ts';
import type { ExitCode, ToolError } from '../contract/error.ts';
import type { Snapshot } from '../contract/snapshot.ts';
import { exitCodeOf, type Verdict } from '../contract/verdict.ts';
import { judge } from '../judge/judge.ts';
import { renderVerdict } from '../render/verdict.ts';
import type { Call } from './command.ts';
import { showsColours } from './stdio.ts';
import { basisOf, type Basis } from './basis.ts';
import { namedError, type Observed } from './observe.ts';
import { Outcome } from './outcome.ts';

/** Makes of a machine's snapshot the one to judge. */
export type Edit = (snapshot: Snapshot, basis: Basis) => Snapshot;

/** Told of what could not be judged. */
export type Failed = (error: ToolError, input?: number) => void;

/**
 * Judges what is observed, each snapshot once an edit, and tells the worst exit code. What cannot be judged is an error of its
 * own, and the others are judged all the same.
 */
export async function judgeAll(
  call: Call,
  list: EndpointList,
  observed: (failed: Failed) => AsyncIterable<Observed>,
  edits: readonly Edit[],
): Promise<ExitCode> {
  const outcome = new Outcome(call.out);
  for await (const { snapshot, input, name, recorded } of observed(outcome.failed)) {
    const basis = basisOf(call, list, recorded);
    for (const edit of edits) {
      try {
        outcome.add(show(call, judge(edit(snapshot, basis), basis.list, basis), input));
      } catch (error) {
        outcome.failed(namedError(error, name), input);
      }
    }
  }
  return outcome.code;
}

function show(call: Call, verdict: Verdict, input: number | undefined): ExitCode {
  for (const warning of verdict.warnings) call.out.warning(warning);
  call.out.object('TeamsSplitTunnel.Verdict', verdict, () => renderVerdict(verdict, showsColours()), input);
  return exitCodeOf(verdict.status);
}
