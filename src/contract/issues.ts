import type { BaseIssue } from 'valibot';

/** One schema issue as a sentence: where, what was there, what was wanted. */
export function describeIssue(issue: BaseIssue<unknown>): string {
  const place = (issue.path ?? [])
    .map((item) => (typeof item.key === 'number' ? `[${item.key}]` : `.${String(item.key)}`))
    .join('')
    .replace(/^\./, '');
  const found = issue.received === 'undefined' ? 'nothing' : issue.received.slice(0, 80);
  return `${place || 'document'}: found ${found}, expected ${issue.expected ?? 'another value'}`;
}
