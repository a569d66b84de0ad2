import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import { ToolError } from '../../contract/error.ts';

/** Zip files as support bundles need them: deflated entries, no Zip64, no encryption (PKWARE APPNOTE 6.3.10). */

export interface ZipEntry {
  readonly name: string;
  readonly bytes: Buffer;
  /** The bytes deflated, where that was done before. */
  readonly packed?: Buffer;
}

const localHeader = 0x04034b50;
const centralHeader = 0x02014b50;
const endRecord = 0x06054b50;
const deflated = 8;
const utf8Names = 0x800;
/** 1980-01-01, the earliest: times are in the manifest. */
const noDate = 0x21;

export function writeZip(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes, packed = deflateRawSync(bytes) } of entries) {
    const nameBytes = Buffer.from(name);
    // Version 2.0, flags, method, time, date, CRC-32, sizes, length of the name, no extra field.
    const common = numbers(
      [20, 2],
      [utf8Names, 2],
      [deflated, 2],
      [0, 2],
      [noDate, 2],
      [crc32(bytes), 4],
      [packed.length, 4],
      [bytes.length, 4],
      [nameBytes.length, 2],
      [0, 2],
    );
    parts.push(numbers([localHeader, 4]), common, nameBytes, packed);
    // Made by 2.0; after the common part no comment, disk 0, no attributes, and where the entry is.
    central.push(numbers([centralHeader, 4], [20, 2]), common, numbers([0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]));
    central.push(nameBytes);
    offset += 4 + common.length + nameBytes.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const { length } = entries;
  const end = numbers(
    [endRecord, 4],
    [0, 2],
    [0, 2],
    [length, 2],
    [length, 2],
    [directory.length, 4],
    [offset, 4],
    [0, 2],
  );
  return Buffer.concat([...parts, directory, end]);
}

function numbers(...fields: readonly (readonly [value: number, size: number])[]): Buffer {
  const buffer = Buffer.alloc(fields.reduce((sum, [, size]) => sum + size, 0));
  let at = 0;
  for (const [value, size] of fields) at = buffer.writeUIntLE(value, at, size);
  return buffer;
}

/**
 * One entry of a zip; no path of it is ever used as one.
 * @param limit the most bytes that it may have unpacked
 * @throws ToolError `ZipInvalid`, `InputTooLarge`
 */
export function readZipEntry(zip: Buffer, wanted: string, limit: number): Buffer {
  try {
    return find(zip, wanted, limit);
  } catch (error) {
    if (error instanceof ToolError) throw error;
    throw invalid(`it is damaged (${(error as Error).message})`);
  }
}

function find(zip: Buffer, wanted: string, limit: number): Buffer {
  const end = zip.lastIndexOf(numbers([endRecord, 4]));
  if (end < 0) throw invalid('it is not a whole zip file');
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (zip.readUInt32LE(at) !== centralHeader) throw invalid('its directory is damaged');
    const nameLength = zip.readUInt16LE(at + 28);
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    if (name === wanted) return unpack(zip, at, limit);
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  throw invalid(`it holds no ${wanted}, so it is not a support bundle, or nothing could be recorded`);
}

function unpack(zip: Buffer, at: number, limit: number): Buffer {
  const [method, crc, packedSize, size] = [
    zip.readUInt16LE(at + 10),
    zip.readUInt32LE(at + 16),
    zip.readUInt32LE(at + 20),
    zip.readUInt32LE(at + 24),
  ];
  if (size > limit)
    throw new ToolError('InputTooLarge', 'LimitsExceeded', `its content is larger than ${limit} bytes.`);
  const local = zip.readUInt32LE(at + 42);
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const packed = zip.subarray(start, start + packedSize);
  const bytes = method === deflated ? inflateRawSync(packed, { maxOutputLength: size + 1 }) : packed;
  if (crc32(bytes) !== crc) throw invalid('its content does not match its checksum');
  return bytes;
}

function invalid(why: string): ToolError {
  return new ToolError('ZipInvalid', 'InvalidData', `this is no bundle that can be read: ${why}.`);
}
