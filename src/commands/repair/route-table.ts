import { ToolError } from '../../contract/error.ts';
import type { JournalRoute, RepairRoute } from '../../contract/repair.ts';

/** The routes of this machine, as a repair reads and changes them: one implementation an operating system. */
export interface RouteTable {
  /** The journal's file: the routes of another network namespace are none of this one's. */
  readonly journalName: string;
  /** Why this process may not change routes, with the remedy; null where it may. */
  refusal(): string | null;
  /** The routes in force that may be this tool's. */
  inForce(): JournalRoute[];
  /** A planned route as the journal is to know it again. */
  recorded(route: RepairRoute): JournalRoute;
  /** @throws ToolError `RouteExists`, `RouteRefused`, `NotPrivileged` */
  add(route: JournalRoute): void;
  /** One that is gone already is no error. @throws ToolError `RouteRefused`, `NotPrivileged` */
  remove(route: JournalRoute): void;
  close(): void;
}

/** @throws ToolError `PlatformUnsupported`, `KernelRoutingUnavailable` */
export async function openRouteTable(): Promise<RouteTable> {
  if (process.platform === 'win32') return new (await import('./windows.ts')).WindowsRouteTable();
  if (process.platform === 'linux') return new (await import('./linux.ts')).LinuxRouteTable();
  throw new ToolError(
    'PlatformUnsupported',
    'NotImplemented',
    `this tool changes the routes of Windows and Linux, not of ${process.platform}.`,
    process.platform,
  );
}

/** What makes two routes the same: destination, next hop, interface, metric and table. */
export function identityOf(route: JournalRoute): string {
  const { destination, nextHop, interfaceIndex, interfaceLuid, metric, table } = route;
  return [destination, nextHop, interfaceLuid ?? interfaceIndex, metric, table].join(' ');
}

export function refused(route: JournalRoute, doing: 'added' | 'removed', error: string): ToolError {
  const { destination, nextHop, interfaceName } = route;
  const way = `${destination} ${nextHop === null ? 'on-link' : `via ${nextHop}`} on ${interfaceName}`;
  return new ToolError('RouteRefused', 'DeviceError', `the route ${way} was not ${doing}: ${error}.`, destination);
}

export function existing(route: JournalRoute): ToolError {
  return new ToolError(
    'RouteExists',
    'InvalidOperation',
    `a route to ${route.destination} has come into the place of the one that was planned; repair again.`,
    route.destination,
  );
}

export function denied(remedy: string): ToolError {
  return new ToolError('NotPrivileged', 'PermissionDenied', remedy);
}
