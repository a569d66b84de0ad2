import type { TraceHop } from '../../contract/trace.ts';
import type { Check, Path, Status } from '../../contract/verdict.ts';
import { parseAddress } from '../../net/address.ts';
import { contains, parsePrefix } from '../../net/prefix.ts';
import { answering } from '../answer.ts';
import type { Classification } from '../interfaces.ts';
import { nameOf, pathOf } from '../paths.ts';
import { references } from '../references.ts';
import type { Departure } from './departure.ts';
import { thisMachine, type Place } from './places.ts';

/** What is known of where packets leave. */
interface Witnesses {
  /** What this machine does with them; null where the address is not known. */
  readonly departure: Departure | null;
  readonly hops: readonly TraceHop[];
  /** Where the addresses of the hops are. */
  readonly places: ReadonlyMap<string, Place>;
  readonly interfaces: Classification;
  /** Why packets could not be sent; null where they could. */
  readonly error: string | number | null;
}

interface TracedPath {
  readonly path: Path;
  readonly check: Check;
}

const answer = answering('TracePath', references.securingTeams);

/**
 * Whether packets leave by the local internet connection or by a VPN. The route says where they should, the first hop
 * where they did: for a Pass both must say local, for a Fail one of them is enough.
 */
export function tracePath(witnesses: Witnesses): TracedPath {
  return intoVpn(witnesses) ?? withoutProvenRoute(witnesses) ?? byLocalRoute(witnesses);
}

function told(path: Path, status: Status, message: string, cure: string | null = null): TracedPath {
  return { path, check: answer(status, message, cure) };
}

const excluding =
  'Exclude the Optimize prefixes from the tunnel in the VPN client, or see what Repair-TeamsSplitTunnel -WhatIf proposes.';
const proving = 'Prove the path of media with Test-TeamsMediaPath, or with a capture during a call.';

function intoVpn({ departure, hops, places, interfaces }: Witnesses): TracedPath | undefined {
  if (departure?.path === 'Vpn') {
    const way = departure.hop ? `, by ${nameOf(interfaces, departure.hop.interfaceIndex)}` : '';
    return told('Vpn', 'Fail', `This machine sends these packets into a VPN${way}.`, excluding);
  }
  const first = hops.find(hasAnswered)?.addresses[0];
  const networks = first === undefined ? [] : places.get(first)!.interfaces;
  if (networks.length === 0 || networks.some((index) => pathOf(interfaces, index) !== 'Vpn')) return undefined;
  const { name, reason } = interfaces.byIndex.get(networks[0])!;
  const message = `The first hop that answered, ${first}, is in the network of ${name}, a VPN: ${reason}.`;
  return told('Vpn', 'Fail', message, excluding);
}

function withoutProvenRoute({ departure, interfaces }: Witnesses): TracedPath | undefined {
  if (departure?.path === 'Local') return undefined;
  if (departure?.path === 'None')
    return told('None', 'Unknown', 'This machine has no route to the address.', 'Connect it and trace again.');
  if (!departure?.hop)
    return told('UnknownTunnel', 'Unknown', 'By which interface the packets leave could not be told.', proving);
  const { interfaceIndex } = departure.hop;
  const reason = interfaces.byIndex.get(interfaceIndex)?.reason ?? 'the snapshot does not hold it';
  const message = `The route leads by ${nameOf(interfaces, interfaceIndex)}, and where that leads is not proven: ${reason}.`;
  return told(
    'UnknownTunnel',
    'Unknown',
    message,
    'Say what it is: -LocalInterface or -VpnInterface (--local-interface, --vpn-interface).',
  );
}

function byLocalRoute({ departure, hops, places, interfaces, error }: Witnesses): TracedPath {
  const name = nameOf(interfaces, departure!.hop!.interfaceIndex);
  const first = hops[0];
  if (!first || first.ttl !== 1 || !hasAnswered(first)) {
    const why = error === null ? 'the first hop did not answer: no proof' : `packets could not be sent: ${error}`;
    return told('Local', 'Unknown', `The route leads by ${name}, but ${why}.`, proving);
  }
  const [address] = first.addresses;
  if (!isGateway(first, places.get(address)!, departure!)) {
    const message = `The route leads by ${name}, but the first hop, ${address}, is not its gateway: something else may take the packets.`;
    return told('UnknownTunnel', 'Unknown', message, proving);
  }
  return told('Local', 'Pass', `The first hop, ${address}, is that of ${name}: packets leave by the local connection.`);
}

/** What this machine says of itself, such as "host unreachable", is no hop. */
function hasAnswered({ addresses, network }: TraceHop): boolean {
  return addresses.length > 0 && network !== thisMachine;
}

/**
 * Whether the first hop is where the route sends to. A router answers from an address of the link; where the link has no
 * gateway, or a link-local one, any address will do that is in no other network of this machine.
 */
function isGateway({ answer }: TraceHop, { interfaces }: Place, { hop, agreed }: Departure): boolean {
  const { nextHop, interfaceIndex } = hop!;
  if (interfaces.length > 0) return interfaces.length === 1 && interfaces[0] === interfaceIndex;
  const anyAddress = answer === 'Target' || nextHop === null || contains(linkLocal, parseAddress(nextHop));
  return anyAddress && agreed;
}

const linkLocal = parsePrefix('fe80::/10');
