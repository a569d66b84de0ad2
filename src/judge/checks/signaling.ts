import type { Check, Path } from '../../contract/verdict.ts';
import { signalingPrefixes } from '../../endpoints/select.ts';
import type { Prefix } from '../../net/prefix.ts';
import { intersect, rangeOf, subtract, toPrefixes, type Range } from '../../net/range.ts';
import { decide } from '../../routes/decide.ts';
import { tellsRules } from '../../routes/rules.ts';
import { answering } from '../answer.ts';
import type { Case } from '../case.ts';
import { readOsAnswers } from '../os-answers.ts';
import { references } from '../references.ts';
import { toSegments } from '../segments.ts';
import { cidrsOf, listed } from '../wording.ts';

const answer = answering('Signaling', references.securingTeams);

const ways: readonly (readonly [Path, string])[] = [
  ['Local', 'directly'],
  ['Vpn', 'through the VPN'],
  ['None', 'nowhere'],
];

const sayWhich = 'Say what the interface is: -LocalInterface or -VpnInterface (--local-interface, --vpn-interface).';

/** Where Teams' signalling (category Allow) goes. For information: either way is allowed. */
export function signaling(judged: Case): Check {
  const { snapshot, list, wanted } = judged;
  const allowed = signalingPrefixes(list);
  if (allowed.length === 0) return answer('NotApplicable', `The ${list.cloud} list names no addresses of signalling.`);
  if (!([4, 6] as const).every((family) => tellsRules(snapshot, family)))
    return answer('Unknown', 'The policy rules of this Linux are not in the snapshot.');
  if (selectsByProtocol(snapshot.rules ?? []))
    return answer('Unknown', 'Policy rules choose by protocol or port, and were followed for media only.');
  const byPath = pathsOf(judged, allowed);
  const undecided = byPath('UnknownTunnel');
  if (undecided.length > 0)
    return answer('Unknown', `It is not known where signalling goes: ${listed(undecided)}.`, sayWhich);
  const told = ways.map(([path, words]) => ({ words, cidrs: byPath(path) })).filter(({ cidrs }) => cidrs.length > 0);
  if (told.length === 1 && byPath('None').length > 0)
    return answer('Warning', 'No route leads to the addresses of signalling.', 'Connect the machine and test again.');
  const sentence = told.map(({ words, cidrs }) => `${words} ${listed(cidrs)}`).join('; ');
  const shared = cidrsOf(intersect(allowed.map(rangeOf), wanted.map(rangeOf)));
  const both = shared.length > 0 ? ` It shares ${listed(shared)} with media: an exclusion by prefix takes both.` : '';
  return answer('Pass', `Signalling goes ${sentence}. Either way is allowed.${both}`);
}

/** Tells the part of the prefixes that goes each way. What they share with media is decided already. */
function pathsOf({ segments, wanted, snapshot, interfaces, destinations }: Case, allowed: readonly Prefix[]) {
  const ranges = allowed.map(rangeOf);
  const rest = subtract(ranges, wanted.map(rangeOf)).flatMap(toPrefixes);
  const others = toSegments(decide(snapshot, rest, destinations).pieces, interfaces, readOsAnswers([]));
  const all: readonly (Range & { readonly path: Path })[] = [...segments, ...others];
  return (path: Path): string[] =>
    cidrsOf(
      intersect(
        all.filter((segment) => segment.path === path),
        ranges,
      ),
    );
}

interface Selectors {
  readonly ipproto?: number | null;
  readonly dport?: unknown;
}

function selectsByProtocol(rules: readonly Selectors[]): boolean {
  return rules.some(({ ipproto, dport }) => (ipproto != null && ipproto !== 0) || dport != null);
}
