import type { Snapshot, SnapshotInterface, SnapshotRoute } from '../contract/snapshot.ts';
import type { Family } from '../contract/verdict.ts';
import { width } from '../net/address.ts';
import { lastOf, parseInterfaceAddress, type Prefix } from '../net/prefix.ts';
import { ToolError } from '../contract/error.ts';

/** Whether an interface carries traffic of a family: its own row's word, else whether it is up. */
export function isConnected(row: SnapshotInterface, family: Family): boolean {
  return (family === 4 ? row.connected4 : row.connected6) ?? row.up;
}

/** Route metric + interface metric, which Linux does not have; a source that printed the sum is taken at its word. */
export function effectiveMetric(
  route: SnapshotRoute,
  row: SnapshotInterface | undefined,
  family: Family,
  platform: string,
): number | null {
  if (route.effectiveMetric != null) return route.effectiveMetric;
  const ofInterface = platform === 'linux' ? 0 : family === 4 ? row?.metric4 : row?.metric6;
  return route.metric == null || ofInterface == null ? null : route.metric + ofInterface;
}

/** Whether routes over an interface take part: unknown interfaces do, so that nothing is proven by leaving them out. */
export function carries(row: SnapshotInterface | undefined, prefix: Prefix): boolean {
  if (!row) return true;
  if (!isConnected(row, prefix.family)) return false;
  const withoutDefault = prefix.family === 4 ? row.disableDefaultRoutes4 : row.disableDefaultRoutes6;
  return !(prefix.length === 0 && withoutDefault === true);
}

/** Whether the OS has already given the route up. */
export function isExpired(route: SnapshotRoute): boolean {
  return route.validLifetime === 0;
}

/**
 * Addresses whose host routes are the machine's own bookkeeping and no media: per interface its own addresses, and the
 * network address and directed broadcast of its on-link prefixes. A /31 (RFC 3021) and a /127 (RFC 6164) have only hosts.
 */
export function ownAddresses(snapshot: Snapshot): Map<number, Set<string>> {
  const own = new Map<number, Set<string>>();
  snapshot.interfaces.forEach((row, i) => {
    const addresses = new Set<string>();
    row.addresses?.forEach((text, j) => {
      for (const value of bookkeepingOf(text, `interfaces[${i}].addresses[${j}]`)) addresses.add(value);
    });
    own.set(row.index, addresses);
  });
  return own;
}

export function hostKey(family: Family, value: bigint): string {
  return `${family}:${value}`;
}

function bookkeepingOf(text: string, place: string): string[] {
  const { address, prefix } = readInterfaceAddress(text, place);
  const { family } = address;
  const keys = [hostKey(family, address.value)];
  if (width(family) - prefix.length < 2) return keys;
  keys.push(hostKey(family, prefix.first));
  if (family === 4) keys.push(hostKey(4, lastOf(prefix)));
  return keys;
}

function readInterfaceAddress(text: string, place: string): ReturnType<typeof parseInterfaceAddress> {
  try {
    return parseInterfaceAddress(text);
  } catch (error) {
    throw error instanceof ToolError ? error.at(place) : error;
  }
}
