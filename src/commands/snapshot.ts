import { ToolError, type ExitCode } from '../contract/error.ts';
import { readBytes } from '../collect/file.ts';
import { listOption, textOption, type Call, type Command } from './command.ts';
import { listOf } from './list.ts';
import { observeOptions, onlineOption } from './machine-options.ts';
import { observe } from './observe.ts';
import { readDocument } from './stdin.ts';

export const command: Command = {
  summary: 'record everything that a verdict needs, as one JSON document',
  positionals: '[FILE...]   with --from, further outputs from the same machine',
  options: {
    cloud: observeOptions.cloud,
    endpoints: observeOptions.endpoints,
    from: {
      type: 'string',
      multiple: true,
      value: 'FILE',
      help: 'make it of what route print, Get-NetRoute, ip or netstat printed; - reads standard input',
    },
    'code-page': {
      type: 'string',
      value: 'NUMBER',
      help: 'with --from, of texts that are not Unicode: 437, 850, 852, 866, …',
    },
    ...onlineOption,
  },
  run: snapshot,
};

async function snapshot(call: Call): Promise<ExitCode> {
  const files = [...listOption(call.options, 'from'), ...call.positionals];
  if (listOption(call.options, 'from').length === 0) refuseWithoutFrom(call);
  const made = files.length > 0 ? importFiles(call, files) : recordMachine(call);
  for await (const snapshot of made) {
    for (const note of files.length > 0 ? (snapshot.notes ?? []) : []) call.out.warning(note);
    call.out.object('TeamsSplitTunnel.Snapshot', snapshot, () => JSON.stringify(snapshot, null, 1));
  }
  return 0;
}

async function* recordMachine(call: Call) {
  const list = await listOf(call);
  const rethrow = (error: Error) => {
    throw error;
  };
  for await (const { snapshot } of observe({ ...call, inputs: null }, list, rethrow)) yield snapshot;
}

async function* importFiles({ options }: Call, files: readonly string[]) {
  const { importSnapshot } = await import('../collect/import/import.ts');
  const sources = await Array.fromAsync(files, async (name) =>
    name === '-' ? { name: 'standard input', bytes: await readDocument() } : { name, bytes: readBytes(name) },
  );
  yield importSnapshot(sources, textOption(options, 'code-page') ?? null);
}

function refuseWithoutFrom({ positionals, options }: Call): void {
  if (positionals.length === 0 && textOption(options, 'code-page') === undefined) return;
  throw new ToolError('BadUsage', 'InvalidArgument', 'files and --code-page go with --from.', positionals[0] ?? null);
}
