import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formatPrefix, lastOf, parsePrefix } from '../../src/net/prefix.ts';
import { intersect, merge, rangeOf, subtract, toPrefixes, type Range } from '../../src/net/range.ts';

/** Ranges small enough to hold as sets of addresses. */
const range = fc
  .record({ family: fc.constantFrom<4 | 6>(4, 6), first: fc.bigInt(0n, 60n), size: fc.bigInt(0n, 20n) })
  .map(({ family, first, size }): Range => ({ family, first, last: first + size }));
const ranges = fc.array(range, { maxLength: 6 });

function members(all: Iterable<Range>): Set<string> {
  const set = new Set<string>();
  for (const { family, first, last } of all)
    for (let value = first; value <= last; value++) set.add(`${family}:${value}`);
  return set;
}

describe('ranges', () => {
  it('become the fewest prefixes that hold exactly their addresses', () => {
    fc.assert(
      fc.property(range, (one) => {
        const prefixes = toPrefixes(one);
        assert.deepEqual(members(prefixes.map(rangeOf)), members([one]));
        assert.equal(prefixes.length, fewest(one));
      }),
    );
  });

  it('at both ends of the address space', () => {
    for (const text of ['0.0.0.0/0', '::/0', '255.255.255.255/32', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128']) {
      assert.deepEqual(toPrefixes(rangeOf(parsePrefix(text))).map(formatPrefix), [text]);
    }
    const almostAll = { family: 4 as const, first: 1n, last: 0xffffffffn };
    assert.equal(toPrefixes(almostAll).length, 32);
  });

  it('merge, subtract and intersect as sets do', () => {
    fc.assert(
      fc.property(ranges, ranges, (a, b) => {
        assert.deepEqual(members(merge(a)), members(a));
        assert.deepEqual(members(subtract(a, b)), members(a).difference(members(b)));
        assert.deepEqual(members(intersect(a, b)), members(a).intersection(members(b)));
      }),
    );
  });

  it('merge leaves no two ranges that overlap or touch', () => {
    fc.assert(
      fc.property(ranges, (all) => {
        const merged = merge(all);
        for (let i = 1; i < merged.length; i++) {
          const [before, next] = [merged[i - 1], merged[i]];
          assert.ok(before.family < next.family || before.last + 1n < next.first);
        }
      }),
    );
  });
});

/** Dynamic programming over the range's addresses: the fewest aligned blocks that tile it. */
function fewest({ first, last }: Range): number {
  const best = new Map<bigint, number>([[last + 1n, 0]]);
  for (let at = last; at >= first; at--) {
    let least = Infinity;
    for (let size = 1n; at % size === 0n && at + size - 1n <= last; size *= 2n)
      least = Math.min(least, 1 + best.get(at + size)!);
    best.set(at, least);
  }
  return best.get(first)!;
}

describe('prefixes', () => {
  it('refuse host bits and say what was meant', () => {
    assert.throws(() => parsePrefix('52.113.0.0/14'), /52\.112\.0\.0\/14/);
    assert.throws(() => parsePrefix('2603:1063::1/38'), /2603:1063::\/38/);
    for (const text of [
      '52.112.0.0',
      '52.112.0.0/',
      '52.112.0.0/33',
      '::/129',
      '52.112.0.0/014',
      '52.112.0.0/-1',
      '/8',
    ]) {
      assert.throws(() => parsePrefix(text), { id: 'PrefixInvalid' }, text);
    }
  });

  it('know their last address', () => {
    assert.equal(lastOf(parsePrefix('52.112.0.0/14')), 0x3473ffffn);
  });
});
