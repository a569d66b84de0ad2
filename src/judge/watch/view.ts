import type { Snapshot } from '../../contract/snapshot.ts';
import type { Verdict } from '../../contract/verdict.ts';
import { networkClients } from '../../contract/clients.ts';
import type { Case } from '../case.ts';
import type { ClassifiedInterface } from '../interfaces.ts';
import { nameOf, pathOf } from '../paths.ts';
import { vpnDriverOf } from '../vendors.ts';

/** A route of the Optimize prefixes, for comparing. */
export interface SeenRoute {
  /** `CIDR INDEX`: who knows it again. */
  readonly identity: string;
  readonly destination: string;
  readonly interfaceIndex: number;
  readonly interfaceName: string;
  readonly isVpn: boolean;
  /** For people. */
  readonly text: string;
}

/** What a watch remembers of a look: small, so that days of watching keep memory flat. */
export interface View {
  readonly verdict: Verdict;
  /** By text. */
  readonly routes: ReadonlyMap<string, SeenRoute>;
  /** By index; those without a connection are left out. */
  readonly connected: ReadonlyMap<number, ClassifiedInterface>;
  /** The VPN client behind an interface, where something tells it. */
  clientOf(index: number): string | null;
}

export function viewOf(judged: Case, verdict: Verdict): View {
  const { interfaces, snapshot } = judged;
  const routes = judged.routes.flatMap(({ hops }) =>
    hops.map((hop): SeenRoute => {
      const name = nameOf(interfaces, hop.interfaceIndex);
      const way = hop.nextHop === null ? 'on-link' : `via ${hop.nextHop}`;
      return {
        identity: `${hop.destination} ${hop.interfaceIndex}`,
        destination: hop.destination,
        interfaceIndex: hop.interfaceIndex,
        interfaceName: name,
        isVpn: pathOf(interfaces, hop.interfaceIndex) === 'Vpn',
        text: `${hop.destination} ${way} on ${name}, metric ${hop.metric ?? 'unknown'}`,
      };
    }),
  );
  const connected = interfaces.interfaces.filter(({ connected4, connected6 }) => connected4 || connected6);
  const clients = new Map(connected.map(({ index }) => [index, clientOf(snapshot, index)]));
  return {
    verdict,
    routes: new Map(routes.map((route) => [route.text, route])),
    connected: new Map(connected.map((each) => [each.index, each])),
    clientOf: (index) => clients.get(index) ?? null,
  };
}

function clientOf({ interfaces, running }: Snapshot, index: number): string | null {
  const row = interfaces.find((each) => each.index === index);
  const driver = row && vpnDriverOf(row);
  if (driver) return driver.vendor;
  const products = networkClients.filter(({ names }) => names.some((name) => running?.includes(name)));
  return products.length === 1 ? products[0].product : null;
}
