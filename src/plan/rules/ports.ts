import type { EndpointList } from '../../contract/endpoints.ts';
import { ToolError } from '../../contract/error.ts';
import type { PortRange } from '../../endpoints/ports.ts';
import { mediaPorts } from '../../endpoints/select.ts';

/**
 * The UDP ports to block; empty for all.
 * @throws ToolError `MediaPortsUnknown` where nobody says which they are
 */
export function blockedPorts(list: EndpointList, asked: 'All' | readonly PortRange[] | null): readonly PortRange[] {
  if (asked === 'All') return [];
  if (asked !== null) return asked;
  const { protocol, ranges } = mediaPorts(list);
  if (protocol === 'udp') return ranges;
  throw new ToolError(
    'MediaPortsUnknown',
    'InvalidOperation',
    `the ${list.cloud} list names no UDP port for Teams media, and its TCP ports are those of signalling too. Name the UDP ports to block: -Ports (--ports), as in 3478-3481.`,
    list.cloud,
  );
}
