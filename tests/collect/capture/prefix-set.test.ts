import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PrefixSet } from '../../../src/collect/capture/prefix-set.ts';
import type { Family } from '../../../src/contract/verdict.ts';
import { width } from '../../../src/net/address.ts';
import { contains, prefixOf, type Prefix } from '../../../src/net/prefix.ts';

const address = (family: Family) => fc.bigInt({ min: 0n, max: (1n << BigInt(width(family))) - 1n });
const prefix = (family: Family): fc.Arbitrary<Prefix> =>
  fc
    .tuple(address(family), fc.integer({ min: 0, max: width(family) }))
    .map(([value, length]) => prefixOf({ family, value }, length));
const any = fc.oneof(prefix(4), prefix(6));

describe('a set of prefixes', () => {
  it('holds what one of its prefixes holds, near their ends too', () => {
    const questions = fc.array(fc.tuple(fc.nat(9), fc.bigInt({ min: -2n, max: 2n }), fc.boolean()), { minLength: 1 });
    fc.assert(
      fc.property(
        fc.array(any, { minLength: 1, maxLength: 6 }),
        questions,
        address(4),
        address(6),
        (prefixes, near, v4, v6) => {
          const set = new PrefixSet(prefixes);
          const ends = near.map(([which, step, isLast]) => {
            const { family, first, length } = prefixes[which % prefixes.length]!;
            const hosts = 1n << BigInt(width(family) - length);
            const value = BigInt.asUintN(width(family), first + (isLast ? hosts : 0n) + step);
            return { family, value };
          });
          for (const each of [...ends, { family: 4 as const, value: v4 }, { family: 6 as const, value: v6 }]) {
            const expected = prefixes.some((prefix) => contains(prefix, each));
            const view = new DataView(new ArrayBuffer(16));
            if (each.family === 4) assert.equal(set.has4(Number(BigInt.asIntN(32, each.value))), expected);
            else {
              view.setBigUint64(0, each.value >> 64n);
              view.setBigUint64(8, BigInt.asUintN(64, each.value));
              assert.equal(set.has6(view, 0), expected);
            }
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});
