import { routeProtocol, type RepairRoute } from '../../contract/repair.ts';
import { mainTable } from '../../routes/route.ts';

/** The command that adds a route as this tool does; null for a platform whose routes it does not change. */
export function addCommand(route: RepairRoute, platform: string): string | null {
  if (platform === 'linux') return `ip ${familyFlag(route)}route add ${linuxRoute(route)}`;
  if (!isWindows(platform)) return null;
  return `New-NetRoute ${windowsRoute(route)} -RouteMetric ${route.metric} -PolicyStore ActiveStore`;
}

export function removeCommand(route: RepairRoute, platform: string): string | null {
  if (platform === 'linux') return `ip ${familyFlag(route)}route del ${linuxRoute(route)}`;
  if (!isWindows(platform)) return null;
  return `Remove-NetRoute ${windowsRoute(route)} -PolicyStore ActiveStore -Confirm:$false`;
}

function isWindows(platform: string): boolean {
  return platform === 'windows' || platform === 'win32';
}

function familyFlag({ destination }: RepairRoute): string {
  return destination.includes(':') ? '-6 ' : '';
}

function linuxRoute({ destination, nextHop, interfaceName, metric, table }: RepairRoute): string {
  const way = nextHop === null ? '' : ` via ${nextHop}`;
  const where = table === null || table === mainTable ? '' : ` table ${table}`;
  return `${destination}${way} dev ${shellWord(interfaceName)} metric ${metric}${where} proto ${routeProtocol}`;
}

function windowsRoute({ destination, nextHop, interfaceIndex }: RepairRoute): string {
  const onLink = destination.includes(':') ? '::' : '0.0.0.0';
  return `-DestinationPrefix ${destination} -InterfaceIndex ${interfaceIndex} -NextHop ${nextHop ?? onLink}`;
}

/** A snapshot's interface can be named by anybody, and the command is made to be pasted. */
function shellWord(text: string): string {
  return /^[\w.@:-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
