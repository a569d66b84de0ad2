import { windowsConstants as win } from './constants.ts';
import { isNotSupported } from './error.ts';
import { iphlpapi } from './iphlpapi.ts';
import { MIB_IPFORWARD_ROW2, MIB_IPFORWARDROW, SOCKADDR_INET } from './layout.ts';
import { readSocketAddress, writeSocketAddress, type IpAddress } from './memory.ts';
import { readNextHop } from './route-table.ts';

/** Windows' own choice for one address. */
export interface Chosen {
  readonly interfaceIndex: number;
  /** Null where the address is on-link, and where the function doesn't tell. */
  readonly nextHop: IpAddress | null;
  /** The source address Windows would use; null where the function doesn't tell. */
  readonly source: IpAddress | null;
}

/** A choice, the error in its place, or null where this Windows doesn't have the function for the address's family. */
export type Answer = Chosen | { readonly error: number } | null;

const GetBestRoute2 = iphlpapi.bind('GetBestRoute2', {
  arguments: ['pointer', 'uint32', 'pointer', 'pointer', 'uint32', 'pointer', 'pointer'],
  return: 'uint32',
});
const GetBestRoute = iphlpapi.bind('GetBestRoute', {
  arguments: ['uint32', 'uint32', 'pointer'],
  return: 'uint32',
});
const GetBestInterfaceEx = iphlpapi.bind('GetBestInterfaceEx', { arguments: ['pointer', 'pointer'], return: 'uint32' });

/** Thousands of addresses are asked in a row: what the functions read and write is allocated once. */
const destination = Buffer.alloc(SOCKADDR_INET.size);
const source = Buffer.alloc(SOCKADDR_INET.size);
const row2 = Buffer.alloc(MIB_IPFORWARD_ROW2.size);
const row = Buffer.alloc(MIB_IPFORWARDROW.size);
const index = Buffer.alloc(4);

/**
 * The best route and source address, from any interface.
 * https://learn.microsoft.com/windows/win32/api/netioapi/nf-netioapi-getbestroute2
 */
export function getBestRoute2(address: IpAddress): Answer {
  const call = GetBestRoute2.find();
  if (!call) return null;
  writeSocketAddress(destination, 0, address);
  const code = call(null, 0, null, destination, 0, row2, source);
  return answerOf(code, () => ({
    interfaceIndex: row2.readUInt32LE(MIB_IPFORWARD_ROW2.InterfaceIndex),
    nextHop: readNextHop(row2, MIB_IPFORWARD_ROW2.NextHop),
    source: readSocketAddress(source, 0),
  }));
}

/**
 * The best route to an IPv4 address: the call that Teams makes.
 * https://learn.microsoft.com/windows/win32/api/iphlpapi/nf-iphlpapi-getbestroute
 */
export function getBestRoute(address: IpAddress): Answer {
  const call = address.family === 4 ? GetBestRoute.find() : null;
  if (!call) return null;
  writeSocketAddress(destination, 0, address);
  const code = call(destination.readUInt32LE(SOCKADDR_INET['Ipv4.sin_addr']), 0, row);
  return answerOf(code, () => ({
    interfaceIndex: row.readUInt32LE(MIB_IPFORWARDROW.dwForwardIfIndex),
    nextHop: readNextHop4(),
    source: null,
  }));
}

/** A direct route's next hop is the interface's own address there. */
function readNextHop4(): IpAddress | null {
  const value = row.readUInt32BE(MIB_IPFORWARDROW.dwForwardNextHop);
  const direct = row.readUInt32LE(MIB_IPFORWARDROW.dwForwardType) === win.MIB_IPROUTE_TYPE_DIRECT;
  return direct || value === 0 ? null : { family: 4, value: BigInt(value) };
}

/**
 * The interface of the best route.
 * https://learn.microsoft.com/windows/win32/api/iphlpapi/nf-iphlpapi-getbestinterfaceex
 */
export function getBestInterfaceEx(address: IpAddress): Answer {
  const call = GetBestInterfaceEx.find();
  if (!call) return null;
  writeSocketAddress(destination, 0, address);
  const code = call(destination, index);
  return answerOf(code, () => ({ interfaceIndex: index.readUInt32LE(), nextHop: null, source: null }));
}

function answerOf(code: number, read: () => Chosen): Answer {
  if (code === win.ERROR_SUCCESS) return read();
  return isNotSupported(code) ? null : { error: code };
}
