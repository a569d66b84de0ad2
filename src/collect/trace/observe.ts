import type { ObservedTrace, TraceMethod } from '../../contract/trace.ts';
import { parseAddress, type Address } from '../../net/address.ts';
import { sourceTowards } from '../source.ts';
import { followHops, type FollowOptions } from './follow.ts';
import type { Prober } from './prober.ts';

/** A target whose addresses are known. */
export interface Target {
  readonly target: string;
  readonly addresses: readonly string[];
}

export interface Observation {
  readonly observed: ObservedTrace;
  /** Resolves when no probe is out any more. The process must not end before. */
  readonly closed: Promise<void>;
}

/**
 * Follows the path to the first of a target's addresses.
 * @throws ToolError where this system cannot follow a path at all
 */
export async function observeTrace({ target, addresses }: Target, options: FollowOptions): Promise<Observation> {
  const address = addresses[0];
  const { method, prober } = await openProber(parseAddress(address), address);
  const { hops, complete } = await followHops(prober, options);
  const { source, error } = prober;
  const observed = { target, addresses, address, method, source, hops, complete, error };
  return { observed, closed: prober.close() };
}

async function openProber(target: Address, text: string): Promise<{ method: TraceMethod; prober: Prober }> {
  if (process.platform === 'win32') {
    const { EchoProber } = await import('./windows.ts');
    const { source } = await sourceTowards(text, target.family, 3478);
    return { method: 'ICMP echo', prober: new EchoProber(target, source) };
  }
  const { UdpProber } = await import('./linux.ts');
  return { method: 'UDP 3478', prober: new UdpProber(target) };
}
