import type { Frame } from './frame.ts';
import { sameWords } from './pairs.ts';
import type { Flow } from './payload.ts';

const slots = 256;

/** Which flow a datagram's first fragment went to: only that one has the ports. */
export class Fragments {
  readonly #flows: (Flow | null)[] = new Array<Flow | null>(slots).fill(null);
  readonly #datagrams = new Int32Array(slots);

  remember(frame: Frame, flow: Flow): void {
    const slot = slotOf(frame);
    this.#flows[slot] = flow;
    this.#datagrams[slot] = frame.datagram;
  }

  /** The flow of a later fragment's datagram; undefined where the first one was not seen before. */
  find(frame: Frame): Flow | undefined {
    const slot = slotOf(frame);
    const flow = this.#flows[slot];
    return flow && this.#datagrams[slot] === frame.datagram && isBetween(frame, flow) ? flow : undefined;
  }
}

function slotOf({ source, destination, datagram, interface: number }: Frame): number {
  return Math.imul(source[3] ^ Math.imul(destination[3], 31) ^ datagram ^ number, 0x9e3779b1) >>> 24;
}

function isBetween({ source, destination, interface: number }: Frame, flow: Flow): boolean {
  const isSent = sameWords(source, flow.local) && sameWords(destination, flow.remote);
  const isReceived = sameWords(source, flow.remote) && sameWords(destination, flow.local);
  return flow.interface === number && (isSent || isReceived);
}
