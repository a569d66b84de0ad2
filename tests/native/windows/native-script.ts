import { writeSync } from 'node:fs';
import { interfaceTable } from '../../../src/native/windows/interface-table.ts';
import { knownFolder } from '../../../src/native/windows/known-folders.ts';
import { runningProcesses } from '../../../src/native/windows/processes.ts';
import { readRegistryKey, readRegistryValue } from '../../../src/native/windows/registry.ts';
import { forwardTable } from '../../../src/native/windows/route-table.ts';
import { runningServices } from '../../../src/native/windows/services.ts';
import { systemDirectory } from '../../../src/native/windows/system32.ts';
import { isElevated } from '../../../src/native/windows/token.ts';
import { formatAddress } from '../../../src/net/address.ts';

/** Run by Windows' own Node: what the bindings hear, in the words of oracle.c. */
const path = process.argv[2];
const key = readRegistryKey('HKLM', path);

const heard = {
  interfaces: interfaceTable(),
  routes: forwardTable().map(({ destination, nextHop, ...row }) => ({
    ...row,
    destination: formatAddress(destination.family, destination.value),
    nextHop: formatAddress(destination.family, nextHop?.value ?? 0n),
  })),
  LocalAppData: knownFolder('LocalAppData'),
  ProgramData: knownFolder('ProgramData'),
  system: systemDirectory(),
  elevated: isElevated(),
  processes: runningProcesses(),
  services: runningServices(),
  subkeys: key?.subkeys,
  values: [...(key?.values ?? [])],
  inAnyCase: readRegistryValue('HKLM', path.toUpperCase(), 'NUMBER'),
  missing: [readRegistryKey('HKLM', `${path}\\none`), readRegistryValue('HKLM', path, 'none')],
};

writeSync(
  1,
  JSON.stringify(heard, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
);
