import type { EndpointList } from '../contract/endpoints.ts';
import { ToolError, type ExitCode } from '../contract/error.ts';
import type { Snapshot } from '../contract/snapshot.ts';
import { exitCodeOf, type Verdict } from '../contract/verdict.ts';
import { judge } from '../judge/judge.ts';
import { renderVerdict } from '../render/verdict.ts';
import type { Call } from './command.ts';
import { showsColours } from './stdio.ts';
import { basisOf, type Basis } from './basis.ts';
import { namedError, type Observed } from './observe.ts';

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
  let worst: ExitCode = 0;
  const failed: Failed = (error, input) => {
    call.out.error(error, input);
    worst = worseOf(worst, error.exitCode);
  };
  for await (const { snapshot, input, name, recorded } of observed(failed)) {
    const basis = basisOf(call, list, recorded);
    for (const edit of edits) {
      try {
        worst = worseOf(worst, show(call, judge(edit(snapshot, basis), basis.list, basis), input));
      } catch (error) {
        failed(namedError(error, name), input);
      }
    }
  }
  return worst;
}

function show(call: Call, verdict: Verdict, input: number | undefined): ExitCode {
  for (const warning of verdict.warnings) call.out.warning(warning);
  call.out.object('TeamsSplitTunnel.Verdict', verdict, () => renderVerdict(verdict, showsColours()), input);
  return exitCodeOf(verdict.status);
}

/** From good to bad: nothing wrong, not known, a leak, it could not run, it was asked wrongly. */
const order: readonly ExitCode[] = [0, 4, 1, 3, 2];

export function worseOf(a: ExitCode, b: ExitCode): ExitCode {
  return order.indexOf(a) >= order.indexOf(b) ? a : b;
}
