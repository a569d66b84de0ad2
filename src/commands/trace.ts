import { parseSnapshot, readBytes, readSnapshotFile } from '../collect/file.ts';
import { decodeText } from '../contract/text.ts';
import { openMachine } from '../collect/machine.ts';
import { observeTrace } from '../collect/trace/observe.ts';
import { readSavedTrace } from '../collect/trace/saved.ts';
import { resolveTarget } from '../collect/trace/target.ts';
import type { EndpointList } from '../contract/endpoints.ts';
import { ToolError, type ExitCode } from '../contract/error.ts';
import { relayNames } from '../contract/name-resolution.ts';
import type { Snapshot } from '../contract/snapshot.ts';
import type { ObservedTrace } from '../contract/trace.ts';
import { exitCodeOf } from '../contract/verdict.ts';
import { judgeTrace } from '../judge/trace.ts';
import { parseAddress, width } from '../net/address.ts';
import { prefixOf } from '../net/prefix.ts';
import { renderTrace } from '../render/trace.ts';
import { textOption, type Call, type Command } from './command.ts';
import { listen, stoppedEarly } from './interrupted.ts';
import { numberOption } from './number-option.ts';
import { listOf } from './list.ts';
import { observeOptions, rolesOf } from './machine-options.ts';
import { readDocument } from './stdin.ts';

export const command: Command = {
  summary: 'follow the path to a relay hop by hop: by the local connection or the VPN',
  positionals: '[ADDRESS]   or a name; worldaz.tr.teams.microsoft.com without',
  options: {
    ...observeOptions,
    snapshot: {
      type: 'string',
      value: 'FILE',
      help: 'with --path: the snapshot of the machine where it was saved, if not this one',
    },
    path: { type: 'string', value: 'FILE', help: 'a saved output of tracert, pathping or traceroute; - reads it' },
    'max-hops': { type: 'string', value: 'N', help: 'routers passed at most, 30' },
    timeout: { type: 'string', value: 'SECONDS', help: 'the time for the whole trace, 4' },
  },
  run: trace,
};

async function trace(call: Call): Promise<ExitCode> {
  const list = await listOf(call);
  const path = textOption(call.options, 'path');
  const { observed, snapshot, closed } = await (path === undefined ? traceNow(call, list) : readTrace(call, path));
  const { trace, warnings } = judgeTrace(observed, snapshot, list, rolesOf(call));
  for (const warning of warnings) call.out.warning(warning);
  call.out.object('TeamsSplitTunnel.Trace', trace, () => renderTrace(trace));
  await closed;
  if (!trace.complete) throw stoppedEarly();
  return exitCodeOf(trace.status);
}

interface Seen {
  readonly observed: ObservedTrace;
  readonly snapshot: Snapshot;
  /** Resolves when the process may end. */
  readonly closed?: Promise<void>;
}

async function traceNow(call: Call, list: EndpointList): Promise<Seen> {
  if (textOption(call.options, 'snapshot') !== undefined)
    throw new ToolError(
      'BadUsage',
      'InvalidArgument',
      '--snapshot goes with --path: no other machine can be traced from here.',
    );
  const options = {
    maxHops: numberOption(call.options, 'max-hops', { least: 1, most: 255, unless: 30 }),
    timeout: 1000 * numberOption(call.options, 'timeout', { least: 1, most: 60, unless: 4 }),
  };
  void listen(call);
  const target = targetOf(call, list);
  call.out.verbose(`Resolving ${target}.`);
  const addresses = await resolveTarget(target, call.signal);
  const snapshot = await observeFor(addresses[0], call);
  const activity = `Tracing the path to ${target}`;
  const progress = (status: string, percent: number, completed: boolean) =>
    call.out.progress({ activity, status, percent, completed });
  const { observed, closed } = await observeTrace(
    { target, addresses },
    {
      ...options,
      signal: call.signal,
      progress: (answered, elapsed) => progress(`${answered} hops have answered`, Math.round(100 * elapsed), false),
    },
  );
  progress('done', 100, true);
  return { observed, snapshot, closed };
}

function targetOf({ positionals }: Call, { cloud }: EndpointList): string {
  if (positionals.length > 1)
    throw new ToolError('BadUsage', 'InvalidArgument', `one path is traced at a time, not ${positionals.length}.`);
  const target = positionals[0] ?? relayNames[cloud];
  if (target !== undefined) return target;
  throw new ToolError(
    'BadUsage',
    'InvalidArgument',
    `no name of a relay is known for the cloud ${cloud}; give an address of its Optimize prefixes.`,
  );
}

async function readTrace(call: Call, path: string): Promise<Seen> {
  if (call.positionals.length > 0)
    throw new ToolError(
      'BadUsage',
      'InvalidArgument',
      'give an address to trace, or --path with a trace that was saved, not both.',
    );
  const observed = await savedTrace(path);
  const snapshot = textOption(call.options, 'snapshot');
  if (snapshot === undefined) return { observed, snapshot: await observeFor(observed.address, call) };
  const isStandardInput = snapshot === '-';
  return {
    observed,
    snapshot: isStandardInput ? parseSnapshot(await readDocument(), 'standard input') : readSnapshotFile(snapshot),
  };
}

async function savedTrace(path: string): Promise<ObservedTrace> {
  const isStandardInput = path === '-';
  try {
    return readSavedTrace(decodeText(isStandardInput ? await readDocument() : readBytes(path)));
  } catch (error) {
    const mayAddPlace = error instanceof ToolError && error.target === null;
    throw mayAddPlace ? error.at(isStandardInput ? 'standard input' : path) : error;
  }
}

/** This machine, with its own answer for the one address. */
async function observeFor(address: string | null, call: Call): Promise<Snapshot> {
  const machine = await openMachine();
  const wanted = address === null ? [] : [parseAddress(address)].map((each) => prefixOf(each, width(each.family)));
  return machine.snapshot(wanted, (message) => call.out.verbose(message));
}
