import { mediaPathSchemaName, type MediaPath, type ObservedMediaPath } from '../contract/media-path.ts';
import type { Check, Status } from '../contract/verdict.ts';
import type { Case } from './case.ts';
import { boundMedia, mediaAnswer, mediaSource } from './media-path/checks.ts';
import { mediaQuality } from './media-path/quality.ts';
import { rowsOf } from './media-path/rows.ts';

/**
 * Says by which interface media leaves and answers come, where a socket of the VPN would get, and how good the path is.
 * @param isMeasured whether a measurement was asked for
 */
export function judgeMediaPath(
  observed: ObservedMediaPath,
  { snapshot, interfaces }: Pick<Case, 'snapshot' | 'interfaces'>,
  isMeasured: boolean,
): MediaPath {
  const paths = rowsOf(observed, snapshot, interfaces);
  const checks = [mediaSource(paths), mediaAnswer(paths), boundMedia(paths), mediaQuality(paths, isMeasured)];
  return {
    schema: mediaPathSchemaName,
    status: overallOf(checks),
    computer: snapshot.computer,
    collectedAt: snapshot.collectedAt,
    complete: observed.complete,
    ports: observed.ports,
    paths,
    checks,
  };
}

/** The worst of source and answer. A VPN that could be used and a bad path are warnings; their silence proves nothing. */
function overallOf([source, answer, ...others]: readonly Check[]): Status {
  const has = (status: Status) => [source, answer].some((check) => check.status === status);
  if (has('Fail')) return 'Fail';
  if (has('Unknown')) return 'Unknown';
  return others.some(({ status }) => status === 'Warning') ? 'Warning' : 'Pass';
}
