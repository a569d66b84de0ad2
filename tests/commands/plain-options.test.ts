import assert from 'node:assert/strict';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { plainOptions } from '../../src/commands/plain-options.ts';

const options = {
  quiet: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  cloud: { type: 'string' },
  snapshot: { type: 'string', multiple: true },
} as const;

const words = [
  '--quiet',
  '--cloud',
  '--snapshot',
  '--snapshot=a',
  '--no-quiet',
  '--toString',
  '-h',
  '-',
  '--',
  '',
  'a',
];

describe('plain command lines', () => {
  it('are read as parseArgs reads them, and others left to it', () => {
    let plain = 0;
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 6 }), (args) => {
        const values = plainOptions(args, options);
        if (values === null) return;
        plain++;
        assert.deepEqual(values, { ...parseArgs({ args, options }).values });
      }),
      { numRuns: 20_000 },
    );
    assert.ok(plain > 1000);
  });

  it('include those of a test', () => {
    const args = ['--snapshot', 'a.json', '--snapshot', '-', '--quiet', '--cloud', 'China'];
    assert.deepEqual(plainOptions(args, options), { snapshot: ['a.json', '-'], quiet: true, cloud: 'China' });
  });
});
