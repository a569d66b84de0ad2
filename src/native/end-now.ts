import { library } from './ffi.ts';
import { kernel32 } from './windows/system32.ts';

const exit = library(() => null).bind('_exit', { arguments: ['int32'], return: 'void' });
const TerminateProcess = kernel32.bind('TerminateProcess', { arguments: ['uint64', 'uint32'], return: 'int32' });
/** What GetCurrentProcess returns. */
const thisProcess = 0xffff_ffff_ffff_ffffn;

/** Ends this process at once. Node's own end waits for its threads, also for one that waits for a caller who says nothing. */
export function endNow(code: number): void {
  if (process.platform === 'win32') TerminateProcess.find()?.(thisProcess, code);
  else exit.find()?.(code);
}

/** What a thread of Node's pool works out. Should the process want to end meanwhile, it does not wait for that thread. */
export async function withoutKeeping<T>(work: Promise<T>): Promise<T> {
  process.once('exit', endNow);
  try {
    return await work;
  } finally {
    process.off('exit', endNow);
  }
}
