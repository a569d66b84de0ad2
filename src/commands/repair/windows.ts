import { ToolError } from '../../contract/error.ts';
import type { JournalRoute, RepairRoute } from '../../contract/repair.ts';
import { windowsConstants as win } from '../../native/windows/constants.ts';
import { interfaceTable } from '../../native/windows/interface-table.ts';
import { createForwardEntry, deleteForwardEntry, type ForwardEntry } from '../../native/windows/route-changes.ts';
import { forwardTable } from '../../native/windows/route-table.ts';
import { isElevated } from '../../native/windows/token.ts';
import { formatAddress, parseAddress } from '../../net/address.ts';
import { formatPrefix, parsePrefix, prefixOf } from '../../net/prefix.ts';
import { denied, existing, refused, type RouteTable } from './route-table.ts';

const remedy = 'changing routes needs an administrator: start PowerShell with "Run as administrator".';

/** The active store of Windows, which knows no mark: a route is ours by the journal alone. */
export class WindowsRouteTable implements RouteTable {
  readonly journalName = 'routes.json';
  readonly #interfaces = interfaceTable();

  refusal(): string | null {
    return isElevated() ? null : remedy;
  }

  inForce(): JournalRoute[] {
    const names = new Map(this.#interfaces.map(({ luid, alias }) => [luid, alias]));
    return forwardTable().map((row) => ({
      destination: formatPrefix(prefixOf(row.destination, row.prefixLength)),
      nextHop: row.nextHop && formatAddress(row.nextHop.family, row.nextHop.value),
      interfaceIndex: row.interfaceIndex,
      interfaceName: names.get(row.interfaceLuid) ?? String(row.interfaceIndex),
      interfaceLuid: String(row.interfaceLuid),
      metric: row.metric,
      table: null,
    }));
  }

  recorded(route: RepairRoute): JournalRoute {
    const row = this.#interfaces.find(({ index }) => index === route.interfaceIndex);
    if (!row)
      throw new ToolError(
        'InterfaceNotFound',
        'ObjectNotFound',
        `the interface ${route.interfaceName} is gone; repair again.`,
        route.interfaceName,
      );
    const { destination, nextHop, interfaceIndex, interfaceName, metric } = route;
    const interfaceLuid = String(row.luid);
    return { destination, nextHop, interfaceIndex, interfaceName, interfaceLuid, metric, table: null };
  }

  add(route: JournalRoute): void {
    const code = createForwardEntry(entryOf(route));
    if (code === win.ERROR_OBJECT_ALREADY_EXISTS) throw existing(route);
    if (code !== win.ERROR_SUCCESS) throw failure(route, 'added', code);
  }

  remove(route: JournalRoute): void {
    const code = deleteForwardEntry(entryOf(route));
    const gone = code === win.ERROR_NOT_FOUND || code === win.ERROR_FILE_NOT_FOUND;
    if (code !== win.ERROR_SUCCESS && !gone) throw failure(route, 'removed', code);
  }

  close(): void {}
}

function failure(route: JournalRoute, doing: 'added' | 'removed', code: number): ToolError {
  return code === win.ERROR_ACCESS_DENIED
    ? denied(remedy)
    : refused(route, doing, `Windows answered with error ${code}`);
}

function entryOf({ destination, nextHop, interfaceLuid, metric }: JournalRoute): ForwardEntry {
  const { family, first, length } = parsePrefix(destination);
  return {
    interfaceLuid: BigInt(interfaceLuid!),
    destination: { family, value: first },
    prefixLength: length,
    nextHop: nextHop === null ? null : parseAddress(nextHop),
    metric,
  };
}
