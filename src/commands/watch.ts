import { fstatSync } from 'node:fs';
import type { EndpointList } from '../contract/endpoints.ts';
import { ToolError, type ExitCode } from '../contract/error.ts';
import type { WatchedVerdict } from '../contract/watch.ts';
import { Bursts, type Burst } from '../collect/watch/bursts.ts';
import { listenToSystem } from '../collect/watch/source.ts';
import { judge, makeCase } from '../judge/judge.ts';
import { atStart, changeBetween } from '../judge/watch/changes.ts';
import { ReturningRoutes } from '../judge/watch/returning.ts';
import { viewOf, type View } from '../judge/watch/view.ts';
import { renderWatched } from '../render/watch.ts';
import { listOption, type Call, type Command } from './command.ts';
import { listen } from './interrupted.ts';
import { listOf } from './list.ts';
import { machineOptions, rolesOf } from './machine-options.ts';
import { observeMachine } from './observe.ts';
import { readSome } from './stdin.ts';

export const command: Command = {
  summary: 'a verdict now and after every change that matters, until it is stopped',
  options: {
    ...machineOptions,
    require: {
      type: 'string',
      multiple: true,
      value: 'ID',
      help: 'a further check that counts for the overall status',
    },
  },
  many: true,
  endless: true,
  run: watch,
};

/** A VPN that connects changes dozens of routes within milliseconds; one that never rests is looked at all the same. */
const patience = { quiet: 300, atMost: 2000 };
/** Milliseconds after which the parent, or a look that failed, is looked at again. */
const again = 2000;

async function watch(call: Call): Promise<ExitCode> {
  const list = await listOf(call);
  const signal = AbortSignal.any([call.signal, callerGone(call)]);
  const bursts = new Bursts(patience);
  const source = await listenToSystem(bursts, call.out.verbose);
  const returning = new ReturningRoutes();
  try {
    let before = await look(call, list);
    show(call, { ...before.verdict, change: atStart });
    for (let burst; (burst = await bursts.next(signal)) !== null;) {
      const after = await lookAgain(call, list, burst, bursts);
      const returned = after && returning.compare(before, after, burst.removed);
      const change = after && changeBetween(before, after, returned!);
      if (change) show(call, { ...after!.verdict, change });
      else call.out.verbose('Something changed that does not matter to Teams media.');
      before = after ?? before;
    }
    return 0;
  } finally {
    bursts.close(source);
  }
}

async function look(call: Call, list: EndpointList): Promise<View> {
  const snapshot = await observeMachine(call, list);
  const roles = rolesOf(call);
  const verdict = judge(snapshot, list, { roles, require: listOption(call.options, 'require') });
  return viewOf(makeCase(snapshot, list, roles), verdict);
}

/** Where the machine cannot be read in the midst of a change, the watch goes on: null, and a look a little later. */
async function lookAgain(call: Call, list: EndpointList, burst: Burst, bursts: Bursts): Promise<View | null> {
  try {
    return await look(call, list);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    call.out.warning(`${error.message} [${error.id}] The watch goes on.`);
    setTimeout(() => bursts.heard({ removed: [...burst.removed] }), again).unref();
    return null;
  }
}

function show(call: Call, verdict: WatchedVerdict): void {
  call.out.object('TeamsSplitTunnel.WatchedVerdict', verdict, () => renderWatched(verdict));
}

/**
 * Aborted when nobody is there any more to hear the answers: where standard input is a pipe, when it closes; else, where
 * standard output is one, when the parent has ended.
 */
function callerGone(call: Call): AbortSignal {
  const stop = new AbortController();
  const gone = () => stop.abort();
  if (call.inputs || isPipe(0)) {
    void listen(call).then(untilClosed).then(gone, gone);
  } else if (isPipe(1)) whenParentEnds(gone);
  return stop.signal;
}

async function untilClosed(): Promise<void> {
  const chunk = Buffer.alloc(1024);
  while ((await readSome(chunk)) > 0) continue;
}

function whenParentEnds(gone: () => void): void {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && gone(), again).unref();
}

/** POSIX file types; Stats.isFIFO says no on Windows, whatever the mode says. */
const [typeMask, fifo, socket] = [0o170000, 0o010000, 0o140000];

function isPipe(descriptor: 0 | 1): boolean {
  try {
    const type = fstatSync(descriptor).mode & typeMask;
    return type === fifo || type === socket;
  } catch {
    return false;
  }
}
