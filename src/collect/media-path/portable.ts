import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { Family } from '../../contract/verdict.ts';
import { formatAddress, parseAddress } from '../../net/address.ts';
import type { Arrival, Sent, Transport } from './transport.ts';

/** What waits to be looked at; more than that is lost, as it is in a full buffer of the system. */
const mostWaiting = 1024;

/** By Node's own sockets, which do not tell the interface; on Windows the source address does (strong host model). */
export async function openPortableTransport(family: Family, source: string | null): Promise<Transport | string> {
  const socket = createSocket({
    type: family === 4 ? 'udp4' : 'udp6',
    lookup: (address, _, done) => done(null, address, family),
  });
  try {
    const listening = once(socket, 'listening');
    socket.bind({ port: 0, ...(source !== null && { address: source }) });
    await listening;
    return new PortableTransport(socket);
  } catch (error) {
    socket.close();
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}

class PortableTransport implements Transport {
  readonly #socket: Socket;
  #waiting: Arrival[] = [];

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('message', (bytes, { address, port }) => {
      if (this.#waiting.length >= mostWaiting) return;
      this.#waiting.push({ bytes, address: plain(address), port, at: performance.now(), interfaceIndex: null });
    });
    // "Nobody listens there", by ICMP: no answer, and no reason to give up what else is asked.
    socket.on('error', () => {});
  }

  send(bytes: Buffer, address: string, port: number): Sent {
    const at = performance.now();
    const error = new Promise<string | null>((resolve) =>
      this.#socket.send(bytes, port, address, (failure) =>
        resolve(failure && ((failure as NodeJS.ErrnoException).code ?? String(failure))),
      ),
    );
    return { at, error };
  }

  receive(most: number): Arrival[] {
    return this.#waiting.splice(0, most);
  }

  close(): void {
    this.#socket.close();
  }
}

function plain(address: string): string {
  const { family, value } = parseAddress(address.replace(/%.*$/, ''));
  return formatAddress(family, value);
}
