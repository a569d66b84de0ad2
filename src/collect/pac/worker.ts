import { parentPort, workerData } from 'node:worker_threads';
import { createPacResolver } from 'pac-resolver';
import { QuickJS } from 'quickjs-wasi';
import { offlineFunctions } from './functions.ts';
import type { Report, Work } from './work.ts';

/**
 * Runs a PAC file in a thread of its own, which can be ended whatever the file does: in QuickJS, inside WebAssembly, where
 * it has no more than these functions.
 */
const { code, wasm, targets, addresses } = workerData as Work;

/** No PAC file in use comes near it. */
const memoryLimit = 32 * 1024 * 1024;
const longestText = 300;

const report = (what: Report) => parentPort!.postMessage(what);

/** Text from the file is shown to people. */
const plain = (text: string) => text.slice(0, longestText).replace(/[^\x20-\x7e]/g, '?');

/** Asks about every target; tells whether the answer may be another from another own address. */
async function evaluate(ownAddress: string): Promise<boolean> {
  let asked = false;
  const functions = offlineFunctions({
    ownAddress,
    askedForOwnAddress: () => {
      asked = true;
    },
    unresolved: (name) => report({ unresolved: plain(name) }),
  });
  const sandbox = await QuickJS.create({ memoryLimit, ...(wasm && { wasm }) });
  const find = createPacResolver(sandbox, code, { sandbox: functions as never });
  for (const target of targets) {
    const url = `https://${target.includes(':') ? `[${target}]` : target}/`;
    const result: unknown = await find(url, target);
    if (typeof result !== 'string') throw new Error(`FindProxyForURL returned ${typeof result} for ${target}`);
    report({ answer: { target, from: asked ? ownAddress : null, result: plain(result) } });
  }
  return asked;
}

async function run(): Promise<Report> {
  try {
    for (const address of addresses) if (!(await evaluate(address))) break;
    return { done: true };
  } catch (error) {
    return { error: plain(error instanceof Error ? error.message : String(error)) };
  }
}

void run().then(report);
