import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ToolError } from '../../src/contract/error.ts';
import { readSnapshot } from '../../src/contract/read-snapshot.ts';
import type { Snapshot } from '../../src/contract/snapshot.ts';
import { exclusions, judged, localDefaults, machine, row, vpnDefaults } from '../judge/machine.ts';
import { linuxSnapshot, windowsSnapshot } from '../judge/tables.ts';

const windows = machine([...localDefaults, ...vpnDefaults, ...exclusions], {
  osAnswers: [{ address: '52.112.0.0', api: 'GetBestRoute2', interfaceIndex: 10, nextHop: '192.168.1.1' }],
});

describe('a snapshot that was not made by this tool', () => {
  it('is taken with fields that are not known, which are kept', () => {
    const read = readSnapshot({ ...windows, weather: 'fine', interfaces: [{ ...row(10), colour: 'red' }] });
    assert.equal(read.weather, 'fine');
    assert.equal(read.interfaces[0].colour, 'red');
  });

  it('is refused with a newer major schema, none, or as another document', () => {
    for (const schema of ['teams-split-tunnel/snapshot/2', 'teams-split-tunnel/verdict/1', undefined, 7]) {
      assert.throws(() => readSnapshot({ ...windows, schema }), { id: 'SnapshotSchema' });
    }
    for (const value of [null, 1, 'text', [], true]) assert.throws(() => readSnapshot(value), { id: 'SnapshotSchema' });
  });

  const broken: [string, Partial<Record<keyof Snapshot, unknown>>, RegExp][] = [
    ['a route without a destination', { routes: [{ interfaceIndex: 1 }] }, /routes\[0\]\.destination/],
    [
      'a metric that is a text',
      { routes: [{ destination: '0.0.0.0/0', interfaceIndex: 1, metric: '5' }] },
      /routes\[0\]\.metric/,
    ],
    [
      'a metric below zero',
      { routes: [{ destination: '0.0.0.0/0', interfaceIndex: 1, metric: -1 }] },
      /routes\[0\]\.metric/,
    ],
    ['an interface without up', { interfaces: [{ index: 1, name: 'a' }] }, /interfaces\[0\]\.up/],
    ['two interfaces of one index', { interfaces: [row(10), row(10)] }, /interfaces\[1\]\.index: 10 stands twice/],
    ['routes that are no list', { routes: {} }, /routes/],
  ];
  for (const [what, change, message] of broken) {
    it(`names the place of ${what}`, () => {
      assert.throws(() => readSnapshot({ ...windows, ...change }), { id: 'SnapshotInvalid', message });
    });
  }

  const addresses: [string, Partial<Snapshot>, RegExp][] = [
    [
      'host bits',
      { routes: [{ destination: '52.113.0.0/14', interfaceIndex: 10 }] },
      /routes\[0\]\.destination: 52\.113\.0\.0\/14 has host bits/,
    ],
    [
      'a leading zero',
      { routes: [{ destination: '52.112.0.0/14', nextHop: '192.168.001.1', interfaceIndex: 10 }] },
      /routes\[0\]\.nextHop.*leading zero/,
    ],
    [
      'a zone',
      { routes: [{ destination: '2603:1063::/38', nextHop: 'fe80::1%12', interfaceIndex: 10 }] },
      /routes\[0\]\.nextHop.*zone/,
    ],
    ['no prefix length', { interfaces: [row(10, { addresses: ['192.168.1.10'] })] }, /interfaces\[0\]\.addresses\[0\]/],
    ['a broken answer', { osAnswers: [{ address: '52.112', api: 'x' }] }, /osAnswers\[0\]\.address/],
  ];
  for (const [what, change, message] of addresses) {
    it(`names the place of an address with ${what}`, () => {
      assert.throws(
        () => judged(readSnapshot({ ...windows, ...change })),
        (error) => error instanceof ToolError && message.test(error.message),
      );
    });
  }

  it("raises nothing but the tool's own error, whatever is changed in it", () => {
    const value = fc.oneof(
      fc.anything(),
      fc.string(),
      fc.integer(),
      fc.constantFrom(null, undefined, '', -1, 1e300, NaN, '::/0', '0.0.0.0/33', [], {}),
    );
    const anySnapshot: fc.Arbitrary<Snapshot> = fc.oneof(windowsSnapshot, linuxSnapshot, fc.constant(windows));
    fc.assert(
      fc.property(anySnapshot, fc.array(fc.nat(), { minLength: 1, maxLength: 6 }), value, (snapshot, way, put) => {
        const document = structuredClone(snapshot);
        change(document, way, put);
        try {
          assert.match(judged(readSnapshot(document)).status, /^(Pass|Fail|Warning|Unknown|NotApplicable)$/);
        } catch (error) {
          assert.ok(error instanceof ToolError, String((error as Error).stack));
          assert.equal(error.exitCode, 2);
        }
      }),
      { numRuns: 3000 },
    );
  });
});

/** Walks into the document by the numbers and replaces what it ends at. */
function change(document: object, way: readonly number[], put: unknown): void {
  let at: Record<string, unknown> = document as Record<string, unknown>;
  for (const [i, step] of way.entries()) {
    const keys = Object.keys(at);
    if (keys.length === 0) return;
    const key = keys[step % keys.length];
    const inside = at[key];
    if (i === way.length - 1 || typeof inside !== 'object' || inside === null) {
      at[key] = put;
      return;
    }
    at = inside as Record<string, unknown>;
  }
}
