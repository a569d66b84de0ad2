import { setImmediate } from 'node:timers/promises';
import type { Capture } from '../contract/capture.ts';
import type { EndpointList } from '../contract/endpoints.ts';
import { ToolError, type ExitCode } from '../contract/error.ts';
import { readSnapshot } from '../contract/read-snapshot.ts';
import { exitCodeOf } from '../contract/verdict.ts';
import { readCapture, type Progress } from '../collect/capture/read.ts';
import { openFile, type ByteSource } from '../collect/capture/source.ts';
import { mediaPorts, optimizePrefixes } from '../endpoints/select.ts';
import { judgeCapture } from '../judge/capture/judge.ts';
import { renderCapture } from '../render/capture.ts';
import { flagOption, listOption, textOption, type Call, type Command } from './command.ts';
import { basisOf } from './basis.ts';
import { listOf } from './list.ts';
import { machineOptions } from './machine-options.ts';
import { readPath, type Observed } from './observe.ts';
import { readSome } from './stdin.ts';

export const command: Command = {
  summary: 'tell from a packet capture on which interface Teams media was',
  positionals: 'FILE   pcap or pcapng, plain or .gz; - reads standard input',
  options: {
    ...machineOptions,
    snapshot: {
      type: 'string',
      multiple: true,
      value: 'FILE',
      help: 'a snapshot of the same computer, taken during the capture; - reads standard input',
    },
    interface: { type: 'string', value: 'NAME', help: 'the interface that was captured, where the file does not tell' },
    force: { type: 'boolean', help: 'take a snapshot of another computer or time' },
  },
  run: capture,
};

async function capture(call: Call): Promise<ExitCode> {
  const path = pathOf(call);
  const observed = await snapshotOf(call);
  const { list, roles } = basisOf(call, await listOf(call), observed?.recorded);
  const read = await readAll(call, openSource(path), list);
  const verdict = judgeCapture(read, list, {
    snapshot: observed?.snapshot ?? null,
    roles,
    interfaceName: textOption(call.options, 'interface') ?? null,
    force: flagOption(call.options, 'force'),
  });
  for (const warning of verdict.warnings) call.out.warning(warning);
  call.out.object('TeamsSplitTunnel.CaptureVerdict', verdict, () => renderCapture(verdict));
  return exitCodeOf(verdict.status);
}

function pathOf({ positionals, options, inputs }: Call): string {
  const [path, ...others] = positionals;
  if (path === undefined || others.length > 0)
    throw badUsage(`one capture is read at a time; ${positionals.length} are named.`);
  if (path === '-' && (inputs !== null || listOption(options, 'snapshot').includes('-')))
    throw badUsage('standard input can be one thing: capture or snapshot; name the other by its file.');
  return path;
}

function badUsage(message: string): ToolError {
  return new ToolError('BadUsage', 'InvalidArgument', message);
}

/** The snapshot that was given: a pipeline object or a file. There may be none. */
async function snapshotOf(call: Call): Promise<Observed | undefined> {
  const snapshots: Observed[] = [];
  for await (const value of call.inputs ?? []) snapshots.push({ snapshot: readSnapshot(value) });
  for (const path of listOption(call.options, 'snapshot')) snapshots.push(await readPath(path));
  if (snapshots.length > 1) throw badUsage('a capture is judged with one snapshot; several were given.');
  return snapshots[0];
}

function openSource(path: string): ByteSource {
  if (path !== '-') return openFile(path);
  return { name: 'standard input', size: null, read: (target) => readSome(target), close: () => {} };
}

/** How often the event loop hears of Ctrl+C and of a caller that is gone: every so many chunks. */
const breath = 64;

async function readAll(call: Call, source: ByteSource, list: EndpointList): Promise<Capture> {
  const report = reporter(call);
  const { protocol, ranges } = mediaPorts(list);
  let chunks = 0;
  const progress: Progress = async (read, size) => {
    report(read, size);
    if (++chunks % breath === 0) await setImmediate();
    if (call.signal.aborted)
      throw new ToolError('Stopped', 'OperationStopped', 'stopped before the capture was read; there is no verdict.');
  };
  try {
    return await readCapture(source, { prefixes: optimizePrefixes(list), protocol, ports: ranges }, progress);
  } finally {
    call.out.progress({ activity: 'Reading the capture', status: 'done', percent: 100, completed: true });
    source.close();
  }
}

/** Progress a percent at a time, or every 16 MB where the size is not known. */
function reporter({ out }: Call): (read: number, size: number | null) => void {
  let told = -1;
  return (read, size) => {
    const megabytes = Math.floor(read / 1e6);
    const percent = size ? Math.min(100, Math.floor((read / size) * 100)) : null;
    const step = percent ?? Math.floor(megabytes / 16);
    if (step === told) return;
    told = step;
    out.progress({ activity: 'Reading the capture', status: `${megabytes} MB`, percent, completed: false });
  };
}
