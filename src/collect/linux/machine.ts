import type { BestRoute } from '../../contract/best-route.ts';
import { readLinks } from '../../native/linux/links.ts';
import { Netlink } from '../../native/linux/netlink.ts';
import type { Address } from '../../net/address.ts';
import type { Machine } from '../machine.ts';
import { askKernel } from './answers.ts';

/** A machine with Linux. What only a snapshot needs is loaded only for one. */
export const linux: Machine = {
  snapshot: async (wanted, log) => (await import('./snapshot.ts')).takeSnapshot(wanted, log),
  bestRoutes,
};

/** @throws ToolError `KernelRoutingUnavailable` */
function* bestRoutes(addresses: Iterable<Address>): Generator<BestRoute> {
  const netlink = new Netlink();
  try {
    const names = new Map(readLinks(netlink).map(({ index, name }) => [index, name]));
    for (const answer of askKernel(netlink, [...addresses])) {
      yield Object.assign(answer, { interfaceName: names.get(answer.interfaceIndex ?? 0) ?? null });
    }
  } finally {
    netlink.close();
  }
}
