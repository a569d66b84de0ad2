import { formatAddress } from '../../net/address.ts';
import type { Interfaces } from './interfaces.ts';
import { optionCodes, optionText, readOptions } from './pcapng-options.ts';
import { TimeScale, type Clock } from './time.ts';

export interface SectionInterface {
  /** Position in the capture's list. */
  readonly number: number;
  readonly linkType: number;
  readonly time: TimeScale;
  /** 0 where there is no limit. */
  readonly snapLength: number;
}

/** Reads the interface description block whose body begins at `at`. */
export function readInterface(
  view: DataView,
  at: number,
  end: number,
  littleEndian: boolean,
  clock: Clock,
  interfaces: Interfaces,
): SectionInterface {
  const linkType = view.getUint16(at, littleEndian);
  const addresses: string[] = [];
  let name: string | null = null;
  let description: string | null = null;
  let resolution = 6;
  let offset = 0n;
  for (const option of readOptions(view, at + 8, end, littleEndian)) {
    const { code, length } = option;
    if (code === optionCodes.interfaceName) name = optionText(view, option) || null;
    if (code === optionCodes.interfaceDescription) description = optionText(view, option) || null;
    if (code === optionCodes.interfaceIPv4 && length === 8)
      addresses.push(formatAddress(4, BigInt(view.getUint32(option.at))));
    if (code === optionCodes.interfaceIPv6 && length === 17)
      addresses.push(formatAddress(6, (view.getBigUint64(option.at) << 64n) | view.getBigUint64(option.at + 8)));
    if (code === optionCodes.interfaceResolution && length === 1) resolution = view.getUint8(option.at);
    if (code === optionCodes.interfaceOffset && length === 8) offset = view.getBigInt64(option.at, littleEndian);
  }
  return {
    number: interfaces.add({ name, description, index: null, addresses, linkType }),
    linkType,
    time: new TimeScale(clock, resolution, offset),
    snapLength: view.getUint32(at + 4, littleEndian),
  };
}
