import type { BestRoute } from '../../contract/best-route.ts';
import { windowsConstants } from '../../native/windows/constants.ts';
import { interfaceTable } from '../../native/windows/interface-table.ts';
import { formatAddress, type Address } from '../../net/address.ts';
import { describe, isFailure, witnesses } from './witness.ts';

/** Windows' answer for one address after the other, by the most telling call that it has. */
export function* bestRoutes(addresses: Iterable<Address>): Generator<BestRoute> {
  const nameOf = interfaceNames();
  for (const address of addresses) {
    const { interfaceIndex, api, ...answer } = ask(address);
    yield {
      address: formatAddress(address.family, address.value),
      interfaceIndex,
      interfaceName: interfaceIndex === null ? null : nameOf(interfaceIndex),
      ...answer,
      api,
    };
  }
}

const notSupported = { ...describe({ error: windowsConstants.ERROR_NOT_SUPPORTED }), api: witnesses[0].api };

/** The first call that answers; one that failed is told of where none does. */
function ask(address: Address) {
  let failure: (ReturnType<typeof describe> & { api: string }) | undefined;
  for (const { api, ask } of witnesses) {
    const answer = ask(address);
    if (!answer) continue;
    const described = { ...describe(answer), api };
    if (!isFailure(answer)) return described;
    failure ??= described;
  }
  return failure ?? notSupported;
}

/** Names are read again only for an index that was not there before. */
function interfaceNames(): (index: number) => string | null {
  const names = new Map<number, string | null>();
  return (index) => {
    if (!names.has(index)) {
      names.set(index, null);
      for (const row of interfaceTable()) names.set(row.index, row.alias);
    }
    return names.get(index) ?? null;
  };
}
