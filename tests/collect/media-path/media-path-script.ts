import { readFileSync, writeSync } from 'node:fs';
import { observeMediaPath, type MediaPathPlan } from '../../../src/collect/media-path/observe.ts';

/** Run in a namespace, by Linux' own Node or by Windows': what UDP does under the plan in the argument's file. */
const plan = JSON.parse(readFileSync(process.argv[2], 'utf8')) as MediaPathPlan;
const started = performance.now();
const observed = await observeMediaPath(plan, new AbortController().signal, () => {});
writeSync(1, JSON.stringify({ observed, elapsed: performance.now() - started }));
process.exit(0);
