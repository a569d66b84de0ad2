import { windowsConstants as win } from './constants.ts';
import { WindowsError } from './error.ts';
import { wide } from './memory.ts';
import { decodeValue, type RegistryValue } from './registry-value.ts';
import { advapi32 } from './system32.ts';

export type { RegistryValue };

/** Predefined keys: https://learn.microsoft.com/windows/win32/sysinfo/predefined-keys */
const hives = {
  HKCU: 0xffff_ffff_8000_0001n,
  HKLM: 0xffff_ffff_8000_0002n,
  HKU: 0xffff_ffff_8000_0003n,
} as const;
export type Hive = keyof typeof hives;

export interface RegistryKey {
  readonly subkeys: readonly string[];
  /** By name, in the case it was written in; the default value's name is empty. */
  readonly values: ReadonlyMap<string, RegistryValue>;
}

const RegOpenKeyExW = advapi32.bind('RegOpenKeyExW', {
  arguments: ['uint64', 'pointer', 'uint32', 'uint32', 'pointer'],
  return: 'int32',
});
const RegCloseKey = advapi32.bind('RegCloseKey', { arguments: ['uint64'], return: 'int32' });
const RegQueryValueExW = advapi32.bind('RegQueryValueExW', {
  arguments: ['uint64', 'pointer', 'pointer', 'pointer', 'pointer', 'pointer'],
  return: 'int32',
});
const RegEnumKeyExW = advapi32.bind('RegEnumKeyExW', {
  arguments: ['uint64', 'uint32', 'pointer', 'pointer', 'pointer', 'pointer', 'pointer', 'pointer'],
  return: 'int32',
});
const RegEnumValueW = advapi32.bind('RegEnumValueW', {
  arguments: ['uint64', 'uint32', 'pointer', 'pointer', 'pointer', 'pointer', 'pointer', 'pointer'],
  return: 'int32',
});

/** The longest name of a value, in characters, with its null; key names are shorter. */
const nameLimit = 16384;

/**
 * One value of the 64-bit registry, its name in any case; null where key or value is missing.
 * https://learn.microsoft.com/windows/win32/api/winreg/nf-winreg-regqueryvalueexw
 * @throws WindowsError also where access is denied: unreadable is not missing
 */
export function readRegistryValue(hive: Hive, path: string, name: string): RegistryValue | null {
  return withKey(hive, path, (key) => {
    const query = RegQueryValueExW.need();
    const wideName = wide(name);
    return readGrowing('RegQueryValueExW', (type, data, size) => query(key, wideName, null, type, data, size));
  });
}

/**
 * A key of the 64-bit registry with its values and the names of its subkeys; null where it is missing.
 * @throws WindowsError also where access is denied
 */
export function readRegistryKey(hive: Hive, path: string): RegistryKey | null {
  return withKey(hive, path, (key) => ({ subkeys: [...subkeysOf(key)], values: new Map(valuesOf(key)) }));
}

/** https://learn.microsoft.com/windows/win32/api/winreg/nf-winreg-regopenkeyexw */
function withKey<T>(hive: Hive, path: string, read: (key: bigint) => T): T | null {
  const handle = Buffer.alloc(8);
  const code = RegOpenKeyExW.need()(hives[hive], wide(path), 0, win.KEY_READ | win.KEY_WOW64_64KEY, handle);
  if (code === win.ERROR_FILE_NOT_FOUND || code === win.ERROR_PATH_NOT_FOUND) return null;
  if (code !== win.ERROR_SUCCESS) throw new WindowsError('RegOpenKeyExW', code);
  const key = handle.readBigUInt64LE();
  try {
    return read(key);
  } finally {
    RegCloseKey.need()(key);
  }
}

/** https://learn.microsoft.com/windows/win32/api/winreg/nf-winreg-regenumkeyexw */
function* subkeysOf(key: bigint): Generator<string> {
  const enumerate = RegEnumKeyExW.need();
  const { name, length, readName } = nameBuffer();
  for (let index = 0; ; index++) {
    length.writeUInt32LE(nameLimit);
    const code = enumerate(key, index, name, length, null, null, null, null);
    if (code === win.ERROR_NO_MORE_ITEMS) return;
    if (code !== win.ERROR_SUCCESS) throw new WindowsError('RegEnumKeyExW', code);
    yield readName();
  }
}

/** https://learn.microsoft.com/windows/win32/api/winreg/nf-winreg-regenumvaluew */
function* valuesOf(key: bigint): Generator<[string, RegistryValue]> {
  const enumerate = RegEnumValueW.need();
  const { name, length, readName } = nameBuffer();
  for (let index = 0; ; index++) {
    const value = readGrowing('RegEnumValueW', (type, data, size) => {
      length.writeUInt32LE(nameLimit);
      return enumerate(key, index, name, length, null, type, data, size);
    });
    if (value === null) return;
    yield [readName(), value];
  }
}

function nameBuffer() {
  const name = Buffer.alloc(2 * nameLimit);
  const length = Buffer.alloc(4);
  return { name, length, readName: () => name.toString('utf16le', 0, 2 * length.readUInt32LE()) };
}

/** Calls until the data fits; null where there is no such value, or no further one. */
function readGrowing(api: string, call: (type: Buffer, data: Buffer, size: Buffer) => number): RegistryValue | null {
  const type = Buffer.alloc(4);
  const size = Buffer.alloc(4);
  for (let room = 1024; ; room = Math.max(2 * room, size.readUInt32LE())) {
    const data = Buffer.alloc(room);
    size.writeUInt32LE(room);
    const code = call(type, data, size);
    if (code === win.ERROR_SUCCESS) return decodeValue(type.readUInt32LE(), data.subarray(0, size.readUInt32LE()));
    if (code === win.ERROR_FILE_NOT_FOUND || code === win.ERROR_NO_MORE_ITEMS) return null;
    if (code !== win.ERROR_MORE_DATA) throw new WindowsError(api, code);
  }
}
