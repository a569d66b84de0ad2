/** The text of a file: UTF-8, or what Windows PowerShell's `>` writes: UTF-16 with a byte order mark. */
export function decodeText(bytes: Buffer): string {
  const isUtf16 = bytes.length >= 2 && bytes[0] === 0xff && bytes[1] === 0xfe;
  return withoutMark(bytes.toString(isUtf16 ? 'utf16le' : 'utf8'));
}

/** A text without the byte order mark that it may begin with. */
export function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}
