import { exclusionTargets } from '../contract/profile.ts';
import { ToolError, type ExitCode } from '../contract/error.ts';
import { optimizePrefixes } from '../endpoints/select.ts';
import { parseTarget, writeExclusions } from '../plan/profiles/exclusions/write.ts';
import { renderExclusions } from '../render/profile.ts';
import { textOption, type Call } from './command.ts';
import { listOf } from './list.ts';

/** Writes the exclusions of Teams media in a target's own syntax. */
export async function exclusions(call: Call, rest: readonly string[]): Promise<ExitCode> {
  const name = textOption(call.options, 'for');
  if (rest.length > 0) throw badUsage(`it takes no ${JSON.stringify(rest[0].slice(0, 80))}`);
  if (name === undefined) throw badUsage(`say for what: --for ${exclusionTargets.join(', ')}`);
  const target = parseTarget(name);
  const written = writeExclusions(target, optimizePrefixes(await listOf(call)));
  call.out.object('TeamsSplitTunnel.ProfileExclusions', written, () => renderExclusions(written));
  return 0;
}

function badUsage(why: string): ToolError {
  return new ToolError('BadUsage', 'InvalidArgument', `profile exclusions: ${why}.`);
}
