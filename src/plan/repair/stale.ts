import type { RepairRoute } from '../../contract/repair.ts';
import type { Classification } from '../../judge/interfaces.ts';
import type { Gateway } from './gateway.ts';

/**
 * Why a route of ours no longer leads to the internet: its interface is no longer local, or has another gateway now;
 * null where it does, or where no gateway of the interface is known.
 */
export function whyStale(route: RepairRoute, gateways: readonly Gateway[], interfaces: Classification): string | null {
  const family = route.destination.includes(':') ? 6 : 4;
  const now = gateways.filter((each) => each.family === family && each.interfaceIndex === route.interfaceIndex);
  if (interfaces.byIndex.get(route.interfaceIndex)?.path !== 'Local')
    return `${route.interfaceName} is no longer local`;
  if (now.length === 0 || now.some(({ nextHop }) => nextHop === route.nextHop)) return null;
  return `the gateway of ${route.interfaceName} is now ${now[0].nextHop ?? 'the link itself'}`;
}
