import { hostname } from 'node:os';
import type { BestRoute } from '../../contract/best-route.ts';
import { snapshotSchemaName, type Snapshot } from '../../contract/snapshot.ts';
import { readLinks } from '../../native/linux/links.ts';
import { Netlink } from '../../native/linux/netlink.ts';
import type { Address } from '../../net/address.ts';
import type { Prefix } from '../../net/prefix.ts';
import type { Machine } from '../machine.ts';
import { askKernel } from './answers.ts';
import { collectFirewall } from './firewall.ts';
import { collectNameResolution } from './name-resolution.ts';
import { observe } from './observe.ts';
import { collectProxies } from './proxies.ts';
import { runningClients } from './running.ts';
import { isWsl } from './wsl.ts';

/** A machine with Linux; all of it is readable without privileges. */
export const linux: Machine = { snapshot, bestRoutes };

/** @throws ToolError `KernelRoutingUnavailable`, `RoutesKeepChanging` */
function snapshot(wanted: readonly Prefix[], log: (message: string) => void): Snapshot {
  const running = runningClients();
  const notes = running ? [] : ["Other users' processes are hidden (hidepid): running VPN clients are not known."];
  const machine = {
    schema: snapshotSchemaName,
    computer: hostname(),
    platform: 'linux',
    collectedAt: new Date().toISOString(),
    wsl: isWsl(),
    running,
    nameResolution: collectNameResolution(),
    proxies: collectProxies(),
    firewall: collectFirewall((text) => notes.push(text)),
    notes,
  };
  const netlink = new Netlink();
  try {
    return { ...machine, ...observe(netlink, machine, wanted, log) };
  } finally {
    netlink.close();
  }
}

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
