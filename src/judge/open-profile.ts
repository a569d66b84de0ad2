import type { AppliedProfile } from '../contract/profile.ts';
import type { Snapshot } from '../contract/snapshot.ts';
import { lastOf, parsePrefix, type Prefix } from '../net/prefix.ts';
import type { Range } from '../net/range.ts';
import type { DecidedPiece } from '../routes/decide.ts';
import type { Hop } from '../routes/route.ts';
import type { Answer } from './answer.ts';
import type { Case } from './case.ts';
import { cidrsOf, listed } from './wording.ts';

/**
 * Marks the pieces that a route which the snapshot's VPN profile doesn't tell could take into the tunnel: one that is at
 * least as long as the route that wins.
 */
export function leaveOpen(pieces: readonly DecidedPiece[], { profile }: Snapshot): readonly DecidedPiece[] {
  const unknowns = readUnknowns(profile);
  if (unknowns.length === 0) return pieces;
  return pieces.map((piece) => {
    const { decision } = piece;
    const isOpen = unknowns.some((unknown) => reaches(unknown, piece, decision.best[0]));
    return isOpen && decision.missing === null ? { ...piece, decision: { ...decision, missing: 'profile' } } : piece;
  });
}

/** What only the profile's server or client knows is no proof that media stays out of the tunnel. */
export function leftOpen({ snapshot, segments }: Case): Answer | null {
  const open = segments.filter(({ path, missing }) => path === 'UnknownTunnel' && missing === 'profile');
  if (open.length === 0) return null;
  const unknowns = readUnknowns(snapshot.profile);
  const reasons = open.flatMap((segment) => unknowns.filter((unknown) => reaches(unknown, segment, segment.best[0])));
  return {
    status: 'Unknown',
    message: `The profile leaves open whether ${listed(cidrsOf(open))} goes through the tunnel: ${listed(reasons.map(({ what }) => what))}.`,
    recommendation:
      'State what is known of IPv6 with -Assume (--assume ipv6=none, tunnel or local); the rest shows once the VPN is connected.',
  };
}

interface Unknown {
  readonly what: string;
  readonly within: Prefix;
  readonly longest: number;
}

function readUnknowns(profile: AppliedProfile | null | undefined): Unknown[] {
  return (profile?.unknowns ?? []).map(({ what, within, longest }) => ({ what, within: parsePrefix(within), longest }));
}

function reaches({ within, longest }: Unknown, { family, first, last }: Range, winner: Hop | undefined): boolean {
  const isNear = within.family === family && within.first <= last && first <= lastOf(within);
  return isNear && (!winner || parsePrefix(winner.destination).length <= longest);
}
