import { signalingFlows } from '../../endpoints/select.ts';
import { intersect, rangeOf, subtract } from '../../net/range.ts';
import type { Case } from '../../judge/case.ts';
import { cidrsOf, listed } from '../../judge/wording.ts';
import type { BlockOptions } from './block-rules.ts';

/** What rules stop that were widened beyond Teams media, and why rules may do nothing. */
export function planWarnings(judged: Case, options: BlockOptions): string[] {
  return [
    ...portWarnings(judged, options),
    ...prefixWarnings(judged, options),
    ...interfaceWarnings(judged, options),
    ...obstacles(judged),
  ];
}

function obstacles({ snapshot: { firewall } }: Case): string[] {
  const ignoring = (firewall?.profiles ?? []).filter(({ localRules }) => localRules === false);
  return [
    ...(firewall?.service === false ? ["The firewall's service (MpsSvc) does not run: rules do nothing."] : []),
    ...(ignoring.length > 0
      ? [
          `A policy ignores the machine's own rules in the network profile ${listed(ignoring.map(({ profile }) => profile))} (AllowLocalPolicyMerge): there only rules of that policy hold.`,
        ]
      : []),
  ];
}

function portWarnings({ list, wanted }: Case, { ports }: BlockOptions): string[] {
  if (ports === null) return [];
  const stopped = signalingFlows(list).flatMap(({ protocol, ranges, prefixes }) => {
    const shared = intersect(prefixes.map(rangeOf), wanted.map(rangeOf)).length > 0;
    const hit = ranges.filter(
      (range) => ports === 'All' || ports.some(({ first, last }) => first <= range.last && range.first <= last),
    );
    return protocol === 'udp' && shared
      ? hit.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`))
      : [];
  });
  const signalling = stopped.length > 0 ? `, among it Teams signalling (QUIC, UDP ${listed(stopped)})` : '';
  return [
    ports === 'All'
      ? `All UDP ports are blocked on the VPN, not only those of media: everything else by UDP to these addresses is stopped too${signalling}. TCP is left alone.`
      : `Other UDP ports are blocked on the VPN than the endpoint list's${signalling}.`,
  ];
}

function prefixWarnings({ wanted }: Case, { prefixes }: BlockOptions): string[] {
  const others = subtract(prefixes.map(rangeOf), wanted.map(rangeOf));
  if (others.length === 0) return [];
  return [
    `${listed(cidrsOf(others))} is not Teams media: UDP to these ports there is stopped on the VPN, whatever it is; it may have no other way.`,
  ];
}

function interfaceWarnings({ snapshot, interfaces }: Case, { interfaceAliases }: BlockOptions): string[] {
  const named = snapshot.interfaces.filter(({ name }) =>
    interfaceAliases.some((alias) => alias.toLowerCase() === name.toLowerCase()),
  );
  return named
    .map(({ index }) => interfaces.byIndex.get(index)!)
    .filter(({ path }) => path !== 'Vpn')
    .map(
      ({ name, reason }) =>
        `${name} is blocked though it was not recognised as a VPN (${reason}): media that leaves there is stopped.`,
    );
}
