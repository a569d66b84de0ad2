import type { Family } from '../../contract/verdict.ts';
import { windowsConstants as win } from './constants.ts';
import { WindowsError } from './error.ts';
import { iphlpapi } from './iphlpapi.ts';
import { EchoRequest } from './echo-request.ts';
import { IP_OPTION_INFORMATION, SOCKADDR_INET } from './layout.ts';
import { writeSocketAddress, type IpAddress } from './memory.ts';
import { GetLastError, kernel32 } from './system32.ts';

const CreateEventW = kernel32.bind('CreateEventW', {
  arguments: ['pointer', 'int32', 'int32', 'pointer'],
  return: 'uint64',
});

const IcmpCreateFile = iphlpapi.bind('IcmpCreateFile', { arguments: [], return: 'uint64' });
const Icmp6CreateFile = iphlpapi.bind('Icmp6CreateFile', { arguments: [], return: 'uint64' });
const IcmpCloseHandle = iphlpapi.bind('IcmpCloseHandle', { arguments: ['uint64'], return: 'int32' });
const IcmpSendEcho2Ex = iphlpapi.bind('IcmpSendEcho2Ex', {
  arguments: [
    ...(['uint64', 'uint64', 'pointer', 'pointer', 'uint32', 'uint32'] as const),
    ...(['pointer', 'uint16', 'pointer', 'pointer', 'uint32', 'uint32'] as const),
  ],
  return: 'uint32',
});
const Icmp6SendEcho2 = iphlpapi.bind('Icmp6SendEcho2', {
  arguments: [
    ...(['uint64', 'uint64', 'pointer', 'pointer', 'pointer', 'pointer'] as const),
    ...(['pointer', 'uint16', 'pointer', 'pointer', 'uint32', 'uint32'] as const),
  ],
  return: 'uint32',
});

/**
 * Named as the asynchronous procedure of every request and never called, for this thread never waits alertably: the event
 * tells the end. Without a procedure Wine frees what it writes into at the end.
 */
const neverCalled = kernel32.bind('GetCurrentThreadId', { arguments: [], return: 'uint32' });

const openers = {
  4: ['IcmpCreateFile', IcmpCreateFile],
  6: ['Icmp6CreateFile', Icmp6CreateFile],
} as const;
const invalidHandle = 0xffff_ffff_ffff_ffffn;

/**
 * Sends ICMP and ICMPv6 echo requests without waiting for their replies.
 * https://learn.microsoft.com/windows/win32/api/icmpapi/nf-icmpapi-icmpsendecho2ex
 * https://learn.microsoft.com/windows/win32/api/icmpapi/nf-icmpapi-icmp6sendecho2
 */
export class IcmpEcho {
  readonly #handle: bigint;
  readonly #family: Family;

  /** @throws WindowsError, ToolError `NativeFunctionMissing` */
  constructor(family: Family) {
    this.#family = family;
    const [api, create] = openers[family];
    const lastError = GetLastError.need();
    this.#handle = create.need()();
    if (this.#handle === invalidHandle) throw new WindowsError(api, lastError());
  }

  /**
   * @param ttl routers that the request passes at most
   * @param timeout milliseconds, after which the result is IP_REQ_TIMED_OUT
   */
  send(to: IpAddress, ttl: number, timeout: number): EchoRequest {
    const lastError = GetLastError.need();
    const event = CreateEventW.need()(null, 1, 0, null);
    if (event === 0n) throw new WindowsError('CreateEventW', lastError());
    const request = new EchoRequest(this.#family, event);
    const started = this.#start(request, event, to, ttl, timeout);
    const code = started === 0 ? lastError() : win.ERROR_SUCCESS;
    if (code !== win.ERROR_SUCCESS && code !== win.ERROR_IO_PENDING) request.fail(code);
    return request;
  }

  /** To be called when every request has its result: Windows goes on writing into what is out. */
  close(): void {
    IcmpCloseHandle.need()(this.#handle);
  }

  #start({ data, options, reply }: EchoRequest, event: bigint, to: IpAddress, ttl: number, timeout: number): number {
    options.writeUInt8(ttl, IP_OPTION_INFORMATION.Ttl);
    const sent = [data, data.length, options, reply, reply.length, timeout] as const;
    const procedure = neverCalled.need().pointer;
    const destination = Buffer.alloc(SOCKADDR_INET.size);
    writeSocketAddress(destination, 0, to);
    if (this.#family === 4) {
      const address = destination.readUInt32LE(SOCKADDR_INET['Ipv4.sin_addr']);
      return IcmpSendEcho2Ex.need()(this.#handle, event, procedure, null, 0, address, ...sent);
    }
    const anySource = Buffer.alloc(SOCKADDR_INET.size);
    writeSocketAddress(anySource, 0, { family: 6, value: 0n });
    return Icmp6SendEcho2.need()(this.#handle, event, procedure, null, anySource, destination, ...sent);
  }
}
