import assert from 'node:assert/strict';
import { references } from '../../src/judge/references.ts';
import { judged, localDefaults, machine } from '../judge/machine.ts';
import { pages, section } from './documents.ts';

const page = pages.get('docs/checks.md')!;

describe('docs/checks.md', () => {
  it('has every check in its order, with a section of its own', () => {
    const ids = judged(machine(localDefaults)).checks.map(({ id }) => id);
    const table = section(page, '# The checks').split('\n## ')[0];
    assert.deepEqual(
      [...table.matchAll(/^\| `(\w+)`/gm)].map(([, id]) => id),
      ids,
    );
    assert.deepEqual(
      [...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading),
      ids,
    );
  });

  it('names the page or RFC that each check rests on', () => {
    const ofMedia = references.stun;
    assert.deepEqual(
      Object.values(references).filter((reference) => reference !== ofMedia && !page.includes(reference)),
      [],
    );
  });
});
