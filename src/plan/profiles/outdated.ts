import type { EndpointList } from '../../contract/endpoints.ts';
import { formatPrefix, type Prefix } from '../../net/prefix.ts';

/**
 * What Microsoft once asked to exclude for Teams and no longer publishes, by the endpoint lists of 2019 to 2026: media rows,
 * signalling rows, and the address that old clients asked the route of.
 */
const withdrawn: ReadonlySet<string> = new Set([
  // Worldwide: media until 2024, until 2022, and in 2023; signalling until 2025; the address for clients before 1.3.00.13565.
  '13.107.64.0/18',
  '52.120.0.0/14',
  '2603:1063::/39',
  ...['52.238.119.141/32', '52.244.160.207/32'],
  '13.107.60.1/32',
  // USGovDoD: media in 2020.
  ...['52.180.249.148/32', '52.180.252.118/32', '52.180.252.187/32', '52.180.253.137/32', '52.180.253.154/32'],
  ...['52.181.165.243/32', '52.181.166.119/32', '52.181.167.43/32', '52.181.167.64/32', '52.181.200.104/32'],
  '104.212.60.0/23',
]);

/** Whether an excluded prefix is one that Microsoft has withdrawn; one that the list in force has again is not. */
export function outdatedBy({ rows }: Pick<EndpointList, 'rows'>): (prefix: Prefix) => boolean {
  const published = new Set(rows.flatMap(({ ips }) => ips ?? []));
  return (prefix) => {
    const text = formatPrefix(prefix);
    return withdrawn.has(text) && !published.has(text);
  };
}
