const headerLength = 13;
const types = { first: 20, applicationData: 23, last: 26 } as const;

/**
 * Whether a payload begins with a DTLS record that shows its version (RFC 9147 section 4); the encrypted records of
 * version 1.3 don't, and begin as anything might.
 */
export function isDtlsRecord(view: DataView, at: number, length: number, end: number): boolean {
  if (length < headerLength || at + headerLength > end) return false;
  const type = view.getUint8(at);
  if (type < types.first || type > types.last) return false;
  const version = view.getUint16(at + 1);
  // 0x0100 is what OpenSSL before 0.9.8f, and AnyConnect after it, wrote for version 1.0.
  const isVersion = version === 0xfefd || version === 0xfeff || version === 0x0100;
  return isVersion && headerLength + view.getUint16(at + 11) <= length;
}

export function isApplicationData(view: DataView, at: number): boolean {
  return view.getUint8(at) === types.applicationData;
}
