import type { EndpointList } from '../../../contract/endpoints.ts';
import { optimizePrefixes } from '../../../endpoints/select.ts';
import {
  cardBuses,
  cellularTypes,
  ipHttps,
  switches,
  transition,
  tunnelTypes,
} from '../../../judge/interfaces/windows.ts';
import { vpnDrivers, wireGuard, type VpnDriver } from '../../../judge/vendors.ts';
import { formatPrefix } from '../../../net/prefix.ts';
import { list, literal } from '../../powershell-literal.ts';

/** Most routes that a repair adds: more would be no repair. */
const mostRoutes = 64;

/** The facts that the script's proof rests on, from the same tables as the judge's. */
export function tablesText(endpoints: EndpointList): string {
  const sources = (patterns: readonly RegExp[]) => list(patterns.map(({ source }) => source));
  const descriptionsOf = (drivers: readonly VpnDriver[]) =>
    list(drivers.flatMap(({ description }) => (description === undefined ? [] : [wholly(description)])));
  const numbers = (values: ReadonlySet<number | null | undefined>) =>
    list([...values].filter((value) => typeof value === 'number'));
  return [
    '# ---- Tables ----',
    `# Microsoft's endpoint list of the cloud ${endpoints.cloud}; make the scripts anew when it changes.`,
    `$EndpointList = ${literal(`${endpoints.cloud} ${endpoints.version ?? 'of unknown version'}`)}`,
    `$OptimizePrefixes = ${list(optimizePrefixes(endpoints).map(formatPrefix))}`,
    `$VpnDescriptions = ${descriptionsOf(vpnDrivers)}`,
    `$WireGuardDescriptions = ${descriptionsOf(vpnDrivers.filter(({ vendor }) => vendor === wireGuard))}`,
    `$VpnDeviceIds = ${list(vpnDrivers.flatMap(({ deviceId }) => (deviceId === undefined ? [] : [beginning(deviceId)])))}`,
    `$TransitionTunnels = ${sources([transition])}`,
    `$IpHttpsTunnels = ${sources([ipHttps])}`,
    `$TunnelTypes = ${numbers(tunnelTypes)}`,
    `$NetworkCardDevices = ${list([`^(${cardBuses.join('|')})\\\\`])}`,
    `$CellularTypes = ${numbers(cellularTypes)}`,
    `$SwitchDescriptions = ${sources(switches.map(({ description }) => description))}`,
    `$MostRoutes = ${mostRoutes}`,
  ].join('\n');
}

function wholly(description: NonNullable<VpnDriver['description']>): string {
  return typeof description === 'string' ? `${beginning(description)}$` : description[1].source;
}

/** The expression for texts that begin with this one, for .NET as for JavaScript. */
function beginning(text: string): string {
  return `^${text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}`;
}
