import type { Family } from '../../contract/verdict.ts';
import * as k from './constants.ts';
import { nlattr, rta_cacheinfo, rtmsg } from './layouts.ts';
import { attribute, Attributes, reading } from './message.ts';
import type { Netlink, Reply } from './netlink.ts';
import { routeHeader, singleHop, type Hop } from './routes.ts';
import { errorName } from './socket.ts';

/** The way that the kernel itself would send a packet. */
export interface KernelAnswer {
  readonly hop: Hop | null;
  readonly source: Buffer | null;
  /** Why it would not send it, such as `ENETUNREACH`; null where it would. */
  readonly error: string | null;
}

const udp = Buffer.of(17);
/** STUN and Teams media (RFC 8489 section 18.6), in network order. */
const port3478 = Buffer.of(3478 >> 8, 3478 & 255);

/**
 * Which way a local, unmarked UDP packet to port 3478 without a bound source would go, per address (4 or 16 bytes).
 * @throws ToolError `KernelRoutingUnavailable`
 */
export function askRoutes(netlink: Netlink, addresses: readonly Buffer[]): KernelAnswer[] {
  const replies = netlink.ask(k.RTM_GETROUTE, addresses.map(question));
  return reading(() => replies.map(answerOf));
}

const questions = { 4: questionAbout(4), 6: questionAbout(6) };

function question(address: Buffer): Buffer {
  const bytes = Buffer.from(questions[address.length === 4 ? 4 : 6]);
  bytes.set(address, rtmsg.size + nlattr.size);
  return bytes;
}

/** A question whose address, the first attribute, is still open. */
function questionAbout(family: Family): Buffer {
  const length = family === 4 ? 4 : 16;
  const head = routeHeader(family);
  head[rtmsg.rtm_dst_len] = length * 8;
  const packet = [attribute(k.RTA_IP_PROTO, udp), attribute(k.RTA_DPORT, port3478)];
  return Buffer.concat([head, attribute(k.RTA_DST, Buffer.alloc(length)), ...packet]);
}

function answerOf({ body, error }: Reply): KernelAnswer {
  if (body === null) return { hop: null, source: null, error };
  const attributes = new Attributes(body, rtmsg.size);
  if (refusals.has(body[rtmsg.rtm_type])) return { hop: null, source: null, error: refusalIn(attributes) };
  return { hop: singleHop(body, attributes), source: attributes.get(k.RTA_PREFSRC) ?? null, error: null };
}

/** IPv6 answers with a route that leads nowhere, where IPv4 answers with an error. */
const refusals: ReadonlySet<number> = new Set([k.RTN_BLACKHOLE, k.RTN_UNREACHABLE, k.RTN_PROHIBIT, k.RTN_THROW]);

function refusalIn(attributes: Attributes): string {
  const number = attributes.get(k.RTA_CACHEINFO)?.readInt32LE(rta_cacheinfo.rta_error) ?? 0;
  return number === 0 ? 'ENETUNREACH' : errorName(-number);
}
