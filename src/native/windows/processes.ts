import { windowsConstants as win } from './constants.ts';
import { WindowsError } from './error.ts';
import { PROCESSENTRY32W } from './layout.ts';
import { readText } from './memory.ts';
import { closeHandle, GetLastError, kernel32 } from './system32.ts';

const CreateToolhelp32Snapshot = kernel32.bind('CreateToolhelp32Snapshot', {
  arguments: ['uint32', 'uint32'],
  return: 'uint64',
});
const signature = { arguments: ['uint64', 'pointer'], return: 'int32' } as const;
const Process32FirstW = kernel32.bind('Process32FirstW', signature);
const Process32NextW = kernel32.bind('Process32NextW', signature);

const invalidHandle = 0xffff_ffff_ffff_ffffn;

/**
 * The names of the running programs' files, such as `PanGPS.exe`.
 * https://learn.microsoft.com/windows/win32/api/tlhelp32/nf-tlhelp32-createtoolhelp32snapshot
 */
export function runningProcesses(): string[] {
  const snapshot = CreateToolhelp32Snapshot.need()(win.TH32CS_SNAPPROCESS, 0);
  if (snapshot === invalidHandle) throw new WindowsError('CreateToolhelp32Snapshot');
  try {
    const entry = Buffer.alloc(PROCESSENTRY32W.size);
    entry.writeUInt32LE(PROCESSENTRY32W.size, PROCESSENTRY32W.dwSize);
    const [lastError, first, next] = [GetLastError.need(), Process32FirstW.need(), Process32NextW.need()];
    const names: string[] = [];
    for (let step = first; step(snapshot, entry) !== 0; step = next) {
      names.push(readText(entry, 0, PROCESSENTRY32W.szExeFile));
    }
    const code = lastError();
    if (code !== win.ERROR_NO_MORE_FILES) throw new WindowsError('Process32NextW', code);
    return names;
  } finally {
    closeHandle(snapshot);
  }
}
