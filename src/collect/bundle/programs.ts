import { formatAddress } from '../../net/address.ts';
import { lastOf, type Prefix } from '../../net/prefix.ts';
import type { Program } from './run.ts';

export interface Programs {
  readonly programs: readonly Program[];
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * What is asked of this operating system's own programs, and of those of VPN clients.
 * @param wanted the prefixes that the route of the first and of the last address is asked of
 */
export async function systemPrograms(wanted: readonly Prefix[]): Promise<Programs> {
  const addresses = wanted.flatMap((prefix) =>
    [...new Set([prefix.first, lastOf(prefix)])].map((value) => formatAddress(prefix.family, value)),
  );
  if (process.platform === 'win32') return (await import('./windows-programs.ts')).windowsPrograms(addresses);
  return (await import('./linux-programs.ts')).linuxPrograms(addresses);
}
