import { pointerTo } from '../ffi.ts';
import { windowsConstants as win } from './constants.ts';
import { WindowsError } from './error.ts';
import { iphlpapi } from './iphlpapi.ts';
import {
  IP_ADAPTER_ADDRESSES as Adapter,
  IP_ADAPTER_DNS_SERVER_ADDRESS as DnsServer,
  IP_ADAPTER_UNICAST_ADDRESS as Unicast,
} from './layout.ts';
import { readSocketAddress, type IpAddress } from './memory.ts';

/** IP_ADAPTER_ADDRESSES: https://learn.microsoft.com/windows/win32/api/iptypes/ns-iptypes-ip_adapter_addresses_lh */
export interface AdapterAddresses {
  /** 0 where the adapter does not have IPv4. */
  readonly index4: number;
  /** 0 where the adapter does not have IPv6. */
  readonly index6: number;
  readonly metric4: number;
  readonly metric6: number;
  readonly addresses: readonly (IpAddress & { readonly prefixLength: number })[];
  readonly dnsServers: readonly IpAddress[];
}

const GetAdaptersAddresses = iphlpapi.bind('GetAdaptersAddresses', {
  arguments: ['uint32', 'uint32', 'pointer', 'pointer', 'pointer'],
  return: 'uint32',
});

const flags = win.GAA_FLAG_SKIP_ANYCAST | win.GAA_FLAG_SKIP_MULTICAST;
const recommendedSize = 15 * 1024;
/** The list can grow between two calls; it does not grow for ever. */
const attempts = 10;

/**
 * The addresses and metrics of every adapter.
 * https://learn.microsoft.com/windows/win32/api/iphlpapi/nf-iphlpapi-getadaptersaddresses
 */
export function adapterAddresses(): AdapterAddresses[] {
  const call = GetAdaptersAddresses.need();
  const size = Buffer.alloc(4);
  size.writeUInt32LE(recommendedSize);
  let code: number = win.ERROR_BUFFER_OVERFLOW;
  for (let attempt = 0; attempt < attempts && code === win.ERROR_BUFFER_OVERFLOW; attempt++) {
    const memory = Buffer.alloc(size.readUInt32LE());
    code = call(win.AF_UNSPEC, flags, null, memory, size);
    if (code === win.ERROR_SUCCESS) return readAdapters(memory);
  }
  if (code === win.ERROR_NO_DATA) return [];
  throw new WindowsError('GetAdaptersAddresses', code);
}

function readAdapters(memory: Buffer): AdapterAddresses[] {
  const base = pointerTo(memory);
  const listFrom = (first: number | null, next: number): number[] => {
    const found: number[] = [];
    for (let at = first; at !== null; at = follow(memory, base, at + next)) found.push(at);
    return found;
  };
  return listFrom(0, Adapter.Next).map((at) => ({
    index4: memory.readUInt32LE(at + Adapter.IfIndex),
    index6: memory.readUInt32LE(at + Adapter.Ipv6IfIndex),
    metric4: memory.readUInt32LE(at + Adapter.Ipv4Metric),
    metric6: memory.readUInt32LE(at + Adapter.Ipv6Metric),
    addresses: listFrom(follow(memory, base, at + Adapter.FirstUnicastAddress), Unicast.Next).flatMap((unicast) =>
      readAddress(memory, base, unicast + Unicast.Address).map((address) => ({
        ...address,
        prefixLength: memory[unicast + Unicast.OnLinkPrefixLength],
      })),
    ),
    dnsServers: listFrom(follow(memory, base, at + Adapter.FirstDnsServerAddress), DnsServer.Next).flatMap((server) =>
      readAddress(memory, base, server + DnsServer.Address),
    ),
  }));
}

/** The address behind a SOCKET_ADDRESS; none where it is of another family. */
function readAddress(memory: Buffer, base: bigint, at: number): IpAddress[] {
  const socketAddress = follow(memory, base, at);
  const address = socketAddress === null ? null : readSocketAddress(memory, socketAddress);
  return address ? [address] : [];
}

/** Where in `memory` the pointer at `at` leads; null for a null pointer. */
function follow(memory: Buffer, base: bigint, at: number): number | null {
  const pointer = memory.readBigUInt64LE(at);
  return pointer === 0n ? null : Number(pointer - base);
}
