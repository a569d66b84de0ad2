import { addressText, anyAddress, bytesOf, prefixText } from '../../collect/linux/text.ts';
import { routeProtocol, type JournalRoute, type RepairRoute } from '../../contract/repair.ts';
import * as k from '../../native/linux/constants.ts';
import { readLinks } from '../../native/linux/links.ts';
import { networkNamespace } from '../../native/linux/network-namespace.ts';
import { Netlink } from '../../native/linux/netlink.ts';
import { addRoute, mayChangeRoutes, removeRoute, type OwnRoute } from '../../native/linux/route-changes.ts';
import { readRoutes } from '../../native/linux/routes.ts';
import { parseAddress } from '../../net/address.ts';
import { parsePrefix } from '../../net/prefix.ts';
import { mainTable } from '../../routes/route.ts';
import { denied, existing, refused, type RouteTable } from './route-table.ts';

const remedy = 'changing routes needs the right to administer the network (CAP_NET_ADMIN): run this with sudo.';

/** The routes that the kernel keeps with this tool's mark. */
export class LinuxRouteTable implements RouteTable {
  readonly journalName = `routes-${networkNamespace()}.json`;
  readonly #netlink = new Netlink();

  refusal(): string | null {
    return mayChangeRoutes(this.#netlink) ? null : remedy;
  }

  inForce(): JournalRoute[] {
    const names = new Map(readLinks(this.#netlink).map(({ index, name }) => [index, name]));
    return ([4, 6] as const)
      .flatMap((family) => readRoutes(this.#netlink, family))
      .filter(({ protocol, type, hops }) => protocol === routeProtocol && type === k.RTN_UNICAST && hops.length === 1)
      .map(({ family, destination, prefixLength, hops: [{ gateway, index, onlink }], priority, table }) => ({
        destination: prefixText(destination ?? anyAddress(family), prefixLength),
        nextHop: gateway && addressText(gateway),
        interfaceIndex: index,
        interfaceName: names.get(index) ?? String(index),
        ...(onlink && { onlink }),
        interfaceLuid: null,
        metric: priority,
        table,
      }));
  }

  recorded(route: RepairRoute): JournalRoute {
    const { destination, nextHop, interfaceIndex, interfaceName, onlink, metric, table } = route;
    const way = { nextHop, interfaceIndex, interfaceName, ...(onlink && { onlink }) };
    return { destination, ...way, interfaceLuid: null, metric, table };
  }

  add(route: JournalRoute): void {
    const error = addRoute(this.#netlink, toKernel(route));
    if (error === 'EEXIST') throw existing(route);
    if (error !== null) throw error === 'EPERM' ? denied(remedy) : refused(route, 'added', error);
  }

  remove(route: JournalRoute): void {
    const error = removeRoute(this.#netlink, toKernel(route));
    if (error === null || error === 'ESRCH' || error === 'ENODEV') return;
    throw error === 'EPERM' ? denied(remedy) : refused(route, 'removed', error);
  }

  close(): void {
    this.#netlink.close();
  }
}

function toKernel({ destination, nextHop, interfaceIndex, onlink, metric, table }: JournalRoute): OwnRoute {
  const { family, first, length } = parsePrefix(destination);
  return {
    family,
    destination: bytesOf({ family, value: first }),
    prefixLength: length,
    gateway: nextHop === null ? null : bytesOf(parseAddress(nextHop)),
    index: interfaceIndex,
    onlink: onlink === true,
    metric,
    table: table ?? mainTable,
  };
}
