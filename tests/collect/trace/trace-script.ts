import { writeSync } from 'node:fs';
import { openMachine } from '../../../src/collect/machine.ts';
import { observeTrace } from '../../../src/collect/trace/observe.ts';
import { parseAddress, width } from '../../../src/net/address.ts';
import { prefixOf } from '../../../src/net/prefix.ts';

/** Run in a namespace, by Linux' own Node or by Windows': what is seen of the path to an address, and the snapshot before. */
const [address, timeout] = process.argv.slice(2);
const target = parseAddress(address);
const machine = await openMachine();
const snapshot = await machine.snapshot([prefixOf(target, width(target.family))], () => {});
const options = { maxHops: 30, timeout: Number(timeout), signal: new AbortController().signal, progress: () => {} };
const started = performance.now();
const { observed, closed } = await observeTrace({ target: address, addresses: [address] }, options);
writeSync(1, JSON.stringify({ snapshot, observed, elapsed: performance.now() - started }));
await closed;
process.exit(0);
