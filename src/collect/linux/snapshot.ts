import { hostname } from 'node:os';
import { snapshotSchemaName, type Snapshot } from '../../contract/snapshot.ts';
import { Netlink } from '../../native/linux/netlink.ts';
import type { Prefix } from '../../net/prefix.ts';
import { collectFirewall } from './firewall.ts';
import { collectIpsecPolicies } from './ipsec.ts';
import { collectNameResolution } from './name-resolution.ts';
import { observe } from './observe.ts';
import { collectProxies } from './proxies.ts';
import { runningClients } from './running.ts';
import { isWsl } from './wsl.ts';

/**
 * Everything observed on this Linux; it needs no privilege but for the firewall and IPsec.
 * @throws ToolError `KernelRoutingUnavailable`, `RoutesKeepChanging`
 */
export function takeSnapshot(wanted: readonly Prefix[], log: (message: string) => void): Snapshot {
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
    ipsecPolicies: collectIpsecPolicies((text) => notes.push(text)),
    notes,
  };
  const netlink = new Netlink();
  try {
    return { ...machine, ...observe(netlink, machine, wanted, log) };
  } finally {
    netlink.close();
  }
}
