import { windowsConstants as win } from './constants.ts';
import { isNotSupported, WindowsError } from './error.ts';
import { iphlpapi } from './iphlpapi.ts';
import { closeHandle, GetLastError, kernel32 } from './system32.ts';

const CreateEventW = kernel32.bind('CreateEventW', {
  arguments: ['pointer', 'int32', 'int32', 'pointer'],
  return: 'uint64',
});
const WaitForSingleObject = kernel32.bind('WaitForSingleObject', { arguments: ['uint64', 'uint32'], return: 'uint32' });
const CancelMibChangeNotify2 = iphlpapi.bind('CancelMibChangeNotify2', { arguments: ['uint64'], return: 'uint32' });

const subscription = { arguments: ['uint16', 'uint64', 'uint64', 'uint8', 'pointer'], return: 'uint32' } as const;

/** https://learn.microsoft.com/windows/win32/api/netioapi/nf-netioapi-notifyroutechange2 and its siblings. */
const subscriptions = ['NotifyRouteChange2', 'NotifyIpInterfaceChange', 'NotifyUnicastIpAddressChange'].map((name) => ({
  name,
  subscribe: iphlpapi.bind(name, subscription),
}));

/**
 * An event that Windows sets whenever a route, an IP interface or an address of either family changes. Windows calls back on
 * threads of its own, where no script can run, so the function that it calls is SetEvent itself: its one argument is the
 * caller's context, the event, and by the calling conventions of x64 and ARM64 it does not see the others.
 */
export class ChangeEvent {
  readonly #event: bigint;
  readonly #handles: bigint[] = [];

  private constructor(event: bigint) {
    this.#event = event;
  }

  /**
   * Null where this Windows does not tell.
   * @throws ToolError `WindowsError`
   */
  static open(): ChangeEvent | null {
    const setEvent = kernel32.addressOf('SetEvent');
    if (setEvent === null) return null;
    const lastError = GetLastError.need();
    const event = CreateEventW.need()(null, 0, 0, null);
    if (event === 0n) throw new WindowsError('CreateEventW', lastError());
    const opened = new ChangeEvent(event);
    for (const { name, subscribe } of subscriptions) {
      const handle = Buffer.alloc(8);
      const code = subscribe.find()?.(win.AF_UNSPEC, setEvent, event, 0, handle) ?? win.ERROR_NOT_SUPPORTED;
      if (code === win.ERROR_SUCCESS) {
        opened.#handles.push(handle.readBigUInt64LE());
        continue;
      }
      opened.close();
      if (isNotSupported(code)) return null;
      throw new WindowsError(name, code);
    }
    return opened;
  }

  /** Whether anything changed since this was asked last. It does not wait. */
  take(): boolean {
    return WaitForSingleObject.need()(this.#event, 0) === win.WAIT_OBJECT_0;
  }

  /** CancelMibChangeNotify2 returns when no callback is running any more, so the event is closed after it. */
  close(): void {
    for (const handle of this.#handles) CancelMibChangeNotify2.need()(handle);
    closeHandle(this.#event);
  }
}
