import { linesOf } from '../linux/text-file.ts';

/** The names of people that this machine has accounts of, as far as it tells them without being asked over a network. */
export async function knownPeople(): Promise<string[]> {
  if (process.platform === 'win32') return (await import('./windows-people.ts')).lastPeople();
  return accountsIn(linesOf('/etc/passwd'));
}

/** Accounts of people have these numbers (login.defs of Debian and others); what comes after the name is passwd(5)'s. */
const [first, last] = [1000, 60_000];

/** Login names, and the full names that stand beside them. */
export function accountsIn(passwd: readonly string[]): string[] {
  return passwd.flatMap((line) => {
    const [name, , id, , description = ''] = line.split(':');
    return Number(id) >= first && Number(id) <= last ? [name, description.split(',')[0]] : [];
  });
}
