import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { ToolError, type ErrorCategory } from '../../src/contract/error.ts';
import { checkout } from '../bed/paths.ts';
import { textOf } from './documents.ts';

const source = textsOf('src/**/*.ts');
const module = textsOf('powershell/**/*.ps1');

/** Ids with the exit codes that the page gives them; none for those of PowerShell. */
const documented = new Map(
  [...textOf('docs/errors.md').matchAll(/^\| `(\w+)` +\| ([\d, ]*)/gm)].map(([, id, codes]) => [
    id,
    codes.match(/\d/g)?.map(Number) ?? [],
  ]),
);

/** Commands that have an exit code of their own for an error. */
const exceptions = new Map([
  ['RulesNotProposed', [1]],
  ['InternalError', [3]],
]);

describe('docs/errors.md', () => {
  it('has every id that is thrown, and no other', () => {
    const thrown = [
      ...[...source.matchAll(/(?:ToolError|unreadable|super)\(\s*'(\w+)'/g)].map(([, id]) => id),
      ...[...source.matchAll(/@throws ToolError (.*)/g)].flatMap(([, ids]) => ids.match(/(?<=`)[A-Z]\w+(?=`)/g) ?? []),
      ...[...module.matchAll(/New-TeamsError '(\w+)'/g)].map(([, id]) => id),
    ];
    assert.deepEqual(
      [...new Set(thrown)].filter((id) => !documented.has(id)),
      [],
    );
    assert.deepEqual(
      [...documented.keys()].filter((id) => !source.includes(`'${id}'`) && !module.includes(`'${id}'`)),
      [],
    );
  });

  it('gives each the exit code of its category', () => {
    const codes = new Map<string, Set<number>>();
    for (const [, id, category] of source.matchAll(/ToolError\(\s*'(\w+)',\s*'(\w+)'/g)) {
      const { exitCode } = new ToolError(id, category as ErrorCategory, '');
      codes.set(id, (codes.get(id) ?? new Set()).add(exitCode));
    }
    assert.ok(codes.size > 50);
    for (const [id, found] of codes) {
      const wanted = exceptions.get(id) ?? [...found];
      assert.ok(
        wanted.every((code) => documented.get(id)?.includes(code)),
        `${id}: ${wanted.join(', ')}`,
      );
    }
  });
});

function textsOf(pattern: string): string {
  return globSync(pattern, { cwd: checkout }).map(textOf).join('\n');
}
