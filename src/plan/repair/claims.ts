import type { RepairRoute } from '../../contract/repair.ts';
import type { Snapshot, SnapshotRoute } from '../../contract/snapshot.ts';
import type { JudgedSegment } from '../../judge/segments.ts';
import { formatPrefix, prefixOf, type Prefix } from '../../net/prefix.ts';
import { intersect, rangeOf } from '../../net/range.ts';
import { mainTable, type Hop } from '../../routes/route.ts';
import { halvesOf, isTaken, routeBy, tableOf } from './candidate.ts';
import type { Gateway } from './gateway.ts';

/** A route that is to win a prefix. */
export interface Claim {
  readonly prefix: Prefix;
  readonly route: RepairRoute;
  /** What it is to win over; null where there was no route at all. */
  readonly rival: Hop | null;
}

interface Attempt extends Claim {
  /** Its halves are claimed in its place. */
  isSplit: boolean;
  /** It did not win all that it was for, and its halves would not either. */
  isStuck: boolean;
}

/**
 * What is claimed so far. A leak is claimed by the list prefix, or by the VPN's own where that is more specific; where
 * that does not win, in the table where the VPN's route is, and then by the halves.
 */
export class Claims {
  readonly #platform: string;
  /** By destination. */
  readonly #routes: ReadonlyMap<string, readonly SnapshotRoute[]>;
  readonly #gateway: Gateway;
  readonly #attempts = new Map<string, Attempt>();

  constructor({ platform, routes }: Snapshot, gateway: Gateway) {
    this.#platform = platform;
    this.#routes = Map.groupBy(routes, ({ destination }) => destination);
    this.#gateway = gateway;
  }

  get all(): Claim[] {
    return [...this.#attempts.values()].filter(({ isSplit }) => !isSplit);
  }

  /** Those that may have won nothing: what got stuck, and everything where another table may have the last word. */
  get doubtful(): Claim[] {
    const whole = [...this.#attempts.values()].filter(({ isSplit }) => !isSplit);
    const tables = new Set(whole.map(({ route }) => route.table));
    return whole.filter(({ isStuck }) => isStuck || tables.size > 1);
  }

  /** Claims what is open, or claims it better; false where there is nothing more to try. */
  press(open: readonly JudgedSegment[]): boolean {
    const groups = Map.groupBy(open, (segment) => keyOf(this.#tableOf(segment), targetOf(segment)));
    return [...groups.values()].map((group) => this.#pressGroup(group)).includes(true);
  }

  #pressGroup(group: readonly JudgedSegment[]): boolean {
    const [table, target] = [this.#tableOf(group[0]), targetOf(group[0])];
    const inTable = this.#find(table, target);
    const attempt = inTable ?? this.#find(mainTable, target);
    if (!attempt) return this.#claim(target, mainTable, group);
    if (!inTable) {
      attempt.isStuck = true;
      return this.#claim(target, table, group);
    }
    if (attempt.isStuck) return false;
    if (attempt.isSplit || group.some(({ hop }) => hop !== null && lengthOf(hop) === target.length))
      return this.#claimHalves(attempt, group);
    attempt.isStuck = true;
    return true;
  }

  #claim(prefix: Prefix, table: number, group: readonly JudgedSegment[]): boolean {
    const rival = group.find(({ hop }) => hop !== null)?.hop ?? null;
    const route = routeBy(this.#gateway, prefix, this.#platform, table);
    const attempt = { prefix, route, rival, isSplit: false, isStuck: false };
    this.#attempts.set(keyOf(table, prefix), attempt);
    if (isTaken(route, this.#routes.get(route.destination) ?? [])) this.#claimHalves(attempt, group);
    return true;
  }

  /** Claims those halves that the group is in. A hole that is there on purpose is not filled. */
  #claimHalves(attempt: Attempt, group: readonly JudgedSegment[]): boolean {
    const halves = attempt.rival === null ? [] : halvesOf(attempt.prefix);
    const table = attempt.route.table ?? mainTable;
    const missing = halves.filter((half) => !this.#find(table, half) && intersect([rangeOf(half)], group).length > 0);
    attempt.isSplit = true;
    for (const half of missing) this.#claim(half, table, group);
    return missing.length > 0;
  }

  #find(table: number, prefix: Prefix): Attempt | undefined {
    return this.#attempts.get(keyOf(table, prefix));
  }

  #tableOf({ hop }: JudgedSegment): number {
    return hop === null ? mainTable : tableOf(hop, this.#routes.get(hop.destination) ?? []);
  }
}

function keyOf(table: number, prefix: Prefix): string {
  return `${table} ${formatPrefix(prefix)}`;
}

/** The shortest prefix that can win a segment without winning more than its list prefix. */
function targetOf({ wanted, hop, first, family }: JudgedSegment): Prefix {
  if (hop === null || lengthOf(hop) <= wanted.length) return wanted;
  return prefixOf({ family, value: first }, lengthOf(hop));
}

function lengthOf({ destination }: Hop): number {
  return Number(destination.slice(destination.indexOf('/') + 1));
}
