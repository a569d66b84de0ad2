import type { Family } from '../contract/verdict.ts';
import { localTable } from '../routes/route.ts';
import { tellsRules } from '../routes/rules.ts';
import type { Answer } from './answer.ts';
import type { Case } from './case.ts';
import { wslReason } from './interfaces.ts';

/** What a snapshot or a list lacks for a proof, each gap a finding. */

export function insideWsl({ snapshot }: Case): Answer | null {
  if (!snapshot.wsl) return null;
  return {
    status: 'Unknown',
    message: `Nothing can be proven here: ${wslReason}.`,
    recommendation: 'Run Test-TeamsSplitTunnel in Windows itself.',
  };
}

/** How a system chooses among its routes is known of three. */
export function onUnknownPlatform({ snapshot: { platform } }: Case): Answer | null {
  if (platforms.has(platform)) return null;
  return {
    status: 'Unknown',
    message: `How ${JSON.stringify(platform.slice(0, 40))} chooses among its routes is not known.`,
    recommendation: 'Collect the snapshot on Windows or Linux with "teams-split-tunnel snapshot".',
  };
}

const platforms: ReadonlySet<string> = new Set(['windows', 'win32', 'linux', 'darwin']);

export function withoutPrefixes({ wanted }: Case): Answer | null {
  if (wanted.length > 0) return null;
  return {
    status: 'Unknown',
    message: 'The endpoint list has no Optimize prefix of Teams, so there was nothing to prove.',
    recommendation: 'Use a complete endpoint list.',
  };
}

/** A clean main table proves nothing where rules may lead past it. */
export function withoutRules(judged: Case): Answer | null {
  const { snapshot, wanted } = judged;
  const asked = ([4, 6] as const).filter((family) => wanted.some((prefix) => prefix.family === family));
  if (asked.every((family) => tellsRules(snapshot, family) || isWithoutRoutes(family, judged))) return null;
  return {
    status: 'Unknown',
    message: 'The policy rules of this Linux are not in the snapshot; a tunnel can hide in a table of its own.',
    recommendation:
      'Collect the snapshot with "teams-split-tunnel snapshot", or add the output of "ip rule" and "ip route show table all".',
  };
}

/** Whether no table leads to media: the family has none, or the local table, which only a list of all tables holds, is there. */
function isWithoutRoutes(family: Family, { snapshot, routes, destinations }: Case): boolean {
  if (routes.some(({ prefix, hops }) => prefix.family === family && hops.length > 0)) return false;
  const ofFamily = snapshot.routes.filter((_, i) => destinations.families[i] === family);
  return ofFamily.length === 0 || ofFamily.some(({ table }) => table === localTable);
}

/** What somebody sent may hold one family alone; of the other nothing is proven. */
export function withoutFamily({ snapshot, wanted }: Case): Answer | null {
  const unread = (snapshot.unread ?? []).filter((family) => wanted.some((prefix) => prefix.family === family));
  if (unread.length === 0) return null;
  const names = unread.map((family) => `IPv${family}`).join(' and ');
  return {
    status: 'Unknown',
    message: `The routes of ${names} are not in the snapshot.`,
    recommendation: 'Add the route table of the other family to what is imported.',
  };
}

/** Offline nothing leaks and nothing is proven. A list without IPv4 is proven by the family that it has. */
export function withoutIPv4({ wanted, segments }: Case): Answer | null {
  const needed = wanted.some(({ family }) => family === 4) ? 4 : 6;
  if (segments.some(({ family, path }) => family === needed && path !== 'None')) return null;
  return {
    status: 'Unknown',
    message: `No IPv${needed} address of the Optimize prefixes has a route: the machine is offline, or the routes were not read.`,
    recommendation: 'Connect the machine and test again.',
  };
}
