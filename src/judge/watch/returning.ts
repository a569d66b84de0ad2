import type { ReturnedRoutes } from '../../contract/watch.ts';
import { missingIn } from './changes.ts';
import type { SeenRoute, View } from './view.ts';

const mostRemembered = 4096;

/**
 * Knows again the routes into a VPN that somebody removed while it stayed connected: where they come back, its client puts
 * them back, and a repair by routes will not last. Routes that go with their interface and come with it are not meant.
 */
export class ReturningRoutes {
  /** Identities of routes that were removed. */
  readonly #gone = new Set<string>();
  /** How often, by interface. */
  readonly #times = new Map<number, number>();

  /** @param removed identities of routes that were removed between the two looks, where the system tells */
  compare(before: View, after: View, removed: ReadonlySet<string>): ReturnedRoutes[] {
    this.#forgetDisconnected(after);
    const stays = ({ interfaceIndex }: SeenRoute) =>
      before.connected.has(interfaceIndex) && after.connected.has(interfaceIndex);
    const identities = new Set([...before.routes.values()].map(({ identity }) => identity));
    const back = [...after.routes.values()].filter(
      (route) =>
        route.isVpn &&
        stays(route) &&
        (identities.has(route.identity) ? removed.has(route.identity) : this.#gone.has(route.identity)),
    );
    for (const { identity } of back) this.#gone.delete(identity);
    for (const route of missingIn(after, before)) if (route.isVpn && stays(route)) this.#remember(route.identity);
    return [...Map.groupBy(back, ({ interfaceIndex }) => interfaceIndex)].map(([index, routes]) =>
      this.#tell(index, routes, after),
    );
  }

  #remember(identity: string): void {
    if (this.#gone.size >= mostRemembered) this.#gone.delete(this.#gone.values().next().value!);
    this.#gone.add(identity);
  }

  #forgetDisconnected(after: View): void {
    for (const identity of this.#gone)
      if (!after.connected.has(Number(identity.split(' ')[1]))) this.#gone.delete(identity);
    for (const index of this.#times.keys()) if (!after.connected.has(index)) this.#times.delete(index);
  }

  #tell(index: number, routes: readonly SeenRoute[], after: View): ReturnedRoutes {
    const times = (this.#times.get(index) ?? 0) + 1;
    this.#times.set(index, times);
    const { interfaceName } = routes[0];
    const client = after.clientOf(index);
    const destinations = [...new Set(routes.map(({ destination }) => destination))];
    const shown = destinations.slice(0, 8).join(', ') + (destinations.length > 8 ? ' and more' : '');
    const who = client === null ? `The VPN client of ${interfaceName}` : `${client} (${interfaceName})`;
    return {
      interfaceName,
      client,
      destinations,
      times,
      message: `${who} puts its routes back: ${shown}; ${times === 1 ? 'once' : `${times} times`} so far. Change them in the VPN's own configuration.`,
    };
  }
}
