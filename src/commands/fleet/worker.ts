import { parentPort, workerData } from 'node:worker_threads';
import { openJudge, type Block, type Work } from './work.ts';

/** One of the threads that judge a fleet. */
const judge = openJudge(workerData as Work);
parentPort!.on('message', (block: Block) => parentPort!.postMessage(judge(block)));
