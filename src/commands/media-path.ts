import { openMachine } from '../collect/machine.ts';
import { observeMediaPath } from '../collect/media-path/observe.ts';
import { isAddress, resolveTarget } from '../collect/trace/target.ts';
import type { EndpointList } from '../contract/endpoints.ts';
import { ToolError, type ExitCode } from '../contract/error.ts';
import { exitCodeOf } from '../contract/verdict.ts';
import { mediaPorts, optimizePrefixes } from '../endpoints/select.ts';
import { makeCase } from '../judge/judge.ts';
import { judgeMediaPath } from '../judge/media-path.ts';
import { bindingsOf, chosenTargets, targetsOf } from '../judge/media-path/plan.ts';
import { renderMediaPath } from '../render/media-path.ts';
import type { Call, Command } from './command.ts';
import { listen, stoppedEarly } from './interrupted.ts';
import { numberOption } from './number-option.ts';
import { listOf } from './list.ts';
import { observeOptions, rolesOf } from './machine-options.ts';

const { cloud, endpoints, ...roles } = observeOptions;

export const command: Command = {
  summary: 'send real UDP to relays and tell by which interface answers come',
  positionals: '[ADDRESS...]   or names; one address of every segment of the Optimize prefixes without',
  options: {
    ...{ cloud, endpoints },
    'vpn-interface': roles['vpn-interface'],
    'local-interface': roles['local-interface'],
    'strict-interfaces': roles['strict-interfaces'],
    count: { type: 'string', value: 'N', help: 'requests to measure each path that answers by; none without' },
    timeout: { type: 'string', value: 'SECONDS', help: 'how long answers are waited for, 3' },
  },
  run: mediaPath,
};

async function mediaPath(call: Call): Promise<ExitCode> {
  const list = await listOf(call);
  const count = numberOption(call.options, 'count', { least: 2, most: 10_000, unless: 0 });
  const timeout = 1000 * numberOption(call.options, 'timeout', { least: 1, most: 60, unless: 3 });
  const ports = portsOf(list);
  void listen(call);
  const addresses = await addressesOf(call);
  const machine = await openMachine();
  const snapshot = await machine.snapshot(optimizePrefixes(list), (message) => call.out.verbose(message));
  const judged = makeCase(snapshot, list, rolesOf(call));
  for (const warning of judged.interfaces.warnings) call.out.warning(warning);
  const targets = addresses.length > 0 ? chosenTargets(addresses, judged) : targetsOf(judged);
  const bindings = bindingsOf(judged);
  call.out.verbose(`Probing ${targets.length} addresses on ${ports.length} ports from ${bindings.length} sockets.`);
  const progress = (status: string, share: number, completed = false) =>
    call.out.progress({ activity: 'Probing the path of media', status, percent: Math.round(100 * share), completed });
  const observed = await observeMediaPath({ targets, bindings, ports, count, timeout }, call.signal, progress);
  progress('done', 1, true);
  const result = judgeMediaPath(observed, judged, count > 0);
  call.out.object('TeamsSplitTunnel.MediaPath', result, () => renderMediaPath(result));
  if (!result.complete) throw stoppedEarly();
  return exitCodeOf(result.status);
}

/** The ports of media, which are UDP in every cloud but China. */
function portsOf(list: EndpointList): number[] {
  const { protocol, ranges } = mediaPorts(list);
  if (protocol === 'udp')
    return ranges.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, i) => first + i));
  throw new ToolError(
    'MediaNotUdp',
    'InvalidArgument',
    `the endpoint list of ${list.cloud} names no UDP port for Teams media, so there is no UDP to probe.`,
    list.cloud,
  );
}

/** The addresses asked for; a name stands for all that it resolves to. */
async function addressesOf({ positionals, out, signal }: Call): Promise<string[]> {
  const addresses: string[] = [];
  for (const target of positionals) {
    if (!isAddress(target)) out.verbose(`Resolving ${target}.`);
    addresses.push(...(await resolveTarget(target, signal)));
  }
  return [...new Set(addresses)];
}
