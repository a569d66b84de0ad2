import { setTimeout as delay } from 'node:timers/promises';
import type { EchoRequest, EchoResult } from '../../native/windows/echo-request.ts';
import { IcmpEcho } from '../../native/windows/icmp.ts';
import { windowsConstants as win } from '../../native/windows/constants.ts';
import { formatAddress, type Address } from '../../net/address.ts';
import type { HopReply, Prober } from './prober.ts';

interface Probe {
  readonly ttl: number;
  readonly attempt: number;
  readonly request: EchoRequest;
}

/** Follows a path by ICMP echo requests, as tracert does; Windows shows a program without privileges nothing else. */
export class EchoProber implements Prober {
  readonly #target: Address;
  readonly #echo: IcmpEcho;
  #probes: Probe[] = [];
  readonly source: string | null;
  error: number | null = null;

  constructor(target: Address, source: string | null) {
    this.#target = target;
    this.#echo = new IcmpEcho(target.family);
    this.source = source;
  }

  send(ttl: number, attempt: number, timeout: number): boolean {
    const request = this.#echo.send(this.#target, ttl, Math.max(1, Math.ceil(timeout)));
    this.#probes.push({ ttl, attempt, request });
    return true;
  }

  replies(): HopReply[] {
    const results = this.#probes.map((probe) => [probe, probe.request.poll()] as const);
    this.#probes = results.filter(([, result]) => result === null).map(([probe]) => probe);
    return results.flatMap(([probe, result]) => (result ? this.#replyOf(probe, result) : []));
  }

  /** Waits for what is still out, at most its timeout: a process that ends before leaves Wine's driver hanging. */
  async close(): Promise<void> {
    while (this.#probes.some(({ request }) => request.poll() === null)) await delay(10);
    this.#echo.close();
  }

  #replyOf({ ttl, attempt }: Probe, { status, from, roundTrip }: EchoResult): HopReply[] {
    const meaning = meanings[status];
    if (!from || !meaning) {
      if (status !== win.IP_REQ_TIMED_OUT) this.error = status;
      return [];
    }
    return [{ ttl, attempt, address: formatAddress(from.family, from.value), roundTrip, ...meaning }];
  }
}

const router = { answer: 'Router', unreachable: null } as const;
const unreachable = (what: string) => ({ answer: 'Unreachable', unreachable: what }) as const;

/** IP_STATUS codes; of IPv6 the third says "prohibited" where IPv4's says "protocol". */
const meanings: Readonly<Record<number, Pick<HopReply, 'answer' | 'unreachable'>>> = {
  [win.IP_SUCCESS]: { answer: 'Target', unreachable: null },
  [win.IP_TTL_EXPIRED_TRANSIT]: router,
  [win.IP_TIME_EXCEEDED]: router,
  [win.IP_DEST_NET_UNREACHABLE]: unreachable('network'),
  [win.IP_DEST_HOST_UNREACHABLE]: unreachable('host'),
  [win.IP_DEST_PROT_UNREACHABLE]: unreachable('prohibited'),
  [win.IP_DEST_PORT_UNREACHABLE]: unreachable('port'),
  [win.IP_DEST_UNREACHABLE]: unreachable('destination'),
};
