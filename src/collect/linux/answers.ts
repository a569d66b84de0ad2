import type { OsAnswer } from '../../contract/snapshot.ts';
import { formatAddress, type Address } from '../../net/address.ts';
import type { Netlink } from '../../native/linux/netlink.ts';
import { askRoutes, type KernelAnswer } from '../../native/linux/lookup.ts';
import { addressText, bytesOf } from './text.ts';

/** How many questions go to the kernel at once: their replies fit into the socket's buffer, and time is no longer won by more. */
const batchSize = 256;

export interface Answer extends OsAnswer {
  interfaceIndex: number | null;
  nextHop: string | null;
  source: string | null;
  error: string | null;
}

/** The kernel's own choice per address, in the order asked. */
export function* askKernel(netlink: Netlink, addresses: readonly Address[]): Generator<Answer> {
  for (let start = 0; start < addresses.length; start += batchSize) {
    const batch = addresses.slice(start, start + batchSize);
    const answers = askRoutes(netlink, batch.map(bytesOf));
    for (let i = 0; i < batch.length; i++) yield answerOf(batch[i], answers[i]);
  }
}

function answerOf({ family, value }: Address, { index, gateway, source, error }: KernelAnswer): Answer {
  return {
    address: formatAddress(family, value),
    interfaceIndex: index,
    nextHop: gateway && addressText(gateway),
    source: source && addressText(source),
    api: 'rtnetlink',
    error,
  };
}
