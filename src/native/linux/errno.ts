import { getSystemErrorName } from 'node:util';
import { copyMemory, library } from '../ffi.ts';

const errnoLocation = library(() => null).bind('__errno_location', { arguments: [], return: 'pointer' });

let location: bigint | undefined;

/**
 * What a call of the C library returned, or its error's name, such as `ENETUNREACH`, where it returned a negative number.
 * Where errno lies is asked before the call: a look-up afterwards would change it.
 */
export function attempt(call: () => number): number | string {
  location ??= errnoLocation.need()();
  const result = call();
  return result >= 0 ? result : getSystemErrorName(-copyMemory(location, 4).readInt32LE());
}
