import type { TraceHop } from '../../contract/trace.ts';
import type { Check } from '../../contract/verdict.ts';
import { answering } from '../answer.ts';
import { references } from '../references.ts';

const answer = answering('TraceEnd', references.securingTeams);

/** Where the path ends: at the target, at a router that knows no way, in a circle, or in silence, which proves nothing. */
export function traceEnd(hops: readonly TraceHop[], loop: readonly string[]): Check {
  const last = hops.at(-1);
  if (last?.answer === 'Target') return answer('Pass', `The target answered, ${hops.length} hops away.`);
  if (last?.answer === 'Unreachable') {
    const what =
      last.unreachable === 'prohibited'
        ? 'it is prohibited to go there'
        : `the ${last.unreachable ?? 'destination'} is unreachable`;
    return answer(
      'Warning',
      `${last.addresses[0]} says that ${what}.`,
      'Calls die there: have the operator of that router look at its routes.',
    );
  }
  if (loop.length > 0) {
    const message = `Packets run in a circle between ${loop.join(' and ')}.`;
    return answer('Warning', message, 'Calls die there: have the operator of these routers look at their routes.');
  }
  return answer('Unknown', 'The target did not answer, which proves nothing: relays and routers may be silent.');
}

/** The addresses of a circle: those from the first that comes again, with another in between, to its second time. */
export function loopIn(hops: readonly TraceHop[]): string[] {
  const addresses = hops.map(({ addresses: [first] }) => first);
  for (const [end, address] of addresses.entries()) {
    const start = address === undefined ? -1 : addresses.indexOf(address);
    const between = addresses.slice(start + 1, end).filter((other) => other !== undefined && other !== address);
    if (start >= 0 && start < end && between.length > 0) return [...new Set([address!, ...between])] as string[];
  }
  return [];
}
