import { isDeepStrictEqual } from 'node:util';
import type { Snapshot } from '../../contract/snapshot.ts';
import type { Netlink } from '../../native/linux/netlink.ts';
import type { Prefix } from '../../net/prefix.ts';
import { witnessAddresses } from '../../routes/witness.ts';
import { askKernel } from './answers.ts';
import { readInterfaces } from './interfaces.ts';
import { readRouteTables } from './routes.ts';
import { readPolicyRules } from './rules.ts';

type State = Pick<Snapshot, 'interfaces' | 'routes' | 'rules'>;
export type Observation = State & Pick<Snapshot, 'osAnswers' | 'stable'>;
type Machine = Pick<Snapshot, 'schema' | 'computer' | 'platform' | 'collectedAt'>;

const attempts = 3;

/**
 * What the kernel routes by, and its own answer for every piece of the wanted prefixes. Both belong together only if
 * nothing changed between the first question and the last, so everything is read again afterwards.
 */
export function observe(
  netlink: Netlink,
  machine: Machine,
  wanted: readonly Prefix[],
  log: (message: string) => void,
): Observation {
  let before = readState(netlink);
  for (let attempt = 1; ; attempt++) {
    log(`Read ${before.interfaces.length} interfaces, ${before.routes.length} routes, ${before.rules?.length} rules.`);
    const osAnswers = [...askKernel(netlink, witnessAddresses({ ...machine, ...before }, wanted))];
    log(`Asked the kernel for the route to ${osAnswers.length} addresses.`);
    const after = readState(netlink);
    const stable = isDeepStrictEqual(before, after);
    if (stable || attempt === attempts) return { ...before, osAnswers, stable };
    log('Interfaces, routes or rules changed meanwhile; starting again.');
    before = after;
  }
}

function readState(netlink: Netlink): State {
  return { interfaces: readInterfaces(netlink), routes: readRouteTables(netlink), rules: readPolicyRules(netlink) };
}
