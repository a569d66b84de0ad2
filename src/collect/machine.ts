import { ToolError } from '../contract/error.ts';
import type { BestRoute } from '../contract/best-route.ts';
import type { Snapshot } from '../contract/snapshot.ts';
import type { Address } from '../net/address.ts';
import type { Prefix } from '../net/prefix.ts';

/** This machine, as the commands see it: one implementation an operating system. */
export interface Machine {
  /**
   * Everything observed, with the operating system's own answers for the pieces of the `wanted` prefixes.
   * `log` is told each step, in words for people.
   */
  snapshot(wanted: readonly Prefix[], log: (message: string) => void): Promise<Snapshot> | Snapshot;
  /** The operating system's answer per address, in the order asked, each as soon as it is known. */
  bestRoutes(addresses: Iterable<Address>): Iterable<BestRoute>;
}

/** @throws ToolError `PlatformUnsupported` */
export async function openMachine(): Promise<Machine> {
  if (process.platform === 'win32') return (await import('./windows/machine.ts')).windows;
  if (process.platform === 'linux') return (await import('./linux/machine.ts')).linux;
  throw new ToolError(
    'PlatformUnsupported',
    'NotImplemented',
    `this tool reads the routes of Windows and Linux, not of ${process.platform}; judge a recorded snapshot with --snapshot.`,
    process.platform,
  );
}
