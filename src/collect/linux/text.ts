import type { Family } from '../../contract/verdict.ts';
import { formatAddress, width, type Address } from '../../net/address.ts';
import { formatPrefix, prefixOf } from '../../net/prefix.ts';

/** The kernel's addresses are bytes in network order, 4 or 16. */
function addressOf(bytes: Buffer): Address {
  return bytes.length === 4
    ? { family: 4, value: BigInt(bytes.readUInt32BE()) }
    : { family: 6, value: (bytes.readBigUInt64BE() << 64n) | bytes.readBigUInt64BE(8) };
}

export function addressText(bytes: Buffer): string {
  const { family, value } = addressOf(bytes);
  return formatAddress(family, value);
}

export function prefixText(bytes: Buffer, length: number): string {
  return formatPrefix(prefixOf(addressOf(bytes), length));
}

export function bytesOf({ family, value }: Address): Buffer {
  const bytes = Buffer.allocUnsafe(width(family) / 8);
  if (family === 4) bytes.writeUInt32BE(Number(value));
  else {
    bytes.writeBigUInt64BE(value >> 64n);
    bytes.writeBigUInt64BE(value & 0xffff_ffff_ffff_ffffn, 8);
  }
  return bytes;
}

/** `0.0.0.0` or `::`. */
export function anyAddress(family: Family): Buffer {
  return Buffer.alloc(width(family) / 8);
}
