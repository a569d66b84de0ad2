import type { WatchedVerdict } from '../contract/watch.ts';
import { plain } from './text.ts';

/** A verdict of a watch for people: one line, and below it what changed. */
export function renderWatched({ status, collectedAt, computer, change, leaks, checks }: WatchedVerdict): string {
  const from = change.before === null || change.before === status ? '' : ` (was ${change.before})`;
  const proof = checks.find(({ id }) => id === 'OptimizeRoutes');
  const finding = checks.find((check) => check.status === status) ?? proof;
  return [
    `${collectedAt ?? 'unknown time'} ${status}${from}: ${leaks.length > 0 || !finding ? proof?.message : finding.message}`,
    ...(change.reason === 'Start' ? [`  watching ${computer ?? 'this machine'}`] : []),
    ...change.returned.map(({ message }) => `  ! ${message}`),
    ...change.observed.map(({ message }) => `  ${message}`),
    ...(change.more > 0 ? [`  and ${change.more} more`] : []),
  ]
    .map(plain)
    .join('\n');
}
