import { parentPort, workerData } from 'node:worker_threads';
import { judgeBlock, type Block, type Work } from './work.ts';

/** One of the threads that judge a fleet. */
parentPort!.on('message', (block: Block) => parentPort!.postMessage(judgeBlock(block, workerData as Work)));
