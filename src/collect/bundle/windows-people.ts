import { registryText } from '../windows/registry.ts';

const logon = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Authentication\\LogonUI';

/** Who was last signed in, by account and by full name: what the sign-in screen shows. */
export function lastPeople(): string[] {
  const account = registryText('HKLM', logon, 'LastLoggedOnUser');
  const names = [account?.split('\\').at(-1), account, registryText('HKLM', logon, 'LastLoggedOnDisplayName')];
  return names.flatMap((name) => name ?? []);
}
