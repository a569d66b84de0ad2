import type { EndpointList } from '../contract/endpoints.ts';
import { ToolError, type ExitCode } from '../contract/error.ts';
import type { Snapshot } from '../contract/snapshot.ts';
import { optimizePrefixes } from '../endpoints/select.ts';
import { withoutVpn } from '../plan/profiles/base.ts';
import { typicalMachine } from '../plan/profiles/typical.ts';
import { flagOption, listOption, type Call } from './command.ts';
import { judgeAll, type Edit, type Failed } from './judging.ts';
import { listOf } from './list.ts';
import { rolesOf } from './machine-options.ts';
import { observe, type Observed } from './observe.ts';
import { Outcome } from './outcome.ts';
import { connecting } from './what-if.ts';

/** Judges what each profile would do on this machine, on recorded ones, or on a typical one. */
export async function check(call: Call, files: readonly string[]): Promise<ExitCode> {
  if (files.length === 0)
    throw new ToolError('BadUsage', 'InvalidArgument', 'profile check needs the file of a VPN profile.');
  const list = await listOf(call);
  const edits: Edit[] = [];
  const outcome = new Outcome(call.out);
  for (const file of files) {
    try {
      edits.push(await connecting(file, call));
    } catch (error) {
      if (!(error instanceof ToolError) || files.length === 1) throw error;
      outcome.failed(error);
    }
  }
  if (edits.length > 0) outcome.add(await judgeAll(call, list, (failed) => bases(call, list, failed), edits));
  return outcome.code;
}

/** This machine only where it can be read and is online; a profile can be judged on any. */
async function* bases(call: Call, list: EndpointList, failed: Failed): AsyncGenerator<Observed> {
  if (flagOption(call.options, 'typical')) {
    yield typical();
    return;
  }
  const isRecorded = listOption(call.options, 'snapshot').length > 0;
  try {
    for await (const observed of observe(call, list, failed)) {
      const isMachine = !isRecorded && observed.input === undefined;
      yield isMachine && !isOnline(observed.snapshot, call, list) ? instead('is offline', call) : observed;
    }
  } catch (error) {
    if (!(error instanceof ToolError) || error.id !== 'PlatformUnsupported') throw error;
    yield instead('cannot be read', call);
  }
}

function isOnline(snapshot: Snapshot, call: Call, list: EndpointList): boolean {
  return withoutVpn(snapshot, optimizePrefixes(list), rolesOf(call)).gateways[4] !== null;
}

function instead(why: string, { out }: Call): Observed {
  out.warning(`This machine ${why}: the profile is judged on a typical one.`);
  return typical();
}

function typical(): Observed {
  return { snapshot: { ...typicalMachine, collectedAt: new Date().toISOString() } };
}
