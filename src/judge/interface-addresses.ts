import type { Snapshot } from '../contract/snapshot.ts';
import { parseAddress, type Address } from '../net/address.ts';
import { parseInterfaceAddress, type Prefix } from '../net/prefix.ts';

/** An address of this machine, with the prefix that is on-link around it. */
export interface InterfaceAddress {
  readonly interfaceIndex: number;
  readonly address: Address;
  readonly prefix: Prefix;
}

export function interfaceAddresses({ interfaces }: Snapshot): InterfaceAddress[] {
  return interfaces.flatMap(({ index, addresses }) =>
    (addresses ?? []).map((text) => ({ interfaceIndex: index, ...parseInterfaceAddress(text) })),
  );
}

/** The interface that has an address; null where none has. */
export function ownerOf(text: string, snapshot: Snapshot): number | null {
  const { family, value } = parseAddress(text);
  const owner = interfaceAddresses(snapshot).find(
    ({ address }) => address.family === family && address.value === value,
  );
  return owner?.interfaceIndex ?? null;
}
