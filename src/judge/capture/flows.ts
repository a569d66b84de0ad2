import {
  packetKinds,
  type Capture,
  type CapturedFlow,
  type CapturedPair,
  type CaptureFlow,
  type Traffic,
} from '../../contract/capture.ts';
import type { EndpointList } from '../../contract/endpoints.ts';
import { mediaPorts, signalingPorts } from '../../endpoints/select.ts';
import { heedful, type Attribution, type Attributor } from './attribution.ts';
import { captionOf } from './seen-interface.ts';
import { secondsBetween } from './times.ts';

/** A flow as the file has it: on one of its interfaces. */
interface Part {
  readonly flow: CapturedFlow;
  readonly at: Attribution;
}

/** The flows of a capture by the snapshot's interfaces: what several of the file's interfaces had of one flow is joined. */
export function attributedFlows(capture: Capture, attributor: Attributor, list: EndpointList): CaptureFlow[] {
  const parts = capture.flows.map((flow) => ({ flow, at: attributor.of(flow) }));
  const pairs = Map.groupBy(parts, ({ flow }) => endsOf(flow));
  const isSignaling = signalingTest(list);
  return [...pairs.values()].flatMap((pair) => group(pair).map((members) => join(members, capture, isSignaling)));
}

export function endsOf({ local, localPort, remote, remotePort }: CapturedPair | CaptureFlow): string {
  return `${local} ${localPort} ${remote} ${remotePort}`;
}

/**
 * The parts of one pair that are one flow: on one interface, or on interfaces that had the same packets, such as the
 * components that pktmon logs, unless the file itself tells that these are two adapters.
 */
function group(parts: readonly Part[]): Part[][] {
  const groups: Part[][] = [];
  for (const part of parts) {
    const related = groups.filter((members) => members.some((member) => isOneFlow(member, part)));
    for (const members of related) groups.splice(groups.indexOf(members), 1);
    groups.push([...related.flat(), part]);
  }
  return groups;
}

function isOneFlow(a: Part, b: Part): boolean {
  if (a.at.interface !== null && a.at.interface === b.at.interface) return true;
  const areTwo = a.at.source === 'file' && b.at.source === 'file';
  return !areTwo && (a.flow.echoes.of.includes(b.flow.interface) || b.flow.echoes.of.includes(a.flow.interface));
}

function join(parts: readonly Part[], capture: Capture, isSignaling: (port: number) => boolean): CaptureFlow {
  const [{ flow, at }] = [...parts].sort((a, b) => heedful(a.at, b.at));
  const flows = parts.map((part) => part.flow);
  const joined = new Set(flows.map((each) => each.interface));
  const isEcho = (each: CapturedFlow) => each.echoes.of.some((number) => joined.has(number));
  const total = (direction: 'sent' | 'received') =>
    sum(flows.map((each) => (isEcho(each) ? less(each[direction], each.echoes[direction]) : each[direction])));
  const [sent, received] = [total('sent'), total('received')];
  const all = sum([sent, received]);
  const kinds = packetKinds.filter((kind) => flows.some((each) => each.kinds.includes(kind)));
  const times = flows.flatMap(({ first, last }) => (first !== null && last !== null ? [first, last] : [])).sort();
  const [first, last] = [times[0] ?? null, times.at(-1) ?? null];
  const seconds = secondsBetween(first, last);
  return {
    local: flow.local,
    localPort: flow.localPort,
    remote: flow.remote,
    remotePort: flow.remotePort,
    interface: at.interface,
    interfaceSource: at.source,
    path: at.path,
    reason: at.reason,
    capturedOn: [...new Set([...joined].map((number) => captionOf(capture.interfaces[number])))].filter(
      (name) => name !== null,
    ),
    packets: all.packets,
    bytes: all.bytes,
    kinds,
    media: kinds.length > 0 || !isSignaling(flow.remotePort),
    first,
    last,
    rate: seconds ? Math.round((all.bytes * 8) / seconds) : null,
    sent,
    received,
    streams: flows.some(isEcho) ? busiest(flows).streams : flows.flatMap((each) => each.streams),
  };
}

/** Whether a port of the same addresses is given to signalling: UDP 443 is QUIC. */
function signalingTest(list: EndpointList): (port: number) => boolean {
  const { protocol, ranges } = mediaPorts(list);
  const signaling = signalingPorts(list, protocol);
  const isIn = (ports: typeof ranges, port: number) => ports.some(({ first, last }) => first <= port && port <= last);
  return (port) => !isIn(ranges, port) && isIn(signaling, port);
}

export function sum(parts: readonly Traffic[]): Traffic {
  return parts.reduce((a, b) => ({ packets: a.packets + b.packets, bytes: a.bytes + b.bytes }), {
    packets: 0,
    bytes: 0,
  });
}

function less(a: Traffic, b: Traffic): Traffic {
  return { packets: a.packets - b.packets, bytes: a.bytes - b.bytes };
}

function busiest(flows: readonly CapturedFlow[]): CapturedFlow {
  const packets = ({ sent, received }: CapturedFlow) => sent.packets + received.packets;
  return flows.reduce((a, b) => (packets(b) > packets(a) ? b : a));
}
