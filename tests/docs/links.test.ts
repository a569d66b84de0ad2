import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { checkout } from '../bed/paths.ts';
import { pages } from './documents.ts';

describe('the links of the documentation', () => {
  for (const [path, page] of pages) {
    it(`of ${path} lead somewhere`, () => {
      const targets = [...page.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target);
      assert.deepEqual(
        targets.filter((target) => !/^https:\/\//.test(target) && !leadsSomewhere(path, target)),
        [],
      );
    });
  }

  it('reach every page from the first one', () => {
    const reached = new Set(['README.md']);
    for (const path of reached)
      for (const [, target] of (pages.get(path) ?? '').matchAll(/\]\(([^)\s#]+)[^)]*\)/g))
        reached.add(posix.join(posix.dirname(path), target));
    const decisions = reached.has('docs/decisions/') ? 'docs/decisions/' : 'none';
    const lost = [...pages.keys()].filter((path) => path.startsWith('docs/') && !path.startsWith(decisions));
    assert.deepEqual(
      lost.filter((path) => !reached.has(path)),
      [],
    );
  });
});

function leadsSomewhere(from: string, target: string): boolean {
  const [path, anchor] = target.split('#');
  const file = path === '' ? from : posix.join(posix.dirname(from), path);
  if (!existsSync(join(checkout, file))) return false;
  return anchor === undefined || anchorsOf(pages.get(file) ?? '').has(anchor);
}

/** As GitHub makes them of headings. */
function anchorsOf(page: string): Set<string> {
  const headings = [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading);
  return new Set(
    headings.map((heading) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}
