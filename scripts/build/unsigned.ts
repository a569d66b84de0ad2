/** Offsets in a PE32+ file: https://learn.microsoft.com/windows/win32/debug/pe-format */
const peOffset = 0x3c;
const optionalHeader = 24;
const checkSum = optionalHeader + 64;
const certificateTable = optionalHeader + 112 + 4 * 8;

/**
 * A Windows program without its signature. The one of node.exe doesn't fit the executable made of it, and what injection
 * leaves of it, a pointer to the wrong place, keeps signtool from signing.
 * @throws Error unless the signature is where signing puts it, at the end of the file
 */
export function unsigned(program: Buffer): Buffer {
  const pe = program.readUInt32LE(peOffset);
  const start = program.readUInt32LE(pe + certificateTable);
  const size = program.readUInt32LE(pe + certificateTable + 4);
  if (size === 0) return program;
  if (start + size !== program.length) throw new Error('The signature is not at the end of the file.');
  const rest = Buffer.from(program.subarray(0, start));
  rest.writeUInt32LE(0, pe + checkSum);
  rest.fill(0, pe + certificateTable, pe + certificateTable + 8);
  return rest;
}
