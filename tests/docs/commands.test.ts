import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { commands } from '../../src/commands/index.ts';
import { checkout } from '../bed/paths.ts';
import { codeBlocks, codeWords, pages, textOf } from './documents.ts';

const common = ['json', 'ndjson', 'quiet', 'verbose', 'help', 'version'];

/** Parameters that PowerShell gives every cmdlet, and every one that changes something. */
const everywhere = ['ErrorAction', 'Verbose', 'WhatIf', 'Confirm'];

const cmdlets = new Map(
  globSync('powershell/TeamsSplitTunnel/Public/*.ps1', { cwd: checkout }).map((file) => [
    basename(file, '.ps1'),
    new Set([...textOf(file).matchAll(/\$(\w+)/g)].map(([, name]) => name)),
  ]),
);

describe('the commands that the documentation shows', () => {
  for (const [path, page] of pages) {
    const lines = codeBlocks(page).flatMap(({ code }) => code.split('\n'));
    const calls = [...lines, ...spansOf(page)].flatMap((line) => line.split(/[|;&<>]|\$\(/).map((part) => part.trim()));

    it(`of ${path} have the options that they are called with`, async () => {
      for (const call of calls.filter((each) => /^teams-split-tunnel [a-z]/.test(each))) {
        const [, name, ...words] = call.replace(/ #.*/, '').split(/\s+/);
        assert.ok(name in commands, call);
        const { command } = await commands[name]();
        const known = [...Object.keys(command.options), ...common];
        const options = words.flatMap((word) => /^\[?--([a-z-]+)/.exec(word)?.[1] ?? []);
        assert.deepEqual(
          options.filter((option) => !known.includes(option)),
          [],
          call,
        );
      }
    });

    it(`of ${path} are cmdlets of the module, with their parameters`, () => {
      const named = page.match(/\b(?!Custom-)[A-Z][a-z]+-Teams\w+\b(?!\.ps1)/g) ?? [];
      assert.deepEqual(
        named.filter((name) => !cmdlets.has(name)),
        [],
      );
      for (const call of calls) {
        const [, name, rest] = /^\(?([A-Z][a-z]+-Teams\w+)(?!\.ps1)(.*)/.exec(call.replace(/ #.*/, '')) ?? [];
        if (name === undefined) continue;
        const parameters = [...rest.matchAll(/(?<= )-([A-Z]\w+)/g)].map(([, parameter]) => parameter);
        assert.deepEqual(
          parameters.filter((each) => !cmdlets.get(name)!.has(each) && !everywhere.includes(each)),
          [],
          call,
        );
      }
    });
  }

  it('are all in README.md', () => {
    const words = codeWords(pages.get('README.md')!);
    assert.deepEqual(
      Object.keys(commands).filter((name) => !name.split('-').every((word) => words.has(word))),
      [],
    );
    assert.deepEqual(
      [...cmdlets.keys()].filter((name) => !name.split('-').every((word) => words.has(word))),
      [],
    );
  });
});

function spansOf(page: string): string[] {
  return [...page.matchAll(/(?<!`)`([^`\n]+)`/g)].map(([, span]) => span);
}
