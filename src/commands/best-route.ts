import { ToolError, type ExitCode } from '../contract/error.ts';
import { parseAddress, type Address } from '../net/address.ts';
import { openMachine } from '../collect/machine.ts';
import { renderBestRoute } from '../render/best-route.ts';
import type { Call, Command } from './command.ts';
import { readLines } from './stdio.ts';

export const command: Command = {
  summary: 'ask the operating system which way each address goes',
  positionals: '[ADDRESS...]   without any, one a line from standard input',
  options: {},
  many: true,
  run: bestRoute,
};

/** Addresses that are put to the operating system together. */
const batchSize = 512;

async function bestRoute(call: Call): Promise<ExitCode> {
  const machine = await openMachine();
  let code: ExitCode = 0;
  const refuse = (error: ToolError, input: number) => {
    call.out.error(error, input);
    code = error.exitCode;
  };
  for await (const batch of batches(addressesOf(call, refuse))) {
    let next = 0;
    for (const answer of machine.bestRoutes(batch.map(({ address }) => address))) {
      const { input } = batch[next++];
      call.out.object('TeamsSplitTunnel.BestRoute', answer, () => renderBestRoute(answer), input);
    }
  }
  return code;
}

interface Asked {
  readonly address: Address;
  readonly input: number;
}

async function* addressesOf(call: Call, refuse: (error: ToolError, input: number) => void): AsyncGenerator<Asked> {
  let input = 0;
  for await (const text of textsOf(call)) {
    try {
      yield { address: parseAddress(String(text).trim()), input };
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      refuse(error.at(`address ${input + 1}`), input);
    }
    input++;
  }
}

function textsOf(call: Call): Iterable<unknown> | AsyncIterable<unknown> {
  if (call.positionals.length > 0) return call.positionals;
  return call.inputs ?? readLines();
}

async function* batches<T>(items: AsyncIterable<T>): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length === batchSize) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
