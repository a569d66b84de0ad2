import type { Ipv6Assumption } from '../../../src/contract/profile.ts';
import type { Snapshot } from '../../../src/contract/snapshot.ts';
import type { Status, Verdict } from '../../../src/contract/verdict.ts';
import { optimizePrefixes } from '../../../src/endpoints/select.ts';
import { formatPrefix } from '../../../src/net/prefix.ts';
import { applyProfile } from '../../../src/plan/profiles/apply.ts';
import { readProfile } from '../../../src/plan/profiles/read.ts';
import { Source } from '../../../src/plan/profiles/source.ts';
import { typicalMachine } from '../../../src/plan/profiles/typical.ts';
import { checkOf, judged, worldwide } from '../../judge/machine.ts';

export const roles = { vpn: [], local: [], strict: false };

/** What a profile's text proves and leaves open, as short texts. */
export async function told(text: string, policy?: string) {
  const { format, name, routes, unknowns } = await readProfile(new Source(text), policy);
  const destinations = (path: string) =>
    routes.filter((route) => route.path === path).map(({ destination }) => formatPrefix(destination));
  return {
    format,
    name,
    tunnel: destinations('Vpn'),
    local: destinations('Local'),
    open: unknowns.map(({ within, longest }) => `${formatPrefix(within)}-${longest}`),
  };
}

/** Any route of both families. */
export const anything = ['0.0.0.0/0-32', '::/0-128'];

export interface WhatIf {
  readonly ipv6?: Ipv6Assumption;
  readonly policy?: string;
  readonly snapshot?: Snapshot;
}

/** The verdict on a machine, a typical one by default, with the VPN of a profile connected. */
export async function whatIf(text: string, { ipv6, policy, snapshot = typicalMachine }: WhatIf = {}): Promise<Verdict> {
  const profile = await readProfile(new Source(text), policy);
  const options = { file: 'profile', wanted: optimizePrefixes(worldwide), roles, ...(ipv6 && { ipv6 }) };
  return judged(applyProfile(snapshot, profile, options));
}

/** What the proof says of it. */
export async function proof(text: string, options?: WhatIf): Promise<Status> {
  return checkOf(await whatIf(text, options), 'OptimizeRoutes').status;
}
