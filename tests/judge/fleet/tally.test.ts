import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mostMachines } from '../../../src/contract/fleet.ts';
import type { Verdict } from '../../../src/contract/verdict.ts';
import { addTally, countVerdict, emptyTally, reportOf, type Tally } from '../../../src/judge/fleet/tally.ts';
import { exclusions, judged, localDefaults, machine, row, vpnDefaults } from '../machine.ts';

const kinds: readonly Verdict[] = [
  judged(machine([...localDefaults, ...exclusions, '0.0.0.0/1 dev vpn'])),
  judged(machine([...localDefaults, ...vpnDefaults])),
  judged(machine(['0.0.0.0/0 via 192.168.1.1'], { interfaces: [row(10, { deviceId: null }), row(20)] })),
  judged(machine(localDefaults, { interfaces: [row(10)] })),
];
const [pass, fail] = kinds as [Verdict, Verdict];
const now = Date.parse('2026-11-25T00:00:00Z');

function tallyOf(verdicts: readonly Verdict[]): Tally {
  const tally = emptyTally();
  for (const verdict of verdicts) countVerdict(tally, verdict);
  return tally;
}

describe('the count of a fleet', () => {
  it('is the same, however the fleet is parted', () => {
    const verdict = fc.record({ kind: fc.constantFrom(...kinds), computer: fc.stringMatching(/^PC-\d$/) });
    fc.assert(
      fc.property(fc.array(fc.array(verdict, { maxLength: 5 }), { maxLength: 5 }), (parts) => {
        const verdicts = parts.map((part) => part.map(({ kind, computer }) => ({ ...kind, computer })));
        const whole = emptyTally();
        for (const part of verdicts) addTally(whole, structuredClone(tallyOf(part)));
        assert.deepEqual(reportOf(whole, now), reportOf(tallyOf(verdicts.flat()), now));
      }),
    );
  });

  it('holds the worst machines, and of each status the first', () => {
    const many = Array.from({ length: 6 * mostMachines }, (_, i) => ({ ...kinds[(i + 2) % 3]!, computer: `PC-${i}` }));
    const { machines, byStatus } = reportOf(tallyOf(many), now);
    assert.equal(byStatus.Fail, 2 * mostMachines);
    assert.deepEqual(
      machines.map(({ computer }) => computer),
      many
        .filter(({ status }) => status === 'Fail')
        .slice(0, mostMachines)
        .map(({ computer }) => computer),
    );
  });

  it('stays bounded whatever verdicts hold, and counts all', () => {
    const long = 'x'.repeat(100_000);
    const hostile = (i: number): Verdict => ({
      ...fail,
      computer: `${i}${long}`,
      collectedAt: long,
      endpoints: { ...fail.endpoints, version: `${i}${long}`, confirmedAt: null },
      vpn: { connected: i % 2 === 0, interfaces: [{ ...fail.vpn.interfaces[0]!, reason: `${i}${long}` }] },
      leaks: [{ ...fail.leaks[0]!, cidrs: [`${i}${long}`] }],
      checks: [{ ...fail.checks[0]!, id: `${i}${long}`, status: 'Fail' }],
    });
    const tally = emptyTally();
    for (let i = 0; i < 3000; i++) countVerdict(tally, hostile(i));
    const fleet = reportOf(tally, now);
    assert.ok(JSON.stringify(fleet).length < 30_000_000);
    for (const counted of [fleet.causes, fleet.vpnClients, fleet.endpointLists, fleet.leaks]) {
      assert.ok(counted.length <= 1002, String(counted.length));
      assert.equal(
        counted.reduce((sum, { documents }) => sum + documents, 0),
        3000,
      );
    }
    const others = fleet.vpnClients.filter(({ reason }) => reason === 'others');
    assert.deepEqual(
      others.map(({ connected, documents }) => [connected, documents]),
      [
        [true, 1000],
        [false, 1000],
      ],
    );
    assert.deepEqual([fleet.causes[0]!.check, fleet.causes[0]!.documents], ['others', 2000]);
  });

  it('tells how old a list is, in whole days, and never less than none', () => {
    const dated = (confirmedAt: string | null) => ({ ...pass, endpoints: { ...pass.endpoints, confirmedAt } });
    const ages = ['2026-11-24', '2026-11-23T12:00:00Z', '2026-12-24', 'never', null].map(
      (day) => reportOf(tallyOf([dated(day)]), now).machines[0]!.listAgeInDays,
    );
    assert.deepEqual(ages, [1, 1, 0, null, null]);
  });
});
