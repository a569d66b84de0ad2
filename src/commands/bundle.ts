import { resolve } from 'node:path';
import type { Bundle } from '../contract/bundle.ts';
import { ToolError, type ExitCode } from '../contract/error.ts';
import type { EndpointList } from '../contract/endpoints.ts';
import { logPlaces } from '../collect/bundle/log-places.ts';
import { knownPeople } from '../collect/bundle/people.ts';
import { systemPrograms } from '../collect/bundle/programs.ts';
import { optimizePrefixes } from '../endpoints/select.ts';
import { writeWhole } from '../native/files.ts';
import { groupByReason, renderBundle } from '../render/bundle.ts';
import { assemble, sha256, withoutLargest, type Facts, type Part } from './bundle/assemble.ts';
import { documents, pacPart } from './bundle/documents.ts';
import { gather, isNoRoom, type Sources } from './bundle/gather.ts';
import { redacted, type Shown } from './bundle/redacted.ts';
import { verdictOf } from './bundle/verdict.ts';
import { flagOption, textOption, type Call, type Command } from './command.ts';
import { basisOf } from './basis.ts';
import { askPac, pacOption } from './pac.ts';
import { listOf } from './list.ts';
import { machineOptions, onlineOption } from './machine-options.ts';
import { observeMachine } from './observe.ts';

export const command: Command = {
  summary: 'write what a support engineer asks for into one zip file, without personal data',
  options: {
    ...machineOptions,
    ...onlineOption,
    ...pacOption,
    require: { type: 'string', multiple: true, value: 'ID', help: 'a further check that counts for the status' },
    output: { type: 'string', value: 'FILE.zip', help: 'the file to write; it is replaced if it exists' },
    'include-sensitive': { type: 'boolean', help: 'names, addresses and secrets as they are' },
  },
  run: bundle,
};

const timeLimitMs = 30_000;

async function bundle(call: Call): Promise<ExitCode> {
  const output = textOption(call.options, 'output');
  if (output === undefined) throw new ToolError('BadUsage', 'InvalidArgument', 'bundle needs --output FILE.zip.');
  const list = await listOf(call);
  const basis = basisOf(call, list);
  const pac = textOption(call.options, 'pac');
  const given = pac === undefined ? [] : [pacPart(pac)];
  const gathered = await gather(sourcesOf(call, list));
  const all = { ...gathered, parts: [...gathered.parts, ...given] };
  const isRedacted = !flagOption(call.options, 'include-sensitive');
  const shown: Shown = isRedacted ? redacted(all, basis) : { ...all, basis, replaced: [] };
  const { verdict, missing: unsure } = verdictOf(shown, { snapshot: gathered.snapshot, basis });
  const missing = [...shown.missing, ...unsure];
  const parts = [...documents(shown.snapshot, verdict, shown.basis), ...shown.parts];
  const facts = { redacted: isRedacted, status: verdict?.status ?? null, missing, replaced: shown.replaced };
  const done = writeFitting(resolve(output), parts, facts);
  for (const line of groupByReason(done.missing)) call.out.warning(`missing or incomplete: ${line}`);
  call.out.object('TeamsSplitTunnel.Bundle', done, () => renderBundle(done));
  return 0;
}

function sourcesOf(call: Call, list: EndpointList): Sources {
  return {
    observe: async () => askPac(call, list, await observeMachine(call, list)),
    programs: () => systemPrograms(optimizePrefixes(list)),
    places: logPlaces,
    people: knownPeople,
    timeLimitMs,
    now: Date.now(),
    progress: (done, all) =>
      call.out.progress({
        activity: 'Gathering a support bundle',
        status: `${done} of ${all} programs have answered`,
        percent: Math.floor((100 * done) / all),
        completed: done === all,
      }),
    signal: call.signal,
  };
}

/** Writes the bundle; where there is no room, without its largest parts. */
function writeFitting(path: string, parts: readonly Part[], facts: Facts): Bundle {
  const { zip, manifest } = assemble(parts, facts, new Date());
  try {
    writeWhole(path, zip);
  } catch (error) {
    const fewer = isNoRoom(error) ? withoutLargest(parts) : null;
    if (!fewer) throw error;
    return writeFitting(path, fewer.kept, { ...facts, missing: [...facts.missing, fewer.dropped] });
  }
  return { path, sha256: sha256(zip), ...manifest };
}
