import { parseAddress, type Address } from '../../net/address.ts';

/** What a PAC file may call, as it is answered without a network: only addresses are resolved, to themselves. */
export interface Surroundings {
  /** What `myIpAddress` tells. */
  readonly ownAddress: string;
  askedForOwnAddress(): void;
  unresolved(name: string): void;
}

/** The functions that would ask the network or write somewhere; the others of a PAC file are harmless. */
export function offlineFunctions({ ownAddress, askedForOwnAddress, unresolved }: Surroundings) {
  const resolve = (name: unknown): Address | null => {
    const address = read(name);
    if (address === null) unresolved(String(name));
    return address;
  };
  return {
    alert: () => undefined,
    myIpAddress: () => {
      askedForOwnAddress();
      return ownAddress;
    },
    dnsResolve: (name: unknown) => (resolve(name) ? String(name) : null),
    isResolvable: (name: unknown) => resolve(name) !== null,
    isInNet: (name: unknown, pattern: unknown, mask: unknown) => isInNet(resolve(name), read(pattern), read(mask)),
  };
}

/** IPv4 alone, with a mask that is written out. */
function isInNet(address: Address | null, pattern: Address | null, mask: Address | null): boolean {
  if (address?.family !== 4 || pattern?.family !== 4 || mask?.family !== 4) return false;
  return (address.value & mask.value) === (pattern.value & mask.value);
}

function read(text: unknown): Address | null {
  try {
    return parseAddress(String(text));
  } catch {
    return null;
  }
}
