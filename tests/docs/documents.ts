import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '../bed/paths.ts';

/** The project's pages by their paths in the checkout. */
export const pages: ReadonlyMap<string, string> = new Map(
  globSync(['*.md', 'docs/**/*.md', 'examples/**/*.md', 'src/**/*.md'], { cwd: checkout }).map((path) => [
    path.replaceAll('\\', '/'),
    textOf(path),
  ]),
);

export function textOf(path: string): string {
  return readFileSync(join(checkout, path), 'utf8');
}

/** The blocks of code of a page, with the language that each is said to be in. */
export function codeBlocks(page: string): { readonly language: string; readonly code: string }[] {
  return [...page.matchAll(/^```(\w*)\n([\s\S]*?)^```/gm)].map(([, language, code]) => ({ language, code }));
}

/** A section from its heading to the next one of the same level or a higher one. */
export function section(page: string, heading: string): string {
  const lines = page.split('\n');
  const start = lines.indexOf(heading);
  if (start < 0) throw new Error(`no heading ${heading}`);
  const level = heading.indexOf(' ');
  const length = lines.slice(start + 1).findIndex((line) => /^#+ /.test(line) && line.indexOf(' ') <= level);
  return lines.slice(start, length < 0 ? undefined : start + 1 + length).join('\n');
}

/** The words that stand in code spans. */
export function codeWords(text: string): Set<string> {
  return new Set([...text.matchAll(/`([^`\n]+)`/g)].flatMap(([, span]) => span.match(/\w+/g) ?? []));
}
