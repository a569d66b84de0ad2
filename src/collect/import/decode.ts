import { isUtf8 } from 'node:buffer';
import { ToolError } from '../../contract/error.ts';
import { decodeCodePage, guessCodePage } from './code-pages.ts';
import { withoutMark } from '../../contract/text.ts';

/** A text with what had to be guessed to read it. */
export interface Decoded {
  readonly text: string;
  readonly note: string | null;
}

/**
 * The text of a file: by its byte order mark, as UTF-16 by its zeros, as UTF-8, else in a code page.
 * @param codePage the administrator's word
 * @throws ToolError `ImportNotText`, `CodePageUnknown`
 */
export function decode(bytes: Buffer, codePage: string | null): Decoded {
  const certain = (text: string): Decoded => ({ text: withoutMark(text), note: null });
  const unicode = unicodeOf(bytes);
  if (unicode !== null) return certain(new TextDecoder(unicode).decode(bytes));
  if (bytes.subarray(0, 1 << 16).includes(0)) throw notText();
  if (isUtf8(bytes)) return certain(bytes.toString('utf8'));
  if (codePage !== null) return certain(decodeCodePage(bytes, codePage));
  const guessed = guessCodePage(bytes);
  return {
    text: decodeCodePage(bytes, guessed),
    note: `The text is in no Unicode encoding and was read in code page ${guessed}. Where names look wrong, say which it is: --code-page.`,
  };
}

function unicodeOf(bytes: Buffer): 'utf-16le' | 'utf-16be' | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  const sample = bytes.subarray(0, 4096);
  const zeros = [0, 0];
  sample.forEach((byte, i) => (zeros[i % 2] += byte === 0 ? 1 : 0));
  const [even, odd] = zeros.map((count) => count / Math.max(1, sample.length / 2));
  if (odd > 0.6 && even < 0.1) return 'utf-16le';
  return even > 0.6 && odd < 0.1 ? 'utf-16be' : null;
}

function notText(): ToolError {
  return new ToolError(
    'ImportNotText',
    'InvalidData',
    'this is not a text: it holds zero bytes, as pictures and archives do. Give the output of route print, Get-NetRoute, ip route or netstat -rn.',
  );
}
