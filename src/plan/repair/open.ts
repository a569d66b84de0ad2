import type { Case } from '../../judge/case.ts';
import { pathOf } from '../../judge/paths.ts';
import type { JudgedSegment } from '../../judge/segments.ts';

/**
 * The segments that routes can close: what leaks, what may leak because a metric is not known, and holes in a family
 * that is routed otherwise. A family without any route doesn't count, as in the judge.
 */
export function openSegments({ segments, interfaces }: Case): JudgedSegment[] {
  const routed = new Set(segments.filter(({ path }) => path !== 'None').map(({ family }) => family));
  return segments.filter(({ path, family, missing, best }) => {
    if (path === 'None') return routed.has(family);
    const mayLeak = missing === 'metric' && best.some((hop) => pathOf(interfaces, hop.interfaceIndex) === 'Vpn');
    return path === 'Vpn' || mayLeak;
  });
}
