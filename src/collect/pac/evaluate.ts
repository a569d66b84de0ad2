import { isSea, getAsset, getRawAsset } from 'node:sea';
import { Worker } from 'node:worker_threads';
import { ToolError } from '../../contract/error.ts';
import type { Pac, PacAnswer } from '../../contract/proxies.ts';
import type { Snapshot } from '../../contract/snapshot.ts';
import { formatAddress } from '../../net/address.ts';
import { lastOf, type Prefix } from '../../net/prefix.ts';
import { decodeText } from '../../contract/text.ts';
import { readBytes } from '../file.ts';
import type { Report, Work } from './work.ts';

/** For all questions together, in milliseconds. */
const deadline = 5000;

/** What Windows takes at most. */
const sizeLimit = 1024 * 1024;

const mostNames = 20;
const mostOwnAddresses = 4;

/**
 * What a PAC file answers for media: the first, the middle and the last address of every prefix. It is run without a network,
 * in a sandbox, for 5 seconds at most.
 * @throws ToolError `FileUnreadable`, `InputTooLarge`; a file that fails is an answer
 */
export async function evaluatePac(file: string, wanted: readonly Prefix[], snapshot: Snapshot): Promise<Pac> {
  const bytes = readBytes(file);
  if (bytes.length > sizeLimit)
    throw new ToolError('InputTooLarge', 'LimitsExceeded', `${file} is larger than 1 MiB, which no PAC file is.`, file);
  const targets = wanted.flatMap(samplesOf);
  return collect(file, openWorker({ code: decodeText(bytes), targets, addresses: ownAddresses(snapshot) }));
}

function samplesOf(prefix: Prefix): string[] {
  const last = lastOf(prefix);
  const middle = (prefix.first + last) / 2n;
  return [...new Set([prefix.first, middle, last])].map((value) => formatAddress(prefix.family, value));
}

const loopback = 24;

/** The IPv4 addresses that `myIpAddress` may tell. */
function ownAddresses({ interfaces }: Snapshot): string[] {
  const own = interfaces
    .filter(({ up, type }) => up && type !== loopback)
    .flatMap(({ addresses }) => addresses ?? [])
    .map((cidr) => cidr.split('/')[0])
    .filter((address) => !address.includes(':'));
  return own.length > 0 ? [...new Set(own)].slice(0, mostOwnAddresses) : ['127.0.0.1'];
}

const limits = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16 };

/** The executable carries the thread's program and QuickJS as assets. */
function openWorker(work: Work): Worker {
  const options = { env: {}, execArgv: [], stdin: true, stdout: true, stderr: true, resourceLimits: limits };
  if (!isSea()) return new Worker(new URL('./worker.ts', import.meta.url), { ...options, workerData: work });
  const wasm = getRawAsset('quickjs.wasm') as ArrayBuffer;
  return new Worker(getAsset('pac-worker', 'utf8'), { ...options, eval: true, workerData: { ...work, wasm } });
}

/** Everything that the thread tells until it is done, fails, or its time is over. */
async function collect(file: string, worker: Worker): Promise<Pac> {
  const answers: PacAnswer[] = [];
  const unresolved = new Set<string>();
  const error = await new Promise<string | null>((end) => {
    const timer = setTimeout(() => end(`it took longer than ${deadline / 1000} seconds`), deadline);
    const finish = (why: string | null) => {
      clearTimeout(timer);
      end(why);
    };
    worker.on('message', (report: Report) => {
      if ('answer' in report) answers.push(report.answer);
      else if ('unresolved' in report) {
        if (unresolved.size < mostNames) unresolved.add(report.unresolved);
      } else finish('error' in report ? report.error : null);
    });
    worker.on('error', (failure: Error) => finish(failure.message));
    worker.on('exit', () => finish('it ended without an answer'));
  });
  await worker.terminate();
  return { file, answers, unresolved: [...unresolved], error };
}
