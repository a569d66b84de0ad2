import { ToolError } from '../../contract/error.ts';
import { decode } from '../import/decode.ts';
import type { End } from '../plain-files.ts';

/** What a program wrote. Windows' own write in the console's code page, which names need to be found in. */
export function decodeOutput(bytes: Buffer): string {
  try {
    return decode(bytes, null).text;
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return bytes.toString('latin1').replaceAll('\0', '');
  }
}

/**
 * The text of a log's end, from its first whole line on: what a secret is told by stands before it on its line.
 * @throws Error where it is no text
 */
export function decodeEnd({ bytes, size }: End): string {
  const isCut = bytes.length < size;
  const { text } = decode(withoutPadding(isCut ? fromCharacter(bytes) : bytes), null);
  return isCut ? text.slice(text.indexOf('\n') + 1) : text;
}

/** Without what is left of a character of UTF-8 that was cut. */
function fromCharacter(bytes: Buffer): Buffer {
  const start = bytes.subarray(0, 4).findIndex((byte) => (byte & 0xc0) !== 0x80);
  return bytes.subarray(Math.max(0, start));
}

/** Without the zeros of a file that was made larger than its text. */
function withoutPadding(bytes: Buffer): Buffer {
  let { length } = bytes;
  while (length > 1 && bytes[length - 1] === 0 && bytes[length - 2] === 0) length -= 2;
  return bytes.subarray(0, length);
}
