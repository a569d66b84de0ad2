import type { Bundle } from '../contract/bundle.ts';
import { plain, wrap } from './text.ts';

/** What is in a bundle, what is not, and what to do with it, for people. */
export function renderBundle({ path, entries, missing, redacted, replaced, status, tss }: Bundle): string {
  const sorts = new Map<string, number>();
  for (const { kind } of replaced) sorts.set(kind, (sorts.get(kind) ?? 0) + 1);
  const hidden = [...sorts].map(([kind, count]) => `${count} of kind ${kind}`).join(', ');
  return [
    ...wrap(plain(`${path}: ${entries.length} documents, verdict ${status ?? 'none'}`), '', 2),
    redacted
      ? `Replaced by pseudonyms: ${hidden || 'nothing'}. Look through it before you hand it on.`
      : 'It holds names, addresses and secrets as they are.',
    ...missing.flatMap(({ name, reason }) => wrap(plain(`missing or incomplete: ${name}: ${reason}`), '  ', 4)),
    `Microsoft's support may also ask for: ${tss}`,
  ].join('\n');
}
