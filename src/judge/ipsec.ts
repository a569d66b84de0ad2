import type { IpsecPolicy } from '../contract/ipsec.ts';
import type { Snapshot } from '../contract/snapshot.ts';
import { mediaPorts, type MediaPorts } from '../endpoints/select.ts';
import { parseAddress, type Address } from '../net/address.ts';
import { contains, overlaps, parsePrefix, type Prefix } from '../net/prefix.ts';
import { toPrefixes, type Range } from '../net/range.ts';
import { cut } from '../routes/cuts.ts';
import type { Hop } from '../routes/route.ts';
import type { Case } from './case.ts';
import { interfaceAddresses } from './interface-addresses.ts';
import type { JudgedSegment } from './segments.ts';
import { cidrsOf, listed } from './wording.ts';

/**
 * What of local media IPsec policies of Linux take or block whatever its route says (RFC 4301 section 5.1), a sentence a
 * policy's way of doing it.
 */
export function takenByIpsec(judged: Case): string[] {
  const policies = (judged.snapshot.ipsecPolicies ?? [])
    .map(readPolicy)
    .filter(({ prefix }) => judged.wanted.some((wanted) => overlaps(wanted, prefix)));
  if (policies.length === 0) return [];
  const media = mediaPorts(judged.list);
  const taken = new Map<string, Range[]>();
  for (const segment of judged.segments.filter(({ path }) => path === 'Local')) {
    const sources = sourcesOf(segment, judged.snapshot);
    for (const piece of cut(toPrefixes(segment), policies)) {
      const policy = firstThatTakes(piece.covering, segment, sources, media);
      if (policy) taken.set(deedOf(policy), [...(taken.get(deedOf(policy)) ?? []), piece]);
    }
  }
  return [...taken].map(([deed, ranges]) => `${deed} ${listed(cidrsOf(ranges))}`);
}

interface Policy extends IpsecPolicy {
  readonly prefix: Prefix;
  readonly from: Prefix;
  readonly order: number;
}

function readPolicy(policy: IpsecPolicy, order: number): Policy {
  return { ...policy, prefix: parsePrefix(policy.destination), from: parsePrefix(policy.source), order };
}

function deedOf({ blocks, transforms }: IpsecPolicy): string {
  if (blocks) return 'a policy blocks';
  const tunnel = transforms.find(({ mode }) => mode === 'tunnel');
  return tunnel ? `a policy sends into the tunnel to ${tunnel.to ?? 'nowhere'}` : 'a policy encrypts';
}

/**
 * The source that the kernel said it would use, else every address of an interface that it leaves by; none where that has no
 * address of its own and the kernel takes another's.
 */
function sourcesOf({ answers, best, family }: JudgedSegment, snapshot: Snapshot): Address[] {
  const told = answers.flatMap(({ source }) => (source ? [parseAddress(source)] : []));
  if (told.length > 0) return told;
  return interfaceAddresses(snapshot)
    .filter(({ interfaceIndex, address }) => address.family === family && leavesBy(interfaceIndex, best))
    .map(({ address }) => address);
}

/** Policies are asked by priority; one that lets packets be protects from those behind it only what it selects for sure. */
function firstThatTakes(
  covering: readonly Policy[],
  { best }: JudgedSegment,
  sources: readonly Address[],
  { protocol, ranges }: MediaPorts,
): Policy | null {
  const ports = ranges.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, i) => first + i));
  for (const policy of [...covering].sort((a, b) => a.priority - b.priority || a.order - b.order)) {
    const selectsSome =
      policy.interfaceId === 0 &&
      policy.mark[0] === 0 &&
      (policy.interfaceIndex === 0 || leavesBy(policy.interfaceIndex, best)) &&
      [0, protocol === 'udp' ? 17 : 6].includes(policy.protocol) &&
      (sources.length === 0 || sources.some((source) => contains(policy.from, source))) &&
      ports.some((port) => isSelected(port, policy.destinationPort));
    if (!selectsSome) continue;
    if (policy.blocks || policy.transforms.length > 0) return policy;
    const selectsAll =
      policy.sourcePort[1] === 0 &&
      (policy.interfaceIndex === 0 || best.every(({ interfaceIndex }) => interfaceIndex === policy.interfaceIndex)) &&
      (policy.from.length === 0 || (sources.length > 0 && sources.every((source) => contains(policy.from, source)))) &&
      ports.every((port) => isSelected(port, policy.destinationPort));
    if (selectsAll) return null;
  }
  return null;
}

function leavesBy(interfaceIndex: number, best: readonly Hop[]): boolean {
  return best.some((hop) => hop.interfaceIndex === interfaceIndex);
}

function isSelected(port: number, [wanted, mask]: readonly [number, number]): boolean {
  return (port & mask) === (wanted & mask);
}
