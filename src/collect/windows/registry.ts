import { readRegistryKey, readRegistryValue, type Hive } from '../../native/windows/registry.ts';

/** A text of the registry; null where it is missing, empty or of another type. */
export function registryText(hive: Hive, path: string, name: string): string | null {
  const value = readRegistryValue(hive, path, name);
  const isText = value?.type === 'REG_SZ' || value?.type === 'REG_EXPAND_SZ';
  return isText && value.data !== '' ? value.data : null;
}

/** A number of the registry; null where it is missing or of another type. */
export function registryNumber(hive: Hive, path: string, name: string): number | null {
  const value = readRegistryValue(hive, path, name);
  return value?.type === 'REG_DWORD' ? value.data : null;
}

/** The accounts of people: of this machine and its domains, and of Microsoft Entra ID. */
export const isPerson = (sid: string): boolean => /^S-1-(5-21|12-1)(-\d+){4,}$/.test(sid);

/** The SIDs of the people whose part of the registry is loaded: those who are signed in. */
export function signedInUsers(): string[] {
  return (readRegistryKey('HKU', '')?.subkeys ?? []).filter(isPerson);
}
