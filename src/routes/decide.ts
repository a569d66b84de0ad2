import type { Snapshot } from '../contract/snapshot.ts';
import type { Family } from '../contract/verdict.ts';
import type { Prefix } from '../net/prefix.ts';
import type { Range } from '../net/range.ts';
import { cut, type Piece } from './cuts.ts';
import { readDestinations } from './destinations.ts';
import { mainTable, type Route } from './route.ts';
import { decideByRules, media, readRules, type Packet, type Rule } from './rules.ts';
import { longestMatch, noRoute, toEntries, type Decision, type Entry } from './select.ts';
import { readTable } from './table.ts';

/** Addresses of one wanted prefix that one routing decision holds for. */
export interface DecidedPiece extends Range {
  readonly wanted: Prefix;
  readonly decision: Decision;
}

export interface Decisions {
  /** In the order of the wanted prefixes, without gaps. */
  readonly pieces: readonly DecidedPiece[];
  /** The routes that overlap a wanted prefix and take part. */
  readonly routes: readonly Route[];
  /** Addresses of host routes that are the machine's own bookkeeping; nothing is to be asked about them. */
  readonly bookkeeping: ReadonlySet<string>;
}

/**
 * Decides for every address of every wanted prefix by which route it leaves, in the way of the snapshot's platform.
 * @param wanted prefixes that do not overlap
 * @param destinations of the snapshot's routes, for who asks more than once
 * @param packet another than the one that is judged
 * @throws RangeError for wanted prefixes that overlap
 */
export function decide(
  snapshot: Snapshot,
  wanted: readonly Prefix[],
  destinations = readDestinations(snapshot.routes),
  packet = media,
): Decisions {
  const { routes, bookkeeping } = readTable(snapshot, destinations, wanted);
  const entries = toEntries(routes);
  const decided = ([4, 6] as const).flatMap((family) => {
    const { cutters, choose } = decider(snapshot, entries, family, packet);
    const ofFamily = wanted.filter((prefix) => prefix.family === family);
    return cut(ofFamily, cutters).map((piece): DecidedPiece => ({
      family,
      first: piece.first,
      last: piece.last,
      wanted: piece.wanted,
      decision: choose(piece),
    }));
  });
  const byPrefix = Map.groupBy(decided, (piece) => piece.wanted);
  return { pieces: wanted.flatMap((prefix) => byPrefix.get(prefix)!), routes, bookkeeping };
}

interface Decider {
  /** Where the decision can change. */
  readonly cutters: readonly Entry[];
  choose(piece: Piece<Entry>): Decision;
}

function decider(snapshot: Snapshot, entries: readonly Entry[], family: Family, packet: Packet): Decider {
  const ofFamily = entries.filter((entry) => entry.prefix.family === family);
  if (snapshot.platform !== 'linux') return { cutters: ofFamily, choose: chooseByPrefix };
  const rules = readRules(snapshot, family, packet);
  const reachable = new Set(rules.map((rule) => rule.table));
  return {
    cutters: [...ofFamily.filter((entry) => reachable.has(entry.table)), ...rules.flatMap(cutterOf)],
    choose: (piece) => decideByRules(rules, piece.covering, family, piece.first),
  };
}

function chooseByPrefix(piece: Piece<Entry>): Decision {
  const match = longestMatch(piece.covering, mainTable);
  return match && match.outcome !== 'throw' ? match.outcome : noRoute;
}

/** A rule's `to` cuts as a route of no table would. */
function cutterOf(rule: Rule): Entry[] {
  return rule.to ? [{ prefix: rule.to, table: -1, outcome: 'throw' }] : [];
}
