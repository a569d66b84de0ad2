import type { MediaPath, MediaPathRow, MediaQuality } from '../contract/media-path.ts';
import { renderCheck } from './check.ts';
import { plain, wrap } from './text.ts';

/** What real UDP does, for people: the answer, a line for every address and socket, a line a check. At most 100 columns. */
export function renderMediaPath(result: MediaPath): string {
  const { status, computer, collectedAt, ports, paths, checks, complete } = result;
  return [
    `${status}: path of UDP to Teams media, ports ${ports.join(', ')}`,
    plain(`${computer ?? 'unknown computer'}, ${collectedAt ?? 'unknown time'}${complete ? '' : '; stopped early'}`),
    '',
    ...paths.flatMap(renderRow),
    '',
    ...checks.flatMap(renderCheck),
  ].join('\n');
}

function renderRow(row: MediaPathRow): string[] {
  const { address, boundTo, source, interfaceName, answers, errors, quality } = row;
  const socket = boundTo === null ? 'unbound' : `bound to ${boundTo}`;
  const from =
    source === null
      ? 'no source address'
      : `from ${source}${boundTo === null && interfaceName ? ` (${interfaceName})` : ''}`;
  const heard = answers.length > 0 ? heardBy(row) : errors.length > 0 ? errors.join(', ') : 'no answer';
  const lines = wrap(plain(`${socket}, ${from}: ${heard}`), `${address.padEnd(24)} `, 27);
  return quality ? [...lines, ...wrap(describeQuality(quality), ' '.repeat(27), 27)] : lines;
}

function heardBy({ answers }: MediaPathRow): string {
  const fastest = Math.min(...answers.map(({ roundTrip }) => roundTrip));
  const names = [...new Set(answers.map(({ interfaceName }) => interfaceName ?? 'an unknown interface'))];
  const ports = [...new Set(answers.map(({ port }) => port))];
  return `answers by ${names.join(', ')} on ${ports.join(', ')} in ${fastest.toFixed(1)} ms`;
}

function describeQuality({ sent, received, loss, roundTrip, jitter }: MediaQuality): string {
  const time =
    roundTrip === null
      ? ''
      : `, round trip ${roundTrip.mean.toFixed(1)} ms (${roundTrip.least.toFixed(1)} to ${roundTrip.most.toFixed(1)})`;
  return `${received} of ${sent} answered, loss ${loss.toFixed(1)} %${time}${jitter === null ? '' : `, jitter ${jitter.toFixed(1)} ms`}`;
}
