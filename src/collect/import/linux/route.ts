import type { SnapshotNextHop, SnapshotRoute } from '../../../contract/snapshot.ts';
import type { Family } from '../../../contract/verdict.ts';
import { readAddress, readCidr, type Words } from '../../../net/parse.ts';
import { protocolName, routeTypeName } from '../../linux/names.ts';
import type { Draft } from '../draft.ts';

/** A route of `ip`, in text or JSON, before it is known which family a `default` means. */
export interface IpRoute {
  readonly type: string;
  /** CIDR, address or `default`. */
  readonly destination: string;
  readonly family: Family | null;
  readonly hop: IpHop;
  readonly nextHops: IpHop[];
  readonly metric: number | null;
  readonly table: string;
  readonly from: string | null;
  readonly tos: number | null;
  readonly protocol: string | null;
}

export interface IpHop {
  readonly gateway: string | null;
  readonly device: string | null;
  readonly weight: number | null;
  readonly isDead: boolean;
  readonly onlink: boolean;
  /** What it wraps packets in; null: nothing. */
  readonly encap: string | null;
}

const words: Words = new Uint32Array(4);

/** The family of an address or CIDR; null where the text is neither. */
export function familyOf(text: string): Family | null {
  if (text.includes('/')) return readCidr(text, words)?.family ?? null;
  return readAddress(text, 0, text.length, words) || null;
}

/** Puts a route into the draft; `family` is that of its destination. */
export function addRoute(draft: Draft, route: IpRoute, family: Family): void {
  const { type, destination, metric, from, tos, protocol } = route;
  const hops = (route.nextHops.length > 0 ? route.nextHops : [route.hop]).filter(({ isDead }) => !isDead);
  if (hops.length === 0) return;
  const nextHops = hops.map(({ gateway, device, weight, encap, onlink }): SnapshotNextHop => ({
    nextHop: gateway,
    interfaceIndex: device === null ? 0 : draft.named(device).index,
    ...(weight !== null && { weight }),
    ...(encap !== null && { encap }),
    ...(onlink && { onlink }),
  }));
  draft.families.add(family);
  draft.routes.push({
    destination: withLength(destination, family),
    nextHop: nextHops[0].nextHop,
    interfaceIndex: nextHops[0].interfaceIndex,
    ...(nextHops[0].encap != null && { encap: nextHops[0].encap }),
    ...(nextHops[0].onlink && { onlink: true }),
    metric: metric ?? (family === 4 ? 0 : null),
    table: draft.tableNumber(route.table),
    type: numberOr(type, routeTypeName),
    ...(nextHops.length > 1 && { nextHops }),
    ...(from !== null && { from: withLength(from, family) }),
    ...(tos !== null && tos !== 0 && { tos }),
    ...(protocol !== null && { protocol: numberOr(protocol, protocolName) }),
  } satisfies SnapshotRoute);
}

/** A word of ip, or the word for its number, which `ip -N` prints. */
function numberOr<T>(text: string, nameOf: (number: number) => T): T | string {
  return /^\d{1,3}$/.test(text) ? nameOf(Number(text)) : text;
}

function withLength(text: string, family: Family): string {
  if (text === 'default' || text === 'any' || text === 'all') return family === 4 ? '0.0.0.0/0' : '::/0';
  return text.includes('/') ? text : `${text}/${family === 4 ? 32 : 128}`;
}
