import { writeSync } from 'node:fs';
import { openMachine } from '../../../src/collect/machine.ts';
import { parseAddress } from '../../../src/net/address.ts';

/** Run by Windows' own Node: the best route to each address in the arguments, a line each. */
const machine = await openMachine();
for (const answer of machine.bestRoutes(process.argv.slice(2).map(parseAddress))) {
  writeSync(1, `${JSON.stringify(answer)}\n`);
}
