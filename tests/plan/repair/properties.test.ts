import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { RepairPlan, RepairRoute } from '../../../src/contract/repair.ts';
import type { Snapshot, SnapshotNextHop, SnapshotRoute } from '../../../src/contract/snapshot.ts';
import { judge } from '../../../src/judge/judge.ts';
import { formatAddress } from '../../../src/net/address.ts';
import { formatPrefix, overlaps, parsePrefix } from '../../../src/net/prefix.ts';
import { rangeOf } from '../../../src/net/range.ts';
import { planRepair } from '../../../src/plan/repair/plan.ts';
import { agreesEverywhere } from '../../judge/agreement.ts';
import { decideByBruteForce } from '../../judge/oracle.ts';
import { linuxSnapshot, smallList, windowsSnapshot } from '../../judge/tables.ts';

const numRuns = 1_000;
const roles = { vpn: ['vpn*'], local: ['local*'], strict: false };
const listed = smallList.rows[0].ips!.map(parsePrefix);
const planOf = (snapshot: Snapshot, own: readonly RepairRoute[] = []) => planRepair(snapshot, smallList, roles, own);

/** The snapshot after somebody has added routes; no code of the planner's. */
function after(snapshot: Snapshot, added: readonly RepairRoute[]): Snapshot {
  const routes = added.map(({ destination, nextHop, interfaceIndex, metric, table }): SnapshotRoute => ({
    destination,
    nextHop,
    interfaceIndex,
    metric,
    ...(table !== null && { table }),
  }));
  return { ...snapshot, routes: [...snapshot.routes, ...routes] };
}

/** Whether every address is proven local, and no other check says that media fails. */
function isCured(snapshot: Snapshot): boolean {
  const { status, checks } = judge(snapshot, smallList, { roles, require: [] });
  return status !== 'Fail' && checks.find(({ id }) => id === 'OptimizeRoutes')!.status === 'Pass';
}

const gateway = { interfaceIndex: 99, interfaceName: 'local99' };
const nextHops = { 4: '192.168.9.1', 6: 'fe80::9' } as const;

/** Most random machines have no cure. This one has a local gateway, live next hops, and nothing but VPNs beside. */
function curable(snapshot: Snapshot): Snapshot {
  const { interfaceIndex, interfaceName: name } = gateway;
  const count = snapshot.interfaces.length;
  const live = <Hop extends SnapshotNextHop>(hop: Hop): Hop => ({
    ...hop,
    nextHop: hop.nextHop?.replace('192.168.1.', '169.254.1.') ?? null,
    interfaceIndex: ((hop.interfaceIndex - 1) % count) + 1,
  });
  const route = (destination: string, nextHop: string) => ({ destination, nextHop, interfaceIndex, metric: 10 });
  return {
    ...snapshot,
    interfaces: [
      ...snapshot.interfaces.map((each) => ({ ...each, name: each.name.replace('tunnel', 'vpn') })),
      { index: interfaceIndex, name, up: true, metric4: 10, metric6: 10 },
    ],
    routes: [
      ...snapshot.routes.map((each) => ({ ...live(each), nextHops: each.nextHops?.map(live) })),
      route('0.0.0.0/0', nextHops[4]),
      route('::/0', nextHops[6]),
    ],
  };
}

const anySnapshot = fc.oneof(windowsSnapshot, linuxSnapshot);
const snapshots = fc.oneof(anySnapshot, anySnapshot.map(curable), anySnapshot.map(curable));
const check = (predicate: (snapshot: Snapshot, plan: RepairPlan) => void) =>
  fc.assert(
    fc.property(snapshots, (snapshot) => predicate(snapshot, planOf(snapshot))),
    { numRuns },
  );

describe('the plan of a repair, for random machines', () => {
  it('is followed by a Pass where it says so, by the judge and by brute force', () => {
    let repairs = 0;
    check((snapshot, plan) => {
      if (plan.outcome !== 'Repairs') return;
      repairs++;
      const repaired = after(snapshot, plan.add);
      assert.ok(isCured(repaired));
      agreesEverywhere(repaired);
    });
    assert.ok(repairs > numRuns / 10, `only ${repairs} repairs`);
  });

  it('has no route that could be left out', () => {
    check((snapshot, plan) => {
      if (plan.outcome !== 'Repairs') return;
      for (const left of plan.add)
        assert.ok(
          !isCured(
            after(
              snapshot,
              plan.add.filter((route) => route !== left),
            ),
          ),
          left.destination,
        );
    });
  });

  it('adds one route a list prefix, and what beats more specific ones inside it', () => {
    check((snapshot, plan) => {
      for (const wanted of listed) {
        const inside = plan.add
          .map(({ destination }) => parsePrefix(destination))
          .filter((each) => overlaps(each, wanted));
        const foreign = new Set(snapshot.routes.map(({ destination }) => destination));
        for (const prefix of inside) {
          const { family, first, length } = prefix;
          const isWhole = formatPrefix(prefix) === formatPrefix(wanted);
          const hostBits = BigInt((family === 4 ? 32 : 128) - length + 1);
          const parent = formatPrefix({ family, first: (first >> hostBits) << hostBits, length: length - 1 });
          const isNeeded = isWhole || foreign.has(formatPrefix(prefix)) || foreign.has(parent);
          assert.ok(isNeeded && length >= wanted.length, formatPrefix(prefix));
        }
        assert.equal(new Set(plan.add.map((route) => `${route.destination} ${route.table}`)).size, plan.add.length);
      }
    });
  });

  it('finds a cure where a route for every single address is one, or says what it lacks', () => {
    check((snapshot, plan) => {
      if (plan.outcome !== 'Insufficient') return;
      assert.ok(plan.obstacles.length > 0);
      assert.ok(!isCured(after(snapshot, [...plan.add, ...hostRoutes(snapshot)])), 'a cure that was not found');
    });
  });

  it('takes only gateways of local interfaces, and never the place of a route that is there', () => {
    check((snapshot, plan) => {
      for (const route of plan.add) {
        assert.match(route.interfaceName, /^local/);
        assert.ok(!isTaken(route, snapshot), route.destination);
      }
    });
  });

  it('has nothing to do when it has been carried out', () => {
    check((snapshot, plan) => {
      if (plan.outcome !== 'Repairs') return;
      const again = planOf(after(snapshot, plan.add), plan.add);
      assert.deepEqual([again.outcome, again.add, again.remove], ['NothingToDo', [], []]);
    });
  });
});

/** A route of the lowest metric for every single address that leaks, by brute force, where there is room for one. */
function hostRoutes(snapshot: Snapshot): RepairRoute[] {
  const isLinux = snapshot.platform === 'linux';
  return listed.flatMap((prefix) => {
    const { first, last, family } = rangeOf(prefix);
    const leaking = Array.from({ length: Number(last - first) + 1 }, (_, i) => first + BigInt(i)).filter(
      (address) => decideByBruteForce(snapshot, family, address).path === 'Vpn',
    );
    return leaking
      .map((address) => ({
        ...gateway,
        destination: `${formatAddress(family, address)}/${family === 4 ? 32 : 128}`,
        nextHop: nextHops[family],
        metric: isLinux && family === 6 ? 1 : 0,
        table: isLinux ? 254 : null,
      }))
      .filter((route) => !isTaken(route, snapshot));
  });
}

/** Whether the operating system would refuse the route, because there is one in its place. */
function isTaken({ destination, metric, table, nextHop, interfaceIndex }: RepairRoute, { routes }: Snapshot): boolean {
  return routes
    .filter((route) => route.destination === destination)
    .some((route) =>
      table === null
        ? route.interfaceIndex === interfaceIndex && (route.nextHop ?? null) === nextHop
        : (route.table ?? 254) === table && (route.metric ?? 0) === metric,
    );
}
