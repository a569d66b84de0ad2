import { relayNames } from '../../contract/name-resolution.ts';
import type { EndpointList } from '../../contract/endpoints.ts';
import type { ObservedTrace } from '../../contract/trace.ts';
import type { Check } from '../../contract/verdict.ts';
import { parseAddress } from '../../net/address.ts';
import { contains, formatPrefix, type Prefix } from '../../net/prefix.ts';
import { answering } from '../answer.ts';
import { references } from '../references.ts';
import { listed } from '../wording.ts';

const answer = answering('TraceTarget', references.endpoints);

/** The Optimize prefix that holds an address; null where none does. */
export function optimizePrefixOf(address: string, wanted: readonly Prefix[]): string | null {
  const parsed = parseAddress(address);
  const found = wanted.find((prefix) => contains(prefix, parsed));
  return found ? formatPrefix(found) : null;
}

/** Whether the target is Teams media at all: only then its path says something of media. */
export function traceTarget(
  { target, addresses, address }: ObservedTrace,
  wanted: readonly Prefix[],
  { cloud }: EndpointList,
): Check {
  if (address === null) return answer('Unknown', 'The saved output does not name the address of its target.');
  const outside = addresses.filter((each) => optimizePrefixOf(each, wanted) === null);
  const resolved = target === address ? target : `${target} resolves to ${listed(addresses)}, which`;
  if (outside.length === 0) return answer('Pass', `${resolved} is in the Optimize prefixes.`);
  if (target === relayNames[cloud])
    return answer(
      'Fail',
      `${target} resolves to something else than a relay of Teams: ${listed(outside)}.`,
      'Look for a private zone, a filter or an interception of name resolution.',
    );
  return answer('NotApplicable', `${resolved} is in no Optimize prefix, so its path says nothing of Teams media.`);
}
