import type { Family } from '../../contract/verdict.ts';
import * as k from './constants.ts';
import { sockaddr_in, sockaddr_in6 } from './layouts.ts';

/** Where a datagram goes to or comes from; the address is bytes in network order, 4 or 16. */
export interface Endpoint {
  readonly address: Buffer;
  readonly port: number;
}

function familyOf(address: Buffer): Family {
  return address.length === 4 ? 4 : 6;
}

/** The endpoint as a `struct sockaddr_in` or `sockaddr_in6` without a zone. */
export function socketAddress({ address, port }: Endpoint): Buffer {
  const [layout, family] =
    familyOf(address) === 4 ? ([sockaddr_in, k.AF_INET] as const) : ([sockaddr_in6, k.AF_INET6] as const);
  const bytes = Buffer.alloc(layout.size);
  bytes.writeUInt16LE(family);
  bytes.writeUInt16BE(port, sockaddr_in.sin_port);
  bytes.set(address, addressAt(familyOf(address)));
  return bytes;
}

/** Reads a socket address; null for another family (AF_UNSPEC: nobody). The bytes are a copy. */
export function readSocketAddress(bytes: Buffer): Endpoint | null {
  if (bytes.length < sockaddr_in.size) return null;
  const family = familyNumbers.get(bytes.readUInt16LE());
  if (family === undefined) return null;
  const start = addressAt(family);
  const end = start + (family === 4 ? 4 : 16);
  if (bytes.length < end) return null;
  return { address: Buffer.from(bytes.subarray(start, end)), port: bytes.readUInt16BE(sockaddr_in.sin_port) };
}

const familyNumbers: ReadonlyMap<number, Family> = new Map([
  [k.AF_INET, 4],
  [k.AF_INET6, 6],
]);

function addressAt(family: Family): number {
  return family === 4 ? sockaddr_in.sin_addr : sockaddr_in6.sin6_addr;
}
