import { readFileSync } from 'node:fs';
import { askResolvers } from '../../../src/collect/online/dns.ts';
import type { Cloud } from '../../../src/contract/endpoints.ts';
import { readSnapshot } from '../../../src/contract/read-snapshot.ts';

/** Run inside a namespace: the resolvers of the snapshot on standard input, asked for a cloud, with an end after milliseconds. */
const [cloud = 'Worldwide', end = '60000'] = process.argv.slice(2);
const snapshot = readSnapshot(JSON.parse(readFileSync(0, 'utf8')));
const start = performance.now();
const stop = new AbortController();
const timer = setTimeout(() => stop.abort(), Number(end));
const answers = await askResolvers(snapshot, cloud as Cloud, stop.signal);
clearTimeout(timer);
console.log(JSON.stringify({ answers, milliseconds: performance.now() - start }));
