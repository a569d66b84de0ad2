import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { Family } from '../contract/verdict.ts';

export interface Source {
  /** The source address that the operating system chose; null where it has no way to the address. */
  readonly source: string | null;
  /** Its error, such as `ENETUNREACH`. */
  readonly error: string | null;
}

/** The source address that a UDP socket gets which is connected to an address. Connecting sends no packet. */
export async function sourceTowards(address: string, family: Family, port: number): Promise<Source> {
  const socket = createSocket(family === 4 ? 'udp4' : 'udp6');
  try {
    socket.connect(port, address);
    await once(socket, 'connect');
    return { source: socket.address().address, error: null };
  } catch (error) {
    return { source: null, error: (error as NodeJS.ErrnoException).code ?? String(error) };
  } finally {
    socket.close();
  }
}
