import { lookup } from 'node:dns/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { ToolError } from '../../contract/error.ts';
import { withoutKeeping } from '../../native/end-now.ts';
import { formatAddress, parseAddress } from '../../net/address.ts';

/** How long the operating system may look for a name, in milliseconds. */
const patience = 10_000;

/** Whether a target is written as an address; everything else is a name. */
export function isAddress(target: string): boolean {
  return target.includes(':') || /^[0-9.]+$/.test(target);
}

/**
 * The addresses of a target: its own, or those that the operating system resolves its name to, in the order in which
 * applications try them (RFC 6724).
 * @throws ToolError `AddressInvalid`, `NameUnresolved`
 */
export async function resolveTarget(target: string, signal: AbortSignal): Promise<string[]> {
  if (isAddress(target)) {
    const { family, value } = parseAddress(target);
    return [formatAddress(family, value)];
  }
  const found = await Promise.race([
    withoutKeeping(lookup(target, { all: true, order: 'verbatim' })).catch(
      (error: NodeJS.ErrnoException) => error.code ?? String(error),
    ),
    delay(patience, 'no answer in 10 seconds', { ref: false, signal }).catch(() => 'stopped'),
  ]);
  if (signal.aborted) throw new ToolError('Stopped', 'OperationStopped', `stopped before ${target} was resolved.`);
  if (typeof found !== 'string') return found.map(({ address }) => address);
  throw new ToolError(
    'NameUnresolved',
    'ConnectionError',
    `${target} does not resolve: ${found}. Give an address, or repair name resolution.`,
    target,
  );
}
