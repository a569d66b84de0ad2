import type { BaseIssue } from 'valibot';

/** One schema issue as a sentence: where, what was there, what was wanted. */
export function describeIssue(issue: BaseIssue<unknown>): string {
  const place = (issue.path ?? [])
    .map((item) => (typeof item.key === 'number' ? `[${item.key}]` : `.${String(item.key)}`))
    .join('')
    .replace(/^\./, '');
  if (issue.received === 'undefined') return `${place || 'document'}: missing`;
  return `${place || 'document'}: found ${issue.received.slice(0, 80)}, expected ${issue.expected ?? 'another value'}`;
}
