import type { Binding, MediaTarget } from '../../contract/media-path.ts';
import { ToolError } from '../../contract/error.ts';
import { formatAddress, parseAddress } from '../../net/address.ts';
import { contains, formatPrefix, parsePrefix } from '../../net/prefix.ts';
import type { Case } from '../case.ts';
import { interfaceAddresses } from '../interface-addresses.ts';
import type { JudgedSegment } from '../segments.ts';

/** One address for every segment of the Optimize prefixes: all of a segment leaves by the same route. */
export function targetsOf({ segments }: Pick<Case, 'segments'>): MediaTarget[] {
  return segments.map(({ family, wanted, ...range }) => ({
    address: formatAddress(family, addressWithin(range)),
    family,
    prefix: formatPrefix(wanted),
  }));
}

/** Not the very first, which may be the name of a network. */
function addressWithin({ first, last }: Pick<JudgedSegment, 'first' | 'last'>): bigint {
  return last > first ? first + 1n : first;
}

/**
 * Given addresses in place of those of the segments.
 * @throws ToolError `AddressInvalid`, `AddressNotOptimize`
 */
export function chosenTargets(addresses: readonly string[], { wanted }: Pick<Case, 'wanted'>): MediaTarget[] {
  return addresses.map((text) => {
    const address = parseAddress(text);
    const prefix = wanted.find((each) => contains(each, address));
    if (prefix) {
      const { family, value } = address;
      return { address: formatAddress(family, value), family, prefix: formatPrefix(prefix) };
    }
    throw new ToolError(
      'AddressNotOptimize',
      'InvalidArgument',
      `${text} is in no Optimize prefix, and only Teams media is probed; trace shows the path to any address.`,
      text,
    );
  });
}

const loopbackType = 24;
const linkLocal = [parsePrefix('fe80::/10'), parsePrefix('169.254.0.0/16')];

/** No binding, and then the first address of either family of every interface that is up, as ICE binds sockets. */
export function bindingsOf({ snapshot, interfaces }: Pick<Case, 'snapshot' | 'interfaces'>): Binding[] {
  const usable = interfaceAddresses(snapshot).filter(({ interfaceIndex, address }) => {
    const row = snapshot.interfaces.find(({ index }) => index === interfaceIndex)!;
    const found = interfaces.byIndex.get(interfaceIndex);
    const carries = address.family === 4 ? found?.connected4 : found?.connected6;
    return row.type !== loopbackType && carries && !linkLocal.some((prefix) => contains(prefix, address));
  });
  const firsts = Map.groupBy(usable, ({ interfaceIndex, address }) => `${interfaceIndex} ${address.family}`);
  const bound = [...firsts.values()].map(([{ interfaceIndex, address }]) => ({
    interfaceIndex,
    source: formatAddress(address.family, address.value),
  }));
  return [null, ...bound];
}
