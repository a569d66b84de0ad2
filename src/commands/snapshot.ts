import type { ExitCode } from '../contract/error.ts';
import type { Command, Call } from './command.ts';
import { listOf, observe, observeOptions, onlineOption } from './observe.ts';

export const command: Command = {
  summary: 'record everything that a verdict needs, as one JSON document',
  options: { cloud: observeOptions.cloud, endpoints: observeOptions.endpoints, ...onlineOption },
  run: snapshot,
};

async function snapshot(call: Call): Promise<ExitCode> {
  const list = await listOf(call);
  const rethrow = (error: Error) => {
    throw error;
  };
  for await (const { snapshot } of observe({ ...call, inputs: null }, list, rethrow)) {
    call.out.object('TeamsSplitTunnel.Snapshot', snapshot, () => JSON.stringify(snapshot, null, 1));
  }
  return 0;
}
