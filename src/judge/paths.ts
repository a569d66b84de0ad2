import type { Path } from '../contract/verdict.ts';
import type { Classification, ClassifiedInterface } from './interfaces.ts';

/** Where an interface leads; one that the snapshot does not hold is neither proven local nor a VPN. */
export function pathOf(interfaces: Classification, index: number): Path {
  return interfaces.byIndex.get(index)?.path ?? 'UnknownTunnel';
}

export function nameOf(interfaces: Classification, index: number): string {
  return interfaces.byIndex.get(index)?.name ?? `interface ${index}`;
}

/** The VPN interfaces that carry traffic in either family. */
export function connectedVpns(interfaces: Classification): ClassifiedInterface[] {
  return interfaces.interfaces.filter((each) => each.path === 'Vpn' && (each.connected4 || each.connected6));
}
