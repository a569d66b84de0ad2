import assert from 'node:assert/strict';
import fc from 'fast-check';
import { overlaps, parsePrefix, type Prefix } from '../../src/net/prefix.ts';
import { rangeOf, type Range } from '../../src/net/range.ts';
import { cut } from '../../src/routes/cuts.ts';
import { decide } from '../../src/routes/decide.ts';
import { localDefaults, machine } from '../judge/machine.ts';
import { destination } from '../judge/tables.ts';

const prefixes = (of: 4 | 6, maxLength: number) =>
  fc.array(
    destination.map(parsePrefix).filter(({ family }) => family === of),
    { maxLength },
  );

const isIn = (inner: Range, outer: Range) => outer.first <= inner.first && inner.last <= outer.last;

describe('cutting wanted prefixes', () => {
  it('refuses those that overlap, in whatever order, and no others', () => {
    fc.assert(
      fc.property(prefixes(4, 4), (wanted) => {
        const pairs = wanted.flatMap((a, i) => wanted.slice(i + 1).map((b): [Prefix, Prefix] => [a, b]));
        const doCut = () => cut(wanted, []);
        if (pairs.some(([a, b]) => overlaps(a, b))) assert.throws(doCut, RangeError);
        else assert.deepEqual(doCut().length, wanted.length);
      }),
    );
  });

  it('tells of every piece all that covers it, from the shortest to the longest', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<4 | 6>(4, 6).chain((of) => fc.tuple(prefixes(of, 1), prefixes(of, 8))),
        ([wanted, all]) => {
          const items = all.map((prefix) => ({ prefix }));
          for (const piece of cut(wanted, items)) {
            const expected = items.filter(({ prefix }) => isIn(piece, rangeOf(prefix)));
            assert.deepEqual(
              piece.covering.map(({ prefix }) => prefix),
              expected.map(({ prefix }) => prefix).sort((a, b) => a.length - b.length),
            );
          }
        },
      ),
    );
  });

  it('names the two, so that the defect is found', () => {
    const wanted = ['52.112.0.0/14', '52.113.0.0/16'].map(parsePrefix);
    const expected = { name: 'RangeError', message: 'wanted prefixes overlap: 52.112.0.0/14 and 52.113.0.0/16' };
    assert.throws(() => decide(machine(localDefaults), wanted.reverse()), expected);
  });
});
