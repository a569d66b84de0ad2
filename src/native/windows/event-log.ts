import { pointerTo } from '../ffi.ts';
import { windowsConstants as win } from './constants.ts';
import { WindowsError } from './error.ts';
import { wide } from './memory.ts';
import { advapi32, GetLastError } from './system32.ts';

const RegisterEventSourceW = advapi32.bind('RegisterEventSourceW', {
  arguments: ['pointer', 'pointer'],
  return: 'uint64',
});
const ReportEventW = advapi32.bind('ReportEventW', {
  arguments: ['uint64', 'uint16', 'uint16', 'uint32', 'pointer', 'uint16', 'uint32', 'pointer', 'pointer'],
  return: 'int32',
});
const DeregisterEventSource = advapi32.bind('DeregisterEventSource', { arguments: ['uint64'], return: 'int32' });

const types = {
  Information: win.EVENTLOG_INFORMATION_TYPE,
  Warning: win.EVENTLOG_WARNING_TYPE,
  Error: win.EVENTLOG_ERROR_TYPE,
} as const;

/**
 * Writes an entry to the event log Application. A source that is not registered is taken too; its entries are then shown
 * with a remark around their text.
 * https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-reporteventw
 * @throws ToolError `WindowsError`
 */
export function reportEvent(source: string, kind: keyof typeof types, id: number, text: string): void {
  const lastError = GetLastError.need();
  const handle = RegisterEventSourceW.need()(null, wide(source));
  if (handle === 0n) throw new WindowsError('RegisterEventSourceW', lastError());
  try {
    const message = wide(text);
    const strings = Buffer.alloc(8);
    strings.writeBigUInt64LE(pointerTo(message));
    const reported = ReportEventW.need()(handle, types[kind], 0, id, null, 1, 0, strings, null);
    if (reported === 0) throw new WindowsError('ReportEventW', lastError());
    // The strings must live until here: only their address went along.
    message.fill(0);
  } finally {
    DeregisterEventSource.need()(handle);
  }
}
