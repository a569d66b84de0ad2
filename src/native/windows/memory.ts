import type { Family } from '../../contract/verdict.ts';
import { windowsConstants as win } from './constants.ts';
import { SOCKADDR_INET, type TextField } from './layout.ts';

/** An IP address as Windows hands it over; the same shape as an `Address` of net/. */
export interface IpAddress {
  readonly family: Family;
  readonly value: bigint;
}

/** Null-terminated UTF-16, as the functions ending in W take it. */
export function wide(text: string): Buffer {
  return Buffer.from(`${text}\0`, 'utf16le');
}

/** The null-terminated UTF-16 text in a fixed array of the struct at `base`. */
export function readText(memory: Buffer, base: number, [offset, bytes]: TextField): string {
  return readWide(memory, base + offset, base + offset + bytes);
}

/** The UTF-16 text in `memory[start, limit)` up to its first null. */
export function readWide(memory: Buffer, start: number, limit = memory.length): string {
  let end = start;
  while (end + 1 < limit && memory.readUInt16LE(end) !== 0) end += 2;
  return memory.toString('utf16le', start, end);
}

/** A GUID in the registry's notation: `{4D36E972-E325-11CE-BFC1-08002BE10318}`. */
export function readGuid(memory: Buffer, at: number): string {
  const hex = (...order: number[]) => order.map((i) => memory[at + i].toString(16).padStart(2, '0')).join('');
  const groups = [hex(3, 2, 1, 0), hex(5, 4), hex(7, 6), hex(8, 9), hex(10, 11, 12, 13, 14, 15)];
  return `{${groups.join('-')}}`.toUpperCase();
}

/** The address of a SOCKADDR_INET; null for another family. */
export function readSocketAddress(memory: Buffer, at: number): IpAddress | null {
  switch (memory.readUInt16LE(at + SOCKADDR_INET.si_family)) {
    case win.AF_INET:
      return { family: 4, value: BigInt(memory.readUInt32BE(at + SOCKADDR_INET['Ipv4.sin_addr'])) };
    case win.AF_INET6: {
      const bytes = at + SOCKADDR_INET['Ipv6.sin6_addr'];
      return { family: 6, value: (memory.readBigUInt64BE(bytes) << 64n) | memory.readBigUInt64BE(bytes + 8) };
    }
    default:
      return null;
  }
}

/** Writes a SOCKADDR_INET without port or scope. */
export function writeSocketAddress(memory: Buffer, at: number, address: IpAddress): void {
  memory.fill(0, at, at + SOCKADDR_INET.size);
  if (address.family === 4) {
    memory.writeUInt16LE(win.AF_INET, at + SOCKADDR_INET.si_family);
    memory.writeUInt32BE(Number(address.value), at + SOCKADDR_INET['Ipv4.sin_addr']);
  } else {
    memory.writeUInt16LE(win.AF_INET6, at + SOCKADDR_INET.si_family);
    memory.writeBigUInt64BE(address.value >> 64n, at + SOCKADDR_INET['Ipv6.sin6_addr']);
    memory.writeBigUInt64BE(address.value & 0xffff_ffff_ffff_ffffn, at + SOCKADDR_INET['Ipv6.sin6_addr'] + 8);
  }
}
