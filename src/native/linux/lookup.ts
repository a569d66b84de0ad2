import type { Family } from '../../contract/verdict.ts';
import * as k from './constants.ts';
import { nlattr, rta_cacheinfo, rtmsg, rtvia } from './layouts.ts';
import { aligned, attribute, Attributes, malformed, reading } from './message.ts';
import type { Netlink } from './netlink.ts';
import { routeHeader } from './routes.ts';
import { errorName } from './socket.ts';

/** The way that the kernel itself would send a packet. */
export interface KernelAnswer {
  /** The interface; null where the kernel would not send it. */
  readonly index: number | null;
  readonly gateway: Buffer | null;
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
  return netlink.ask(k.RTM_GETROUTE, addresses.map(question), (body) => reading(() => answerOf(body)), refusedBy);
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

/** In one pass, since this is what thousands of answers go through. */
function answerOf(body: Buffer): KernelAnswer {
  if (refusals.has(body[rtmsg.rtm_type])) return refusedBy(refusalIn(body));
  let index: number | null = null;
  let gateway: Buffer | null = null;
  let source: Buffer | null = null;
  for (let at: number = rtmsg.size; at + nlattr.size <= body.length;) {
    const payload = at + nlattr.size;
    const end = at + body.readUInt16LE(at + nlattr.nla_len);
    if (end < payload || end > body.length) throw malformed();
    switch (body.readUInt16LE(at + nlattr.nla_type)) {
      case k.RTA_OIF:
        index = body.readUInt32LE(payload);
        break;
      case k.RTA_GATEWAY:
        gateway = body.subarray(payload, end);
        break;
      case k.RTA_VIA:
        gateway = body.subarray(payload + rtvia.rtvia_addr, end);
        break;
      case k.RTA_PREFSRC:
        source = body.subarray(payload, end);
        break;
    }
    at = aligned(end);
  }
  return { index, gateway, source, error: null };
}

function refusedBy(error: string): KernelAnswer {
  return { index: null, gateway: null, source: null, error };
}

/** IPv6 answers with a route that leads nowhere, where IPv4 answers with an error. */
const refusals: ReadonlySet<number> = new Set([k.RTN_BLACKHOLE, k.RTN_UNREACHABLE, k.RTN_PROHIBIT, k.RTN_THROW]);

function refusalIn(body: Buffer): string {
  const number = new Attributes(body, rtmsg.size).get(k.RTA_CACHEINFO)?.readInt32LE(rta_cacheinfo.rta_error) ?? 0;
  return number === 0 ? 'ENETUNREACH' : errorName(-number);
}
