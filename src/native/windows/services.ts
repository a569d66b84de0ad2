import { pointerTo } from '../ffi.ts';
import { windowsConstants as win } from './constants.ts';
import { WindowsError } from './error.ts';
import { ENUM_SERVICE_STATUS_PROCESSW as Row } from './layout.ts';
import { readWide } from './memory.ts';
import { advapi32, GetLastError } from './system32.ts';

const OpenSCManagerW = advapi32.bind('OpenSCManagerW', {
  arguments: ['pointer', 'pointer', 'uint32'],
  return: 'uint64',
});
const CloseServiceHandle = advapi32.bind('CloseServiceHandle', { arguments: ['uint64'], return: 'int32' });
const EnumServicesStatusExW = advapi32.bind('EnumServicesStatusExW', {
  arguments: ['uint64', 'int32', 'uint32', 'uint32', 'pointer', 'uint32', 'pointer', 'pointer', 'pointer', 'pointer'],
  return: 'int32',
});

/** The largest buffer the function takes. */
const bufferSize = 256 * 1024;

/**
 * The names of the running services and drivers, as the registry has them.
 * https://learn.microsoft.com/windows/win32/api/winsvc/nf-winsvc-enumservicesstatusexw
 */
export function runningServices(): string[] {
  const manager = OpenSCManagerW.need()(null, null, win.SC_MANAGER_ENUMERATE_SERVICE);
  if (manager === 0n) throw new WindowsError('OpenSCManagerW');
  try {
    return enumerate(manager);
  } finally {
    CloseServiceHandle.need()(manager);
  }
}

/** What does not fit into one buffer comes with the next call, which goes on where the last one ended. */
function enumerate(manager: bigint): string[] {
  const lastError = GetLastError.need();
  const call = EnumServicesStatusExW.need();
  const memory = Buffer.alloc(bufferSize);
  const [needed, returned, resume] = [Buffer.alloc(4), Buffer.alloc(4), Buffer.alloc(4)];
  const kinds = win.SERVICE_WIN32 | win.SERVICE_DRIVER;
  const names: string[] = [];
  for (;;) {
    const complete = call(
      manager,
      win.SC_ENUM_PROCESS_INFO,
      kinds,
      win.SERVICE_ACTIVE,
      memory,
      memory.length,
      needed,
      returned,
      resume,
      null,
    );
    const code = complete === 0 ? lastError() : win.ERROR_SUCCESS;
    if (code !== win.ERROR_SUCCESS && code !== win.ERROR_MORE_DATA)
      throw new WindowsError('EnumServicesStatusExW', code);
    const count = returned.readUInt32LE();
    const base = pointerTo(memory);
    for (let i = 0; i < count; i++) {
      const name = memory.readBigUInt64LE(i * Row.size + Row.lpServiceName);
      names.push(readWide(memory, Number(name - base)));
    }
    if (code === win.ERROR_SUCCESS) return names;
  }
}
