import type { Progress } from './output.ts';
import { isTerminal, write } from './stdio.ts';

const cells = 30;
const width = 79;

/** Shows progress on the terminal's last line, where standard error is one; a log gets nothing of it. */
export function showProgress(progress: Progress): void {
  if (!isTerminal(2)) return;
  const line = progress.completed ? '' : barOf(progress);
  write(2, `\r${line.padEnd(width)}${progress.completed ? '\r' : ''}`);
}

/** `Reading [#####.....] 50 % 250 MB`, or without a bar where nobody knows how much is left. */
export function barOf({ activity, status, percent }: Progress): string {
  if (percent === null) return `${activity}: ${status}`.slice(0, width);
  const done = Math.round((percent / 100) * cells);
  return `${activity} [${'#'.repeat(done).padEnd(cells, '.')}] ${percent} % ${status}`.slice(0, width);
}
