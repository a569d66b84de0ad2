import type { Family } from '../../contract/verdict.ts';
import { UdpSocket } from '../../native/linux/udp.ts';
import { parseAddress } from '../../net/address.ts';
import { addressText, anyAddress, bytesOf } from '../linux/text.ts';
import type { Arrival, Sent, Transport } from './transport.ts';

/** Linux tells by which interface a datagram came, and when. */
export async function openLinuxTransport(family: Family, source: string | null): Promise<Transport | string> {
  const socket = UdpSocket.open(family);
  if (typeof socket === 'string') return socket;
  const address = source === null ? anyAddress(family) : bytesOf(parseAddress(source));
  const error = socket.bind({ address, port: 0 });
  if (error === null) return new LinuxTransport(socket);
  socket.close();
  return error;
}

class LinuxTransport implements Transport {
  readonly #socket: UdpSocket;

  constructor(socket: UdpSocket) {
    this.#socket = socket;
  }

  send(bytes: Buffer, address: string, port: number): Sent {
    const error = this.#socket.send(bytes, { address: bytesOf(parseAddress(address)), port });
    return { at: this.#socket.sentAt, error: Promise.resolve(error) };
  }

  receive(most: number): Arrival[] {
    const arrivals: Arrival[] = [];
    while (arrivals.length < most) {
      const datagram = this.#socket.receive();
      if (!datagram) break;
      const { from, ...rest } = datagram;
      arrivals.push({ ...rest, address: addressText(from.address), port: from.port });
    }
    return arrivals;
  }

  close(): void {
    this.#socket.close();
  }
}
