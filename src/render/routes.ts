import type { DescribedRoute } from '../contract/route-table.ts';
import { plain } from './text.ts';

/** One row of the route table as a line. */
export function renderRoute({
  destination,
  nextHop,
  interfaceName,
  metric,
  table,
  path,
  reason,
}: DescribedRoute): string {
  const way = `${nextHop ? `via ${nextHop}` : 'on-link'} on ${interfaceName}`;
  const where = table === null ? '' : ` table ${table}`;
  return plain(`${destination.padEnd(22)} ${way}, metric ${metric ?? 'unknown'}${where}: ${path} (${reason})`);
}
