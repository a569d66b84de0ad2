import type { BestRoute } from '../contract/best-route.ts';
import { plain } from './text.ts';

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
  if (error !== null) return plain(`${address}  no route (${api}: ${error})`);
  const way = `${nextHop ? `via ${nextHop}` : 'on-link'} on ${interfaceName ?? `interface ${interfaceIndex}`}`;
  return plain(`${address}  ${way}${source ? ` from ${source}` : ''} (${api})`);
}
