import type { Snapshot } from '../../contract/snapshot.ts';
import type { Case } from '../../judge/case.ts';
import { Claims, type Claim } from './claims.ts';
import { toSnapshotRoute, withRoutes } from './edit.ts';
import type { Gateway } from './gateway.ts';
import { openSegments } from './open.ts';

/** The claims on one family's prefixes, and how many addresses they leave open. */
interface Search {
  readonly claims: readonly Claim[];
  readonly open: bigint;
}

/**
 * Finds the fewest routes that leave nothing of a family open, by asking the judge after every step.
 * @param gateways of the family: the first with which nothing stays open is taken, else the one with which least does
 * @param look judges the snapshot with the routes so far
 */
export function searchRoutes(
  snapshot: Snapshot,
  gateways: readonly Gateway[],
  look: (edited: Snapshot) => Case,
): readonly Claim[] {
  let best: Search | undefined;
  for (const gateway of gateways) {
    const search = searchBy(gateway, snapshot, look);
    if (!best || search.open < best.open) best = search;
    if (best.open === 0n) break;
  }
  return best?.claims ?? [];
}

function searchBy(gateway: Gateway, snapshot: Snapshot, look: (edited: Snapshot) => Case): Search {
  const openWith = (claims: readonly Claim[]) => {
    const routes = claims.map(({ route }) => toSnapshotRoute(route));
    const edited = withRoutes(snapshot, [...snapshot.routes, ...routes]);
    return openSegments(look(edited)).filter(({ family }) => family === gateway.family);
  };
  const sizeWith = (claims: readonly Claim[]) =>
    openWith(claims).reduce((sum, { first, last }) => sum + last - first + 1n, 0n);

  const claims = new Claims(snapshot, gateway);
  while (claims.press(openWith(claims.all))) continue;
  const useful = claims.doubtful.reduce((all, doubtful) => {
    const others = all.filter((claim) => claim !== doubtful);
    return sizeWith(others) === sizeWith(all) ? others : all;
  }, claims.all);
  return { claims: useful, open: sizeWith(useful) };
}
