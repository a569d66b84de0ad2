import type { Snapshot } from '../contract/snapshot.ts';
import type { Address } from '../net/address.ts';
import type { Prefix } from '../net/prefix.ts';
import { decide, type DecidedPiece } from './decide.ts';
import { hostKey } from './participation.ts';

/** One address for every piece of the wanted prefixes: what the operating system is asked, so that no decision goes unseen. */
export function witnessAddresses(snapshot: Snapshot, wanted: readonly Prefix[]): Address[] {
  const { pieces, bookkeeping } = decide(snapshot, wanted);
  return pieces.flatMap((piece) => askable(piece, bookkeeping));
}

/** The first address of a piece that is no bookkeeping of the machine, about which the OS says "myself". */
function askable(piece: DecidedPiece, bookkeeping: ReadonlySet<string>): Address[] {
  for (let value = piece.first; value <= piece.last; value++) {
    if (!bookkeeping.has(hostKey(piece.family, value))) return [{ family: piece.family, value }];
  }
  return [];
}
