import type { RuleState } from '../../contract/block-rule.ts';
import type { SnapshotInterface } from '../../contract/snapshot.ts';
import { intersect, type Range } from '../../net/range.ts';
import type { Case } from '../case.ts';
import { cidrsOf, listed } from '../wording.ts';
import { isUnconditional, mediaOf, signalingOf, touched, type Traffic } from './effect.ts';
import { forceOf } from './force.ts';
import { isOn, type BlockingRule } from './rule.ts';

/** What a rule stops that should go through. */
interface Excess {
  readonly what: 'media' | 'signalling';
  readonly reason: string;
  /** False where a condition that is not judged, or the network profile, may keep the rule from doing it. */
  readonly sure: boolean;
}

/** The worst that a rule stops against the administrator's wish; null where there is nothing. */
export function excessOf(rule: BlockingRule, judged: Case): Excess | null {
  const { holds } = forceOf(rule, judged.snapshot);
  if (holds === 'no') return null;
  const sure = holds === 'yes' && isUnconditional(rule);
  const media = mediaOf(judged);
  for (const row of rowsOn(rule, judged)) {
    const stopped = intersect(touched(rule, media), wayOfMedia(row, judged, media));
    if (stopped.length > 0)
      return { what: 'media', sure, reason: `it stops media on ${row.name} (${listed(cidrsOf(stopped))})` };
  }
  for (const row of rowsOn(rule, judged)) {
    const stopped = signalingOf(judged).find((traffic) => touched(rule, traffic).length > 0);
    if (stopped)
      return { what: 'signalling', sure, reason: `it stops signalling (${wordsOf(stopped)}) on ${row.name}` };
  }
  return null;
}

/** The local and VPN interfaces that a rule is about. */
function rowsOn(rule: BlockingRule, { snapshot, interfaces }: Case): SnapshotInterface[] {
  return snapshot.interfaces.filter((row) => {
    const { path, dropped, connected4, connected6 } = interfaces.byIndex.get(row.index)!;
    const counts = !dropped && (path === 'Local' || (path === 'Vpn' && (connected4 || connected6)));
    return counts && isOn(rule, row);
  });
}

/** What of media has to be able to leave by an interface: all by a local one, by a VPN what its routes take along. */
function wayOfMedia(
  { index }: SnapshotInterface,
  { interfaces, segments }: Case,
  { ranges }: Traffic,
): readonly Range[] {
  if (interfaces.byIndex.get(index)!.path === 'Local') return ranges;
  return segments.filter(({ best }) => best.some(({ interfaceIndex }) => interfaceIndex === index));
}

function wordsOf({ protocol, ports }: Traffic): string {
  const texts = ports.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`));
  return `${protocol === 17 ? 'UDP' : 'TCP'} ${listed(texts)}`;
}

/** What becomes of a rule on the judged machine, and why. */
export function stateOf(rule: BlockingRule, judged: Case): { state: RuleState; reason: string } {
  const { holds, reason } = forceOf(rule, judged.snapshot);
  if (holds === 'no') return { state: 'Inert', reason };
  const excess = excessOf(rule, judged);
  if (excess) return { state: 'TooBroad', reason: excess.reason };
  if (holds === 'maybe') return { state: 'Inert', reason };
  if (!isUnconditional(rule))
    return {
      state: 'Inert',
      reason: `it is limited: ${listed([...rule.conditions, rule.program ?? ''].filter(Boolean))}`,
    };
  const names = rowsOn(rule, judged).map(({ name }) => name);
  const where = names.length > 0 ? `on ${listed(names)}` : 'on no interface that is connected';
  return { state: 'Right', reason: `it stops media ${where}` };
}
