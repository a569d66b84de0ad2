import type { Output } from '../output.ts';
import type { Found } from './sources.ts';

/** Milliseconds between two messages. */
const interval = 250;

/** How far the reading is. */
export function openProgress(out: Output, files: readonly Found[]) {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  let [bytes, documents, shown] = [0, 0, Date.now()];
  const show = (completed: boolean) => {
    const percent = total > 0 && !completed ? Math.min(100, Math.floor((100 * bytes) / total)) : null;
    out.progress({ activity: 'Judging the fleet', status: `${documents} documents`, percent, completed });
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
