import { windowsConstants as win } from './constants.ts';
import { readWide } from './memory.ts';

/** A registry value; what is of another type or too short for its own comes as bytes. */
export type RegistryValue =
  | { readonly type: 'REG_SZ' | 'REG_EXPAND_SZ'; readonly data: string }
  | { readonly type: 'REG_MULTI_SZ'; readonly data: readonly string[] }
  | { readonly type: 'REG_DWORD'; readonly data: number }
  | { readonly type: 'REG_QWORD'; readonly data: bigint }
  | { readonly type: 'REG_BINARY'; readonly data: Buffer };

/**
 * Text is not always terminated, and can hold more behind its end.
 * https://learn.microsoft.com/windows/win32/sysinfo/registry-value-types
 */
export function decodeValue(type: number, data: Buffer): RegistryValue {
  switch (type) {
    case win.REG_SZ:
      return { type: 'REG_SZ', data: readWide(data, 0) };
    case win.REG_EXPAND_SZ:
      return { type: 'REG_EXPAND_SZ', data: readWide(data, 0) };
    case win.REG_MULTI_SZ:
      return { type: 'REG_MULTI_SZ', data: readList(data) };
    case win.REG_DWORD:
      if (data.length >= 4) return { type: 'REG_DWORD', data: data.readUInt32LE() };
      break;
    case win.REG_QWORD:
      if (data.length >= 8) return { type: 'REG_QWORD', data: data.readBigUInt64LE() };
      break;
  }
  return { type: 'REG_BINARY', data };
}

/** Null-terminated texts; an empty one ends the list. */
function readList(data: Buffer): string[] {
  const texts: string[] = [];
  for (let at = 0, text = readWide(data, at); text !== ''; text = readWide(data, at)) {
    texts.push(text);
    at += 2 * (text.length + 1);
  }
  return texts;
}
