import { statSync } from 'node:fs';

/** The number of the network namespace that this process is in: another one has other routes (network_namespaces(7)). */
export function networkNamespace(): number {
  return statSync('/proc/self/ns/net').ino;
}
