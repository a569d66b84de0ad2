import { library, type Library } from '../ffi.ts';
import { readWide } from './memory.ts';
import { WindowsError } from './error.ts';

export const kernel32 = library(() => 'kernel32.dll');

const GetSystemDirectoryW = kernel32.bind('GetSystemDirectoryW', {
  arguments: ['pointer', 'uint32'],
  return: 'uint32',
});

let directory: string | undefined;

/**
 * The path of Windows' own folder of system libraries, which no environment variable decides.
 * https://learn.microsoft.com/windows/win32/api/sysinfoapi/nf-sysinfoapi-getsystemdirectoryw
 */
export function systemDirectory(): string {
  if (directory === undefined) {
    const path = Buffer.alloc(2 * 32768);
    const length = GetSystemDirectoryW.need()(path, path.length / 2);
    if (length === 0 || length >= path.length / 2) throw new WindowsError('GetSystemDirectoryW');
    directory = readWide(path, 0);
  }
  return directory;
}

/** A library of Windows itself. */
export function systemLibrary(name: string): Library {
  return library(() => `${systemDirectory()}\\${name}`);
}

export const advapi32 = systemLibrary('advapi32.dll');

/**
 * Why the last call failed, to be looked up (`need()`) before that call: a look-up changes the answer.
 * https://learn.microsoft.com/windows/win32/api/errhandlingapi/nf-errhandlingapi-getlasterror
 */
export const GetLastError = kernel32.bind('GetLastError', { arguments: [], return: 'uint32' });

const CloseHandle = kernel32.bind('CloseHandle', { arguments: ['uint64'], return: 'int32' });

/** https://learn.microsoft.com/windows/win32/api/handleapi/nf-handleapi-closehandle */
export function closeHandle(handle: bigint): void {
  CloseHandle.need()(handle);
}
