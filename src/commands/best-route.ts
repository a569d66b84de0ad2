import { setImmediate } from 'node:timers/promises';
import { ToolError, type ExitCode } from '../contract/error.ts';
import { parseAddress, type Address } from '../net/address.ts';
import { openMachine, type Machine } from '../collect/machine.ts';
import { renderBestRoute } from '../render/best-route.ts';
import type { Call, Command } from './command.ts';
import { Outcome } from './outcome.ts';
import { readLineGroups } from './stdin.ts';
import { writeTogether } from './stdio.ts';

export const command: Command = {
  summary: 'ask the operating system which way each address goes',
  positionals: '[ADDRESS...]   without any, one a line from standard input',
  options: {},
  many: true,
  run: bestRoute,
};

async function bestRoute(call: Call): Promise<ExitCode> {
  const machine = await openMachine();
  const outcome = new Outcome(call.out);
  let input = 0;
  for await (const texts of textsOf(call)) {
    const asked: Asked[] = [];
    for (const text of texts) {
      try {
        asked.push({ address: parseAddress(String(text).trim()), input });
      } catch (error) {
        if (!(error instanceof ToolError)) throw error;
        outcome.failed(error.at(`address ${input + 1}`), input);
      }
      input++;
    }
    writeTogether(() => answer(call, machine, asked));
  }
  return outcome.code;
}

interface Asked {
  readonly address: Address;
  readonly input: number;
}

function answer({ out }: Call, machine: Machine, asked: readonly Asked[]): void {
  let next = 0;
  for (const route of machine.bestRoutes(asked.map(({ address }) => address))) {
    out.object('TeamsSplitTunnel.BestRoute', route, () => renderBestRoute(route), asked[next++].input);
  }
}

/** Texts that are put to the operating system together. Those that are there are not kept waiting for more. */
async function* textsOf({ positionals, inputs }: Call): AsyncGenerator<readonly unknown[]> {
  if (positionals.length > 0) yield positionals;
  else yield* inputs === null ? readLineGroups() : batches(inputs);
}

const batchSize = 512;

async function* batches(items: AsyncIterable<unknown>): AsyncGenerator<unknown[]> {
  const iterator = items[Symbol.asyncIterator]();
  let next = iterator.next();
  while (!(await next).done) {
    const batch: unknown[] = [];
    // What has been read already comes before the event loop's next turn.
    const idle = setImmediate(null);
    while (batch.length < batchSize) {
      const item = await Promise.race([next, idle]);
      if (item === null || item.done) break;
      batch.push(item.value);
      next = iterator.next();
    }
    yield batch;
  }
}
