import { ToolError } from '../../contract/error.ts';

/** A profile's text with the way back to bytes, so that what is not edited stays the same byte for byte. */
export interface Decoded {
  readonly text: string;
  encode(text: string): Uint8Array;
}

interface Encoding {
  readonly mark: readonly number[];
  decode(bytes: Uint8Array): string;
  encode(text: string): Uint8Array;
}

const utf8: Encoding = {
  mark: [],
  decode: (bytes) => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes),
  encode: (text) => new TextEncoder().encode(text),
};
const utf16 = (littleEndian: boolean): Encoding => ({
  mark: [],
  decode: (bytes) =>
    new TextDecoder(littleEndian ? 'utf-16le' : 'utf-16be', { fatal: true, ignoreBOM: true }).decode(bytes),
  encode: (text) => {
    const view = new DataView(new ArrayBuffer(text.length * 2));
    for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), littleEndian);
    return new Uint8Array(view.buffer);
  },
});

/** Code pages whose first half is ASCII: what is read and written here is ASCII, the rest is carried along. */
const codePage: Encoding = {
  mark: [],
  decode: (bytes) => {
    const parts: string[] = [];
    for (let at = 0; at < bytes.length; at += 8192) parts.push(String.fromCharCode(...bytes.subarray(at, at + 8192)));
    return parts.join('');
  },
  encode: (text) => {
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
    return bytes;
  },
};

const marked: readonly Encoding[] = [
  { ...utf8, mark: [0xef, 0xbb, 0xbf] },
  { ...utf16(true), mark: [0xff, 0xfe] },
  { ...utf16(false), mark: [0xfe, 0xff] },
];

/**
 * Reads UTF-8, UTF-16 of either byte order, or a code page, with or without a byte order mark.
 * @throws ToolError `ProfileInvalid` for bytes that are no text of the encoding that the file claims
 */
export function decodeProfile(bytes: Uint8Array): Decoded {
  const encoding = encodingOf(bytes);
  const { mark } = encoding;
  try {
    return {
      text: encoding.decode(bytes.subarray(mark.length)),
      encode: (text) => withMark(mark, encoding.encode(text)),
    };
  } catch {
    throw new ToolError(
      'ProfileInvalid',
      'InvalidData',
      `line 1, column 1: the file starts as ${mark.length === 3 ? 'UTF-8' : 'UTF-16'} and is no such text, or not all of it.`,
    );
  }
}

function withMark(mark: readonly number[], text: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(mark.length + text.length);
  bytes.set(mark);
  bytes.set(text, mark.length);
  return bytes;
}

function encodingOf(bytes: Uint8Array): Encoding {
  const found = marked.find(({ mark }) => mark.every((byte, i) => bytes[i] === byte));
  if (found) return found;
  if (bytes.length >= 2 && bytes.length % 2 === 0 && (bytes[0] === 0) !== (bytes[1] === 0))
    return utf16(bytes[1] === 0);
  try {
    utf8.decode(bytes);
    return utf8;
  } catch {
    return codePage;
  }
}
