import { ToolError } from '../../contract/error.ts';
import { windowsConstants as win } from './constants.ts';

/** What a Windows function answered in place of success. */
export class WindowsError extends ToolError {
  /** System error code: https://learn.microsoft.com/windows/win32/debug/system-error-codes; null where none was told. */
  readonly code: number | null;

  constructor(api: string, code: number | null = null) {
    const denied = code === win.ERROR_ACCESS_DENIED;
    super(
      'WindowsError',
      denied ? 'PermissionDenied' : 'DeviceError',
      `Windows answered ${api} with ${code === null ? 'a failure' : `error ${code}`}${denied ? ' (access denied)' : ''}.`,
      api,
    );
    this.code = code;
  }
}

const absent: ReadonlySet<number> = new Set([win.ERROR_NOT_SUPPORTED, win.ERROR_CALL_NOT_IMPLEMENTED]);

/** Whether the code says that this Windows cannot answer the question at all, rather than what the answer is. */
export function isNotSupported(code: number): boolean {
  return absent.has(code);
}

const noRoute: ReadonlySet<number> = new Set([
  win.ERROR_FILE_NOT_FOUND,
  win.ERROR_NOT_FOUND,
  win.ERROR_NETWORK_UNREACHABLE,
  win.ERROR_HOST_UNREACHABLE,
]);

/** Whether the code is the answer "there is no route to this address". */
export function isNoRoute(code: number): boolean {
  return noRoute.has(code);
}
