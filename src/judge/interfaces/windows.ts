import type { SnapshotInterface, SnapshotRoute } from '../../contract/snapshot.ts';
import type { Recognition } from '../interfaces.ts';
import { vendorOf } from '../vendors.ts';

/** Recognises an interface of Windows by what proves it; the first question that has an answer decides. */
export function recogniseOnWindows(row: SnapshotInterface, routes: readonly SnapshotRoute[]): Recognition {
  return (
    loopback(row) ??
    filter(row) ??
    remoteAccess(row) ??
    vendor(row) ??
    tunnel(row) ??
    device(row) ??
    switchWithGateway(row, routes) ?? { path: 'UnknownTunnel', reason: 'nothing proves that it is local or a VPN' }
  );
}

type Answer = Recognition | undefined;

function loopback(row: SnapshotInterface): Answer {
  return row.type === 24 ? { path: 'UnknownTunnel', reason: 'loopback: leads nowhere' } : undefined;
}

function filter(row: SnapshotInterface): Answer {
  return row.filter === true
    ? { path: 'UnknownTunnel', reason: 'the pseudo-interface of a filter driver: leads nowhere' }
    : undefined;
}

/** The device type of the RAS entry that is active on it (RASCONN.szDeviceType). */
function remoteAccess(row: SnapshotInterface): Answer {
  const reason = `its active remote access entry has the device type ${row.rasType}`;
  switch (row.rasType?.toLowerCase()) {
    case 'vpn':
      return { path: 'Vpn', reason };
    case 'pppoe':
    case 'modem':
      return { path: 'Local', reason };
    default:
      return undefined;
  }
}

function vendor(row: SnapshotInterface): Answer {
  const known = vendorOf(row.description ?? '');
  return known && { path: 'Vpn', reason: `its driver's description is that of ${known.vendor}` };
}

/** IANA ifTypes of tunnels. */
const tunnelTypes: ReadonlySet<number> = new Set([131, 150]);
const transition = /^(Microsoft )?(Teredo Tunneling|ISATAP|6to4)( Pseudo-Interface| Adapter)?( #\d+)?$|^isatap\./i;
const ipHttps = /^(Microsoft )?IP-?HTTPS(Interface| Platform Interface| Platform Adapter| Interface)?( #\d+)?$/i;

function tunnel(row: SnapshotInterface): Answer {
  const called = (pattern: RegExp) => [row.name, row.description].some((text) => text && pattern.test(text));
  if (called(transition))
    return { path: 'UnknownTunnel', reason: 'an IPv6 transition tunnel (Teredo, ISATAP or 6to4)' };
  if (called(ipHttps)) return { path: 'Vpn', reason: 'an IP-HTTPS tunnel, as DirectAccess uses it' };
  return tunnelTypes.has(row.type)
    ? { path: 'Vpn', reason: `its interface type is a tunnel's (${row.type})` }
    : undefined;
}

const cellular: ReadonlySet<number> = new Set([243, 244]);

/** What the PnP manager enumerated on a bus is a network card; adapters made of software have no bus. */
function device(row: SnapshotInterface): Answer {
  const bus = /^(PCI|USB|SD|VMBUS|BTH)\\/i.exec(row.deviceId ?? '')?.[1];
  if (bus) return { path: 'Local', reason: `a device on the ${bus.toUpperCase()} bus` };
  return cellular.has(row.type) ? { path: 'Local', reason: `a cellular interface (type ${row.type})` } : undefined;
}

const switches: readonly (readonly [RegExp, string])[] = [
  [/^Hyper-V Virtual Ethernet Adapter( #\d+)?$/i, "the host's adapter on a Hyper-V switch"],
  [/^Microsoft Network Adapter Multiplexor Driver( #\d+)?$/i, 'a team or bridge'],
  [/^MAC Bridge Miniport( #\d+)?$/i, 'a bridge'],
];

/** A switch with an uplink has a default gateway; a host-only one has none. */
function switchWithGateway(row: SnapshotInterface, routes: readonly SnapshotRoute[]): Answer {
  const what = switches.find(([description]) => description.test(row.description ?? ''))?.[1];
  const gateway = what && gatewayOf(row.index, routes);
  return gateway ? { path: 'Local', reason: `${what} with its own default gateway ${gateway}` } : undefined;
}

/** The next hop of an interface's own default route, in either family; null without one. */
export function gatewayOf(index: number, routes: readonly SnapshotRoute[]): string | null {
  const own = routes.find(
    (route) =>
      route.interfaceIndex === index &&
      isDefault(route.destination) &&
      isGateway(route.nextHop) &&
      route.validLifetime !== 0,
  );
  return own?.nextHop ?? null;
}

const isDefault = (destination: string) => destination === '0.0.0.0/0' || destination === '::/0';
const isGateway = (nextHop: string | null | undefined) => !!nextHop && nextHop !== '0.0.0.0' && nextHop !== '::';

/** The rows of WAN Miniport are there all the time; without an address no connection uses them. */
export function hasNoAddress(row: SnapshotInterface): boolean {
  return /^WAN Miniport \(/i.test(row.description ?? '') && row.addresses?.length === 0;
}
