import type { BestRoute } from '../contract/best-route.ts';

/** One answer as a line. */
export function renderBestRoute({
  address,
  interfaceIndex,
  interfaceName,
  nextHop,
  source,
  api,
  error,
}: BestRoute): string {
  if (error !== null) return `${address}  no route (${api}: ${error})`;
  const way = `${nextHop ? `via ${nextHop}` : 'on-link'} on ${interfaceName ?? `interface ${interfaceIndex}`}`;
  return `${address}  ${way}${source ? ` from ${source}` : ''} (${api})`;
}
