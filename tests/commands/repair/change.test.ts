import assert from 'node:assert/strict';
import { carryOut } from '../../../src/commands/repair/change.ts';
import { Journal } from '../../../src/commands/repair/journal.ts';
import { identityOf, refused, type RouteTable } from '../../../src/commands/repair/route-table.ts';
import type { JournalRoute } from '../../../src/contract/repair.ts';
import type { State } from '../../../src/native/state.ts';

const route = (destination: string): JournalRoute => ({
  destination,
  nextHop: '192.168.1.1',
  interfaceIndex: 2,
  interfaceName: 'lan0',
  interfaceLuid: null,
  metric: 1,
  table: 254,
});

/** A table that refuses what it is told to, and a journal in memory. */
function machine(routes: readonly JournalRoute[], refuses: (doing: 'add' | 'remove', route: JournalRoute) => boolean) {
  const inForce = new Map(routes.map((each) => [identityOf(each), each]));
  const table: RouteTable = {
    journalName: 'routes.json',
    refusal: () => null,
    inForce: () => [...inForce.values()],
    recorded: () => assert.fail(),
    add: (each) => {
      if (refuses('add', each)) throw refused(each, 'added', 'EINVAL');
      inForce.set(identityOf(each), each);
    },
    remove: (each) => {
      if (refuses('remove', each)) throw refused(each, 'removed', 'EBUSY');
      inForce.delete(identityOf(each));
    },
    close: () => {},
  };
  let bytes: Buffer | null = null;
  const state: State = {
    directory: '/nowhere',
    read: () => bytes,
    demand: () => bytes,
    writeAtomically: (_, written) => (bytes = Buffer.from(written)),
    remove: () => (bytes = null),
    lock: async () => () => {},
  };
  return { table, journal: new Journal(state, 'routes.json') };
}

const destinations = (routes: readonly JournalRoute[]) => routes.map(({ destination }) => destination).sort();

describe('a repair of which a route is refused', () => {
  const [old, first, second, third] = ['10.0.0.0/8', '52.112.0.0/14', '52.122.0.0/15', '2603:1063::/38'].map(route);

  it('leaves everything as it was', () => {
    const { table, journal } = machine(
      [old],
      (doing, { destination }) => doing === 'add' && destination === third.destination,
    );
    assert.throws(
      () => carryOut([old], [old], [first, second, third], journal, table),
      /2603:1063::\/38 .* was not added/,
    );
    assert.deepEqual(destinations(table.inForce()), destinations([old]));
    assert.deepEqual(destinations(journal.read()), destinations([old]));
  });

  it('knows the routes that it could not take back either, and takes back the others', () => {
    const { table, journal } = machine(
      [old],
      (doing, { destination }) => destination === (doing === 'add' ? third : second).destination,
    );
    assert.throws(
      () => carryOut([old], [old], [first, second, third], journal, table),
      /2603:1063::\/38 .* was not added/,
    );
    assert.deepEqual(destinations(table.inForce()), destinations([old, second]));
    assert.ok(destinations(journal.read()).includes(second.destination));
  });
});
