/** Runs in a namespace: standard input holds a request, standard output gets what the Linux collector says there. */
import { readFileSync, writeFileSync } from 'node:fs';
import { linux } from '../../../src/collect/linux/machine.ts';
import type { BestRoute } from '../../../src/contract/best-route.ts';
import type { Snapshot } from '../../../src/contract/snapshot.ts';
import { parseAddress } from '../../../src/net/address.ts';
import { parsePrefix } from '../../../src/net/prefix.ts';

export interface Request {
  wanted: readonly string[];
  addresses: readonly string[];
}

export interface Answer {
  snapshot: Snapshot;
  log: string[];
  bestRoutes: BestRoute[];
}

const { wanted, addresses } = JSON.parse(readFileSync(0, 'utf8')) as Request;
const log: string[] = [];
const answer: Answer = {
  snapshot: await linux.snapshot(wanted.map(parsePrefix), (line) => log.push(line)),
  log,
  bestRoutes: [...linux.bestRoutes(addresses.map(parseAddress))],
};
writeFileSync(1, JSON.stringify(answer));
