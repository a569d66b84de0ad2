import type { RepairOutcome, RepairRoute } from '../../contract/repair.ts';
import type { Verdict } from '../../contract/verdict.ts';
import { overlaps, parsePrefix } from '../../net/prefix.ts';

interface Situation {
  readonly outcome: RepairOutcome;
  readonly add: readonly RepairRoute[];
  readonly own: readonly RepairRoute[];
  readonly before: Verdict;
  readonly platform: string;
}

/** What the administrator should know of a plan beside its routes. */
export function notesOn({ outcome, add, own, before, platform }: Situation): string[] {
  const notes: string[] = [];
  if (!before.vpn.connected) notes.push('No VPN is connected, so nothing leaks that routes could cure.');
  if (outcome === 'Insufficient' && add.length > 0)
    notes.push('These routes cure only a part. They are added only where that is insisted on: -Force (--force).');
  if (own.some((route) => isBeaten(route, before)))
    notes.push(
      'Since the last repair the VPN has added routes that win over the ones added then. Where they keep coming back, only the VPN client or its profile can leave the prefixes out.',
    );
  if (add.length > 0) notes.push(lifetimeOf(platform));
  return notes;
}

function isBeaten({ destination }: RepairRoute, { leaks }: Verdict): boolean {
  const prefix = parsePrefix(destination);
  return leaks.some(({ cidrs }) => cidrs.some((cidr) => overlaps(parsePrefix(cidr), prefix)));
}

function lifetimeOf(platform: string): string {
  const gone = platform === 'linux' ? 'when the interface goes down' : 'with a restart';
  return `The routes are not stored: they are gone ${gone}, and the gateway is another one in another network. Repair again after each change of network.`;
}
