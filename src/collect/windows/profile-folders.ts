import { readRegistryKey } from '../../native/windows/registry.ts';
import { systemDirectory } from '../../native/windows/system32.ts';
import { isPerson, registryText } from './registry.ts';

const profileList = 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList';

/** The folders of all people's profiles, signed in or not. */
export function profileFolders(): string[] {
  const sids = (readRegistryKey('HKLM', profileList)?.subkeys ?? []).filter((name) => isPerson(name.split('.')[0]));
  const folders = sids.flatMap((sid) => registryText('HKLM', `${profileList}\\${sid}`, 'ProfileImagePath') ?? []);
  return [...new Set(folders.map(expand))];
}

/** Windows itself writes this one variable there. */
function expand(path: string): string {
  return path.replace(/^%SystemDrive%/i, systemDirectory().slice(0, 2));
}
