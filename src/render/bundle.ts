import type { Bundle, Missing } from '../contract/bundle.ts';
import { plain, wrap } from './text.ts';

/** What is in a bundle, what is not, and what to do with it, for people. */
export function renderBundle({ path, entries, missing, redacted, replaced, status, tss }: Bundle): string {
  const sorts = new Map<string, number>();
  for (const { kind } of replaced) sorts.set(kind, (sorts.get(kind) ?? 0) + 1);
  const hidden = [...sorts].map(([kind, count]) => `${count} of kind ${kind}`).join(', ');
  return [
    ...wrap(plain(`${path}: ${entries.length} documents, verdict ${status ?? 'none'}`), '', 2),
    ...wrap(
      redacted
        ? `Replaced by pseudonyms: ${hidden || 'nothing'}. Look through it before you hand it on.`
        : 'It holds names, addresses and secrets as they are.',
      '',
      2,
    ),
    ...(missing.length === 0 ? [] : [`missing or incomplete: ${missing.length}, listed in its manifest.json`]),
    `Microsoft's support may also ask for: ${tss}`,
  ].join('\n');
}

/** What is missing, each reason said once. */
export function groupByReason(missing: readonly Missing[]): string[] {
  const names = new Map<string, string[]>();
  for (const { name, reason } of missing) names.set(reason, [...(names.get(reason) ?? []), name]);
  return [...names].map(([reason, each]) => `${each.join(', ')}: ${reason}.`);
}
