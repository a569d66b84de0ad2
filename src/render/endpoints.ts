import type { EndpointList, EndpointRow } from '../contract/endpoints.ts';

/** An endpoint list of which only some rows, or only their prefixes, were asked for. */
type Origin = Omit<EndpointList, 'rows'>;
export type ShownList = EndpointList | (Origin & { readonly prefixes: readonly string[] });

/** Which list it is and how old (`days` since it was last confirmed), then its rows or prefixes. */
export function renderEndpoints(list: ShownList, days: number | null): string {
  const lines = 'prefixes' in list ? list.prefixes : list.rows.map(renderRow);
  return [renderOrigin(list, days), ...lines].join('\n');
}

export function renderOrigin({ cloud, version, source, confirmedAt }: Origin, days: number | null): string {
  const origins = { bundled: 'bundled', cache: 'cached', file: 'from a file', service: 'new from the web service' };
  const age = days === null ? '' : `, ${days} day${days === 1 ? '' : 's'} ago`;
  const date = confirmedAt === null ? 'of unknown age' : `last confirmed ${confirmedAt.slice(0, 10)}${age}`;
  return `${cloud}: endpoint list ${version ?? 'of unknown version'}, ${origins[source]}, ${date}`;
}

export function renderRow({ id, serviceArea, category, tcpPorts, udpPorts, ips = [], urls = [] }: EndpointRow): string {
  const ports = [tcpPorts && `TCP ${tcpPorts}`, udpPorts && `UDP ${udpPorts}`].filter(Boolean);
  const title = [`${String(id).padStart(3)} ${serviceArea} ${category}`, ...ports].join(', ');
  return [title, ...[ips, urls].filter((texts) => texts.length > 0).map((texts) => `    ${texts.join(', ')}`)].join(
    '\n',
  );
}
