import type { SnapshotInterface, SnapshotRoute } from '../../contract/snapshot.ts';
import type { Recognition } from '../interfaces.ts';
import { vpnDriverOf, windowsRas } from '../vendors.ts';
import { gatewayOf } from './default-route.ts';

/** Recognises an interface of Windows by what proves it; the first question that has an answer decides. */
export function recogniseOnWindows(row: SnapshotInterface, routes: readonly SnapshotRoute[]): Recognition {
  return (
    loopback(row) ??
    filter(row) ??
    remoteAccess(row) ??
    vendor(row) ??
    tunnel(row) ??
    device(row) ??
    switchWithGateway(row, routes) ??
    unproven
  );
}

type Answer = Recognition | undefined;

const unproven: Recognition = { path: 'UnknownTunnel', reason: 'nothing proves that it is local or a VPN' };

function loopback(row: SnapshotInterface): Answer {
  return row.type === 24 ? { path: 'UnknownTunnel', reason: 'loopback: leads nowhere' } : undefined;
}

function filter(row: SnapshotInterface): Answer {
  if (row.filter !== true) return undefined;
  return { path: 'UnknownTunnel', reason: 'the pseudo-interface of a filter driver: leads nowhere' };
}

/**
 * The device of the RAS entry that is active on it (RASCONNW: szDeviceType, szDeviceName). A vendor's own device can
 * call itself a modem.
 */
function remoteAccess(row: SnapshotInterface): Answer {
  const type = row.rasType?.toLowerCase();
  const reason = `its active remote access entry has the device type ${row.rasType}`;
  if (type === 'vpn') return { path: 'Vpn', reason };
  if (type !== 'pppoe' && type !== 'modem') return undefined;
  return vendorDriver(row) ? undefined : { path: 'Local', reason };
}

function vendorDriver(row: SnapshotInterface): string | undefined {
  const drivers = [vpnDriverOf(row), vpnDriverOf({ description: row.rasDevice })];
  return drivers.find((driver) => driver && driver.vendor !== windowsRas)?.vendor;
}

function vendor(row: SnapshotInterface): Answer {
  const name = vendorDriver(row) ?? vpnDriverOf(row)?.vendor;
  return name === undefined ? undefined : { path: 'Vpn', reason: `its driver is that of ${name}` };
}

/** IANA ifTypes: tunnel, mplsTunnel. */
export const tunnelTypes: ReadonlySet<number | null | undefined> = new Set([131, 150]);
export const transition =
  /^(Microsoft )?(Teredo Tunneling (Pseudo-Interface|Adapter)|(ISATAP|6to4)( Adapter)?)( #\d+)?$|^isatap\./i;
export const ipHttps = /^(Microsoft IP-HTTPS Platform (Adapter|Interface)|iphttpsinterface)( #\d+)?$/i;

function tunnel(row: SnapshotInterface): Answer {
  if (isCalled(row, transition, ['teredo', 'isatap', '6to4']))
    return { path: 'UnknownTunnel', reason: 'an IPv6 transition tunnel (Teredo, ISATAP or 6to4)' };
  if (isCalled(row, ipHttps, ['https'])) return { path: 'Vpn', reason: 'an IP-HTTPS tunnel, which DirectAccess uses' };
  if (!tunnelTypes.has(row.type)) return undefined;
  return { path: 'Vpn', reason: `its interface type ${row.type} is a tunnel` };
}

/** Without one of the words no pattern is asked, which would have to be compiled. */
function isCalled(row: SnapshotInterface, pattern: RegExp, words: readonly string[]): boolean {
  return [row.name, row.description ?? ''].some((text) => {
    const small = text.toLowerCase();
    return words.some((word) => small.includes(word)) && pattern.test(text);
  });
}

/** IANA ifTypes: wwanPP, wwanPP2. */
export const cellularTypes: ReadonlySet<number | null | undefined> = new Set([243, 244]);

/** The buses of network cards, with which their PnP instance ids begin. */
export const cardBuses: readonly string[] = ['PCI', 'USB', 'SD', 'VMBUS', 'BTH'];

/** What Plug and Play found on a bus is a network card; adapters made by software alone are on none of these. */
function device(row: SnapshotInterface): Answer {
  const [bus, ...rest] = (row.deviceId ?? '').toUpperCase().split('\\');
  if (rest.length > 0 && cardBuses.includes(bus)) return { path: 'Local', reason: `a network card on the ${bus} bus` };
  return cellularTypes.has(row.type) ? { path: 'Local', reason: `a cellular interface (type ${row.type})` } : undefined;
}

export const switches: readonly { readonly description: RegExp; readonly what: string }[] = [
  { description: /^Hyper-V Virtual Ethernet Adapter( #\d+)?$/i, what: "the host's adapter on a Hyper-V switch" },
  { description: /^Microsoft Network Adapter Multiplexor Driver( #\d+)?$/i, what: 'a team or bridge' },
  { description: /^MAC Bridge Miniport( #\d+)?$/i, what: 'a bridge' },
];

/** A switch, team or bridge with an uplink has a default gateway; a host-only switch has none. */
function switchWithGateway(row: SnapshotInterface, routes: readonly SnapshotRoute[]): Answer {
  const found = switches.find(({ description }) => description.test(row.description ?? ''));
  const gateway = found && gatewayOf(row.index, routes);
  return gateway ? { path: 'Local', reason: `${found.what}, with its own default gateway ${gateway}` } : undefined;
}
