import type { Words } from '../../net/parse.ts';
import type { Frame } from './frame.ts';

export const protocols = { tcp: 6, udp: 17, esp: 50 } as const;

/** IPv6 extension headers (RFC 8200, RFC 4302) that stand before the transport header. */
const extensions = { hopByHop: 0, routing: 43, fragment: 44, authentication: 51, destination: 60 } as const;

/** Reads the IPv4 header at `at` (RFC 791); false where there is none. The addresses are left to who wants them. */
export function readIPv4(frame: Frame, at: number): boolean {
  const { view } = frame;
  if (at + 20 > frame.end) return false;
  const headerLength = (view.getUint8(at) & 15) * 4;
  if (headerLength < 20) return false;
  const fragment = view.getUint16(at + 6);
  frame.family = 4;
  frame.protocol = view.getUint8(at + 9);
  frame.transport = at + headerLength;
  // Segmentation offload leaves the length at zero.
  frame.length = (view.getUint16(at + 2) || frame.original - (at - frame.at)) - headerLength;
  frame.datagram = view.getUint16(at + 4);
  frame.fragmentOffset = (fragment & 0x1fff) * 8;
  frame.isFragment = (fragment & 0x3fff) !== 0;
  return true;
}

/** Reads the IPv6 header at `at` and its extension headers; false where the transport header is not in the frame. */
export function readIPv6(frame: Frame, at: number): boolean {
  const { view, end } = frame;
  if (at + 40 > end) return false;
  frame.family = 6;
  frame.datagram = 0;
  frame.fragmentOffset = 0;
  frame.isFragment = false;
  let next = view.getUint8(at + 6);
  let header = at + 40;
  let rest = view.getUint16(at + 4) || frame.original - (header - frame.at);
  while (isExtension(next)) {
    if (header + 8 > end) return false;
    const length = lengthOf(view, header, next);
    if (next === extensions.fragment) {
      const offset = view.getUint16(header + 2);
      frame.datagram = view.getInt32(header + 4);
      frame.fragmentOffset = offset & 0xfff8;
      frame.isFragment = (offset & 0xfff9) !== 0;
    }
    next = view.getUint8(header);
    header += length;
    rest -= length;
    if (frame.fragmentOffset > 0) break;
  }
  frame.protocol = next;
  frame.transport = header;
  frame.length = rest;
  return true;
}

function isExtension(next: number): boolean {
  return (
    next === extensions.hopByHop ||
    next === extensions.routing ||
    next === extensions.fragment ||
    next === extensions.authentication ||
    next === extensions.destination
  );
}

function lengthOf(view: DataView, header: number, next: number): number {
  if (next === extensions.fragment) return 8;
  const units = view.getUint8(header + 1);
  return next === extensions.authentication ? (units + 2) * 4 : (units + 1) * 8;
}

/** Copies source and destination address of the IP packet at `at` into the frame's words. */
export function readAddresses(frame: Frame, at: number): void {
  const { view, source, destination } = frame;
  if (frame.family === 4) {
    setIPv4(source, view.getUint32(at + 12));
    setIPv4(destination, view.getUint32(at + 16));
    return;
  }
  for (let i = 0; i < 4; i++) {
    source[i] = view.getUint32(at + 8 + 4 * i);
    destination[i] = view.getUint32(at + 24 + 4 * i);
  }
}

function setIPv4(words: Words, value: number): void {
  words[0] = words[1] = words[2] = 0;
  words[3] = value;
}
