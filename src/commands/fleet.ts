import type { EndpointList } from '../contract/endpoints.ts';
import type { ExitCode } from '../contract/error.ts';
import type { BadLine, Fleet } from '../contract/fleet.ts';
import { ToolError } from '../contract/error.ts';
import { verdictsOf } from '../judge/fleet/document.ts';
import { addTally, countVerdict, emptyTally, reportOf, type Tally } from '../judge/fleet/tally.ts';
import { renderFleet } from '../render/fleet.ts';
import { flagOption, listOption, type Call, type Command } from './command.ts';
import { listOf } from './list.ts';
import { machineOptions, rolesOf } from './machine-options.ts';
import { write } from './stdio.ts';
import type { Work } from './fleet/work.ts';

export const command: Command = {
  summary: 'judge and count the snapshots and verdicts of many machines',
  positionals: '[FOLDER | FILE | -]...',
  options: {
    ...machineOptions,
    require: { type: 'string', multiple: true, value: 'ID', help: 'a further check that counts for the status' },
    summary: { type: 'boolean', help: 'with --ndjson: the counts alone, without the verdicts' },
  },
  run: fleet,
};

/** So many bad lines are named; all are counted. */
const mostNamed = 10_000;

async function fleet(call: Call): Promise<ExitCode> {
  const list = await listOf(call);
  const { fleet } = await countFleet(call, list, call.out.format === 'ndjson' && !flagOption(call.options, 'summary'));
  if (call.out.format !== 'ndjson' || flagOption(call.options, 'summary'))
    call.out.object('TeamsSplitTunnel.Fleet', fleet, () => renderFleet(fleet));
  if (fleet.byStatus.Fail > 0) return 1;
  return fleet.byStatus.Unknown > 0 ? 4 : 0;
}

/**
 * Judges everything that a call names and counts it; with verdicts, each is written as a message, in order.
 * @returns also the pipeline's object, where it was one
 */
export async function countFleet(
  call: Call,
  list: EndpointList,
  withVerdicts: boolean,
): Promise<{ fleet: Fleet; first?: unknown }> {
  const judging = { roles: rolesOf(call), require: listOption(call.options, 'require'), decisiveOnly: !withVerdicts };
  const work: Work = { list, options: judging, withVerdicts };
  const tally = emptyTally();
  const badLines: BadLine[] = [];
  let badLineCount = 0;
  const bad = (line: BadLine) => {
    if (badLineCount++ < mostNamed) badLines.push(line);
    if (withVerdicts) call.out.warning(`${line.path}, line ${line.line}: ${line.message}`);
  };
  const { count, first } = await countInputs(call, work, tally, bad);
  if (call.inputs === null || call.positionals.length > 0) {
    const { judgeFiles } = await import('./fleet/judge-files.ts');
    await judgeFiles(call, work, bad, (judged) => {
      addTally(tally, judged.tally);
      if (judged.messages !== '') write(1, judged.messages);
    });
  }
  return { fleet: { ...reportOf(tally, Date.now()), badLines, badLineCount }, first: count === 1 ? first : undefined };
}

/** Judges pipeline objects, and tells how many there were and which was first. */
async function countInputs(
  call: Call,
  work: Work,
  tally: Tally,
  bad: (line: BadLine) => void,
): Promise<{ count: number; first: unknown }> {
  let count = 0;
  let first: unknown;
  for await (const value of call.inputs ?? []) {
    if (count++ === 0) first = value;
    try {
      for (const verdict of verdictsOf(value, work.list, work.options)) {
        countVerdict(tally, verdict);
        if (work.withVerdicts) call.out.object('TeamsSplitTunnel.Verdict', verdict, () => '', count - 1);
      }
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      bad({ path: 'pipeline', line: count, message: error.message });
    }
  }
  return { count, first };
}
