import type { Output } from '../output.ts';
import { isTerminal, write } from '../stdio.ts';
import type { Found } from './sources.ts';

const interval = 500;

/** How far the reading is: as a message, or on one line of a terminal. */
export function openProgress(out: Output, files: readonly Found[]) {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const isOnTerminal = out.format !== 'ndjson' && out.format !== 'quiet' && isTerminal(2);
  let [bytes, documents, shown] = [0, 0, Date.now()];
  const show = (completed: boolean) => {
    const percent = total > 0 ? Math.min(100, Math.floor((100 * bytes) / total)) : null;
    const status = `${documents} documents`;
    out.progress({ activity: 'Judging the fleet', status, percent: completed ? null : percent, completed });
    if (isOnTerminal)
      write(2, completed ? '\r\u001b[K' : `\r${status}${percent === null ? '' : `, ${percent}%`}\u001b[K`);
  };
  return {
    add(size: number, count: number): void {
      bytes += size;
      documents += count;
      if (Date.now() - shown < interval) return;
      shown = Date.now();
      show(false);
    },
    end: () => show(true),
  };
}
