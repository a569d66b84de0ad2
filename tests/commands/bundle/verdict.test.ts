import assert from 'node:assert/strict';
import { verdictOf } from '../../../src/commands/bundle/verdict.ts';
import { exclusions, localDefaults, machine, row, worldwide } from '../../judge/machine.ts';

const basis = { list: worldwide, roles: { vpn: [], local: [], strict: false }, require: [] };
const named = (description: string) =>
  machine([...localDefaults, ...exclusions], { interfaces: [row(10), row(20, { name: 'x', description })] });

describe("a bundle's verdict", () => {
  const real = { snapshot: named('WireGuard Tunnel'), basis };

  it('is that of what is shown', () => {
    const shown = { snapshot: { ...named('WireGuard Tunnel'), computer: 'computer-1' }, basis };
    const { verdict, missing } = verdictOf(shown, real);
    assert.deepEqual([verdict!.computer, verdict!.status, missing], ['computer-1', 'Pass', []]);
  });

  it('is said to be another where pseudonyms made it one', () => {
    const { verdict, missing } = verdictOf({ snapshot: named('user-1 device'), basis }, real);
    assert.notEqual(verdict!.status, 'Pass');
    assert.deepEqual(missing, [
      { name: 'verdict.json', reason: 'with pseudonyms it is another verdict; on the machine it is Pass' },
    ]);
  });

  it('is missing where it cannot be made, with the reason', () => {
    const wrong = { ...basis, require: ['NoSuchCheck'] };
    const { verdict, missing } = verdictOf({ ...real, basis: wrong }, { ...real, basis: wrong });
    assert.equal(verdict, null);
    assert.match(missing[0]!.reason, /NoSuchCheck/);
    assert.deepEqual(verdictOf({ snapshot: null, basis }, { snapshot: null, basis }), { verdict: null, missing: [] });
  });
});
