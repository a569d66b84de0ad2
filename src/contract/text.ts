/** The text of a file: UTF-8, or what Windows PowerShell's `>` writes: UTF-16 with a byte order mark. */
export function decodeText(bytes: Buffer): string {
  const isUtf16 = bytes.length >= 2 && bytes[0] === 0xff && bytes[1] === 0xfe;
  return (isUtf16 ? bytes.toString('utf16le') : bytes.toString('utf8')).replace(/^\uFEFF/, '');
}
