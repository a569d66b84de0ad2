import { ToolError, type ExitCode } from '../contract/error.ts';
import { exitCodeOf, type Verdict } from '../contract/verdict.ts';
import { judge } from '../judge/judge.ts';
import { renderVerdict } from '../render/verdict.ts';
import { listOption, type Call, type Command } from './command.ts';
import { listOf, observe, observeOptions, rolesOf } from './observe.ts';

export const command: Command = {
  summary: 'prove that Teams media leaves by the local interface',
  options: {
    ...observeOptions,
    require: {
      type: 'string',
      multiple: true,
      value: 'ID',
      help: 'a further check that counts for the overall status',
    },
  },
  run: test,
};

async function test(call: Call): Promise<ExitCode> {
  const list = await listOf(call);
  const options = { roles: rolesOf(call), require: listOption(call.options, 'require') };
  let worst: ExitCode = 0;
  const failed = (error: ToolError, input?: number) => {
    call.out.error(error, input);
    worst = worseOf(worst, error.exitCode);
  };
  for await (const { snapshot, input } of observe(call, list, failed)) {
    try {
      const verdict = judge(snapshot, list, options);
      worst = worseOf(worst, show(call, verdict, input));
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      failed(error, input);
    }
  }
  return worst;
}

function show(call: Call, verdict: Verdict, input: number | undefined): ExitCode {
  for (const warning of verdict.warnings) call.out.warning(warning);
  call.out.object('TeamsSplitTunnel.Verdict', verdict, () => renderVerdict(verdict), input);
  return exitCodeOf(verdict.status);
}

/** From good to bad: nothing wrong, not known, a leak, it could not run, it was asked wrongly. */
const order: readonly ExitCode[] = [0, 4, 1, 3, 2];

function worseOf(a: ExitCode, b: ExitCode): ExitCode {
  return order.indexOf(a) >= order.indexOf(b) ? a : b;
}
