import { routeProtocol, type RepairRoute } from '../../contract/repair.ts';
import { mainTable } from '../../routes/route.ts';

/** The command that adds a route as this tool does; null for a platform whose routes it does not change. */
export function addCommand(route: RepairRoute, platform: string): string | null {
  if (platform === 'linux') return ipCommand('add', route);
  if (!isWindows(platform) || isNamedByAddress(route)) return null;
  return `New-NetRoute ${windowsRoute(route)} -RouteMetric ${route.metric} -PolicyStore ActiveStore`;
}

export function removeCommand(route: RepairRoute, platform: string): string | null {
  if (platform === 'linux') return ipCommand('del', route);
  if (!isWindows(platform) || isNamedByAddress(route)) return null;
  return `Remove-NetRoute ${windowsRoute(route)} -PolicyStore ActiveStore -Confirm:$false`;
}

/** An interface of an imported `route print`, whose number is not Windows' own. */
function isNamedByAddress({ interfaceName }: RepairRoute): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(interfaceName);
}

function isWindows(platform: string): boolean {
  return platform === 'windows' || platform === 'win32';
}

/**
 * Null for an interface whose name no Linux allows (dev_valid_name), or with characters that steer a terminal: a snapshot can
 * come from anybody, and what is shown of it is pasted.
 */
function ipCommand(verb: string, route: RepairRoute): string | null {
  const { destination, nextHop, interfaceName, onlink, metric, table } = route;
  if (/[\s/\p{C}]/u.test(interfaceName)) return null;
  const family = destination.includes(':') ? 'ip -6' : 'ip';
  const way = nextHop === null ? '' : ` via ${nextHop}`;
  const device = shellWord(interfaceName) + (onlink ? ' onlink' : '');
  const where = table === null || table === mainTable ? '' : ` table ${table}`;
  return `${family} route ${verb} ${destination}${way} dev ${device} metric ${metric}${where} proto ${routeProtocol}`;
}

function windowsRoute({ destination, nextHop, interfaceIndex }: RepairRoute): string {
  const onLink = destination.includes(':') ? '::' : '0.0.0.0';
  return `-DestinationPrefix ${destination} -InterfaceIndex ${interfaceIndex} -NextHop ${nextHop ?? onLink}`;
}

function shellWord(text: string): string {
  return /^[\w.@:-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
