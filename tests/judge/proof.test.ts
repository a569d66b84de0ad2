import fc from 'fast-check';
import { agreesEverywhere } from './agreement.ts';
import { linuxSnapshot, windowsSnapshot } from './tables.ts';

const runs = 500;

describe('the proof against brute force', () => {
  it('agrees for every address of random Windows tables', () => {
    fc.assert(fc.property(windowsSnapshot, agreesEverywhere), { numRuns: runs });
  });

  it('agrees for every address of random Linux tables and rules', () => {
    fc.assert(fc.property(linuxSnapshot, agreesEverywhere), { numRuns: runs });
  });
});
