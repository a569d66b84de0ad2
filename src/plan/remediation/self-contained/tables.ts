import type { EndpointList } from '../../../contract/endpoints.ts';
import { optimizePrefixes } from '../../../endpoints/select.ts';
import {
  cellularTypes,
  ipHttps,
  networkCard,
  switches,
  transition,
  tunnelTypes,
} from '../../../judge/interfaces/windows.ts';
import { vpnDrivers } from '../../../judge/vendors.ts';
import { formatPrefix } from '../../../net/prefix.ts';
import { list, literal } from '../literal.ts';

/** Most routes that a repair adds: more would be no repair. */
const mostRoutes = 64;

/** The facts that the script's proof rests on, from the same tables as the judge's. */
export function tablesText(endpoints: EndpointList): string {
  const sources = (patterns: readonly (string | RegExp | undefined)[]) =>
    list(patterns.filter((pattern) => pattern !== undefined).map(sourceOf));
  const numbers = (values: ReadonlySet<number | null | undefined>) =>
    list([...values].filter((value) => typeof value === 'number'));
  return [
    '# ---- Tables ----',
    `# Microsoft's endpoint list of the cloud ${endpoints.cloud}; make the scripts anew when it changes.`,
    `$EndpointList = ${literal(`${endpoints.cloud} ${endpoints.version ?? 'of unknown version'}`)}`,
    `$OptimizePrefixes = ${list(optimizePrefixes(endpoints).map(formatPrefix))}`,
    `$VpnDescriptions = ${sources(vpnDrivers.map(({ description }) => description))}`,
    `$VpnDeviceIds = ${sources(vpnDrivers.map(({ deviceId }) => deviceId))}`,
    `$TransitionTunnels = ${sources([transition])}`,
    `$IpHttpsTunnels = ${sources([ipHttps])}`,
    `$TunnelTypes = ${numbers(tunnelTypes)}`,
    `$NetworkCardDevices = ${sources([networkCard])}`,
    `$CellularTypes = ${numbers(cellularTypes)}`,
    `$SwitchDescriptions = ${sources(switches.map(({ description }) => description))}`,
    `$MostRoutes = ${mostRoutes}`,
  ].join('\n');
}

/** A name is the pattern of itself: letters, digits, spaces and hyphens. */
function sourceOf(pattern: string | RegExp): string {
  return typeof pattern === 'string' ? `^${pattern}$` : pattern.source;
}
