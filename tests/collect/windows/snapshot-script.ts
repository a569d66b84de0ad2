import { writeSync } from 'node:fs';
import { openMachine } from '../../../src/collect/machine.ts';
import { parsePrefix } from '../../../src/net/prefix.ts';

/** Run by Windows' own Node: the snapshot with the answers for the prefixes in the arguments, and the log on standard error. */
const machine = await openMachine();
const snapshot = await machine.snapshot(process.argv.slice(2).map(parsePrefix), (text) => writeSync(2, `${text}\n`));
writeSync(1, JSON.stringify(snapshot));
