import { contains, parsePrefix } from '../../../net/prefix.ts';
import { parseAddress } from '../../../net/address.ts';
import type { Draft } from '../draft.ts';
import type { Row4 } from './route-rows.ts';

/**
 * Gives the routes of IPv4 their interfaces, of which `route print` tells an address alone. Only the loopback's is
 * known to be that of a number; another source may tell more.
 */
export function addRows4(rows: readonly Row4[], draft: Draft): void {
  const unknown = new Set<string>();
  const onLink = Map.groupBy(
    rows.filter(({ gateway }) => gateway === null),
    ({ address }) => address,
  );
  for (const { destination, gateway, address, effectiveMetric } of rows) {
    const row = draft.addressed(address);
    if (row.name === address) unknown.add(address);
    row.addresses ??= [`${address}/${lengthAround(address, onLink.get(address) ?? [])}`];
    draft.routes.push({ destination, nextHop: gateway, interfaceIndex: row.index, metric: null, effectiveMetric });
  }
  if (unknown.size > 0)
    draft.notes.add(
      `route print names the interfaces of IPv4 by address alone, and does not tell which they are: ${[...unknown].slice(0, 8).join(', ')}. ` +
        'Say so with --local-interface and --vpn-interface, or add the output of Get-NetIPAddress and Get-NetAdapter as JSON.',
    );
}

/** The on-link prefix that an address is in. */
function lengthAround(address: string, onLink: readonly Row4[]): number {
  const own = parseAddress(address);
  const lengths = onLink
    .map(({ destination }) => parsePrefix(destination))
    .filter((prefix) => prefix.length > 0 && prefix.length < 32 && contains(prefix, own))
    .map(({ length }) => length);
  return lengths.length > 0 ? Math.max(...lengths) : 32;
}
