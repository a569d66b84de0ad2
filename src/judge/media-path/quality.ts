import { mediaLimits, type MediaPathRow, type MediaQuality } from '../../contract/media-path.ts';
import type { Check } from '../../contract/verdict.ts';
import { answering } from '../answer.ts';
import { references } from '../references.ts';
import { listed } from '../wording.ts';

const answer = answering('MediaQuality', references.ports);

/** Round trip, loss and jitter of the paths that the operating system chose, against Microsoft's targets. */
export function mediaQuality(rows: readonly MediaPathRow[], isAsked: boolean): Check {
  if (!isAsked) return answer('NotApplicable', 'Not measured: -Count (--count) measures.');
  const measured = rows.filter(({ boundTo, quality }) => boundTo === null && quality !== null);
  if (measured.length === 0) return answer('Unknown', 'Nothing answered, so nothing could be measured.');
  const missed = measured.flatMap(({ address, quality }) => missesOf(quality!).map((miss) => `${address}: ${miss}`));
  if (missed.length > 0)
    return answer(
      'Warning',
      `Not within Microsoft's targets: ${listed(missed)}.`,
      'Look for a loaded or wireless link.',
    );
  return answer(
    'Pass',
    `Within Microsoft's targets: ${listed(measured.map(({ address, quality }) => `${address}: ${describe(quality!)}`))}.`,
  );
}

function missesOf({ roundTrip, loss, jitter }: MediaQuality): string[] {
  return [
    ...(roundTrip && roundTrip.mean >= mediaLimits.roundTrip
      ? [`round trip ${roundTrip.mean.toFixed(1)} ms, not below ${mediaLimits.roundTrip}`]
      : []),
    ...(loss >= mediaLimits.loss ? [`loss ${loss.toFixed(1)} %, not below ${mediaLimits.loss}`] : []),
    ...(jitter !== null && jitter >= mediaLimits.jitter
      ? [`jitter ${jitter.toFixed(1)} ms, not below ${mediaLimits.jitter}`]
      : []),
  ];
}

function describe({ roundTrip, loss, jitter, received }: MediaQuality): string {
  const time = roundTrip === null ? 'no round trip' : `round trip ${roundTrip.mean.toFixed(1)} ms`;
  return `${time}, loss ${loss.toFixed(1)} %, jitter ${jitter === null ? 'unknown' : `${jitter.toFixed(1)} ms`} of ${received} answers`;
}
