import { ToolError } from '../../contract/error.ts';
import type { PortRange } from '../../endpoints/ports.ts';
import { parseAddress, width } from '../../net/address.ts';
import { prefixOf } from '../../net/prefix.ts';
import { rangeOf, type Range } from '../../net/range.ts';

/** A port or a range of ports, `3478-3481`, as firewalls write them: 0 is a port there. Null for anything else. */
export function readPorts(text: string): PortRange | null {
  const [, first, last = first] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? [];
  const range = { first: Number(first), last: Number(last) };
  return range.first <= range.last && range.last <= 65535 ? range : null;
}

/** An address, a range `a-b`, or a subnet with a prefix length or an IPv4 mask; null for anything else. */
export function readAddresses(text: string): Range | null {
  try {
    return text.includes('/') ? readSubnet(text) : readEnds(text);
  } catch (error) {
    if (error instanceof ToolError) return null;
    throw error;
  }
}

function readEnds(text: string): Range | null {
  const [first, last = first, ...more] = text.split('-').map(parseAddress);
  if (more.length > 0 || first.family !== last.family || first.value > last.value) return null;
  return { family: first.family, first: first.value, last: last.value };
}

function readSubnet(text: string): Range | null {
  const [start, mask, ...more] = text.split('/');
  const address = parseAddress(start);
  const length = /^\d{1,3}$/.test(mask) ? Number(mask) : address.family === 4 ? lengthOf(mask) : null;
  if (more.length > 0 || length === null || length > width(address.family)) return null;
  return rangeOf(prefixOf(address, length));
}

/** The prefix length that an IPv4 mask stands for: ones, then zeros. */
function lengthOf(mask: string): number | null {
  const { family, value } = parseAddress(mask);
  const bits = value.toString(2).padStart(32, '0');
  return family === 4 && /^1*0*$/.test(bits) ? bits.replaceAll('0', '').length : null;
}
