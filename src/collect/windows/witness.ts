import type { OsAnswer } from '../../contract/snapshot.ts';
import { getBestInterfaceEx, getBestRoute, getBestRoute2, type Answer } from '../../native/windows/best-route.ts';
import { isNoRoute } from '../../native/windows/error.ts';
import { formatAddress, type Address } from '../../net/address.ts';
import type { Notes } from '../notes.ts';

/** The calls that name a route or its interface, the most telling first. */
export const witnesses = [
  { api: 'GetBestRoute2', ask: getBestRoute2 },
  { api: 'GetBestRoute', ask: getBestRoute },
  { api: 'GetBestInterfaceEx', ask: getBestInterfaceEx },
] as const satisfies readonly { api: string; ask: (address: Address) => Answer }[];

/** What Windows itself says of the addresses, by every call that it has. */
export function askWindows(addresses: readonly Address[], notes: Notes): OsAnswer[] {
  return addresses.flatMap((address) =>
    witnesses.flatMap(({ api, ask }) => {
      const answer = ask(address);
      if (answer && isFailure(answer)) {
        notes.add(`${api} failed with error ${answer.error}: that is no answer.`);
        return [];
      }
      return answer ? [{ address: formatAddress(address.family, address.value), ...describe(answer), api }] : [];
    }),
  );
}

/** Whether the call failed, rather than answering with a route or with there being none. */
export function isFailure(answer: NonNullable<Answer>): answer is { readonly error: number } {
  return 'error' in answer && !isNoRoute(answer.error);
}

/** An answer as the contract writes it. */
export function describe(answer: NonNullable<Answer>) {
  if ('error' in answer) return { interfaceIndex: null, nextHop: null, source: null, error: answer.error };
  const text = (address: Address | null) => address && formatAddress(address.family, address.value);
  return {
    interfaceIndex: answer.interfaceIndex,
    nextHop: text(answer.nextHop),
    source: text(answer.source),
    error: null,
  };
}
